import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Random } from "../support/random.ts";
import { RawServer } from "../support/raw-server.ts";
import { memoryOf, type Sample, table } from "./memory.ts";
import { CAPABILITIES, OPTIONS, Storm } from "./storm.ts";
import { SystemStorm } from "./system-storm.ts";

const STEPS_BETWEEN_SETTLES = 250;
/** Files that are applied together are compared with a new server each time, which takes long to start. */
const STEPS_BETWEEN_NEW_SERVERS = 2_500;
/** Documents that come once and go, each time. */
const VISITS = 5;
/** How often at least memory is looked at. */
const SAMPLES = 40;

/** A server, what is done to it, and what memory it took. */
interface Life {
  readonly name: string;
  readonly server: RawServer;
  readonly storm: Storm;
  readonly steps: number;
  readonly samples: Sample[];
}

export async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      edits: { type: "string", default: "1000000" },
      seconds: { type: "string", default: "Infinity" },
      seed: { type: "string", default: String(Date.now() % 1e9) },
    },
  });
  const [edits, seconds, seed] = [Number(values.edits), Number(values.seconds), Number(values.seed)];
  console.log(`${edits} edits, seed ${seed}`);
  const root = mkdtempSync(join(tmpdir(), "storm-"));
  const start = () => RawServer.startWith("./test/storm/memory-watch.cjs", CAPABILITIES, OPTIONS);
  const [one, other] = [await start(), await start()];
  const lives: Life[] = [
    { name: "Files by themselves", server: one, storm: new Storm(one, new Random(seed)), steps: STEPS_BETWEEN_SETTLES, samples: [] },
    {
      name: "Files applied together",
      server: other,
      storm: new SystemStorm(other, new Random(seed), root),
      steps: STEPS_BETWEEN_NEW_SERVERS,
      samples: [],
    },
  ];
  const done = () => lives.reduce((sum, { storm }) => sum + storm.edits, 0);
  try {
    await soak(lives, done, edits, seconds);
    for (const { server } of lives) {
      const code = await server.stop();
      if (code !== 0) throw new Error(`the server has ended with ${code}`);
    }
    console.log("Nothing wrong.");
    return 0;
  } catch (error) {
    console.log(`FAILED after ${done()} edits with seed ${seed}: ${(error as Error).message}`);
    return 1;
  } finally {
    for (const { server, name, samples } of lives) {
      server.process.kill();
      console.log(`\n${table(name, samples)}`);
    }
    rmSync(root, { recursive: true });
  }
}

/** Lets each server live a while, in turn, until there have been enough edits or the time is over. */
async function soak(lives: readonly Life[], done: () => number, edits: number, seconds: number): Promise<void> {
  const begun = Date.now();
  const passed = () => (Date.now() - begun) / 1_000;
  for (let next = 0; done() < edits && passed() < seconds; ) {
    for (const { storm, steps } of lives) {
      for (let n = 0; n < STEPS_BETWEEN_NEW_SERVERS; n += steps) {
        for (let i = 0; i < steps; i++) {
          storm.step();
          if (i % STEPS_BETWEEN_SETTLES === STEPS_BETWEEN_SETTLES - 1) await storm.answered();
        }
        await storm.settle();
        await storm.visit(VISITS);
      }
    }
    const progress = Math.max(done() / edits, passed() / seconds);
    if (progress < next) continue;
    next = progress + 1 / SAMPLES;
    for (const { storm, server, samples } of lives) samples.push({ edits: storm.edits, seconds: Math.round(passed()), ...(await memoryOf(server)) });
    const [rss, heap] = [lives.map(({ samples }) => samples.at(-1)?.rss), lives.map(({ samples }) => samples.at(-1)?.heap)];
    console.log(`${Math.round(passed())} s: ${done()} edits, RSS ${rss.join(" and ")} KiB, heap ${heap.join(" and ")} KiB`);
  }
}
