import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { Random } from "../support/random.ts";
import { RawServer } from "../support/raw-server.ts";
import { CAPABILITIES, OPTIONS, Storm } from "./storm.ts";

const STEPS_BETWEEN_SETTLES = 250;

/** Resident memory of a process in MiB; 0 where the system does not tell. */
function memoryOf(pid: number | undefined): number {
  try {
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024);
  } catch {
    return 0;
  }
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
  const server = await RawServer.start(CAPABILITIES, OPTIONS);
  const storm = new Storm(server, new Random(seed));
  const begun = Date.now();
  const memory: number[] = [];
  const report = () => {
    memory.push(memoryOf(server.process.pid));
    console.log(`${Math.round((Date.now() - begun) / 1000)} s: ${storm.edits} edits, ${storm.requests} requests, ${memory.at(-1)} MiB`);
  };
  try {
    for (let next = 0; storm.edits < edits && Date.now() - begun < seconds * 1000; ) {
      for (let i = 0; i < STEPS_BETWEEN_SETTLES; i++) storm.step();
      await storm.settle();
      if (storm.edits < next) continue;
      report();
      next += edits / 20;
    }
    report();
    const code = await server.stop();
    if (code !== 0) throw new Error(`the server has ended with ${code}`);
  } catch (error) {
    server.process.kill();
    console.log(`FAILED after ${storm.edits} edits and ${storm.requests} requests with seed ${seed}: ${(error as Error).message}`);
    return 1;
  }
  // The first quarter fills caches of bounded size.
  const settled = memory.slice(Math.ceil(memory.length / 4));
  console.log(`Nothing wrong. Memory after the first quarter: ${Math.min(...settled)} to ${Math.max(...settled)} MiB`);
  return 0;
}
