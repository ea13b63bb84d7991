// Leaves nothing behind: no process, no temporary folder, however a run ends (done, failed, timed out, Ctrl+C, terminated).
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Milliseconds for one step: a browser that does not close must not keep the server alive. */
const STEP_LIMIT = 10_000;

const SIGNAL_NUMBERS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 };

/** What one run made and has to undo. Steps are undone last first, each once, whichever of them fails. */
export class Cleanup {
  #steps = [];
  #running;
  #done = false;
  #exiting = false;

  /** A new folder below the system's temporary folder. Short, for sockets live in it and their paths may have 107 bytes. */
  folder(prefix) {
    const path = mkdtempSync(join(tmpdir(), prefix));
    this.add(() => rmSync(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }));
    return path;
  }

  /** A step that comes when all is cleaned up, because something was still starting, is done at once. */
  add(step) {
    this.#steps.push(step);
    if (this.#done) this.#runSteps();
  }

  run() {
    this.#running ??= this.#runSteps();
    return this.#running;
  }

  async #runSteps() {
    for (let step = this.#steps.pop(); step; step = this.#steps.pop()) {
      try {
        await Promise.race([step(), sleep(STEP_LIMIT, undefined, { ref: false })]);
      } catch (error) {
        console.error(`Cleaning up: ${error.message}`);
      }
    }
    this.#done = true;
  }

  /** Cleans up and exits on Ctrl+C and the like. Returns how to stop listening. */
  onSignals(onSignal = () => {}) {
    const handlers = Object.entries(SIGNAL_NUMBERS).map(([signal, number]) => {
      const handler = () => this.#exit(128 + number, () => onSignal(signal));
      process.on(signal, handler);
      return [signal, handler];
    });
    return () => {
      for (const [signal, handler] of handlers) process.off(signal, handler);
    };
  }

  /** For whole programs: cleans up before an error that nobody caught ends them, such as EPIPE in `… | head`. */
  onCrash() {
    process.on("uncaughtException", (error) => this.#exit(1, () => console.error(error)));
  }

  #exit(code, announce) {
    // In a terminal, Ctrl+C reaches us twice: from the terminal and from test-electron.
    if (this.#exiting) return;
    this.#exiting = true;
    // What was under way fails now that its browser and server go, and playwright throws some of that where no one can catch it.
    process.on("uncaughtException", () => {});
    announce();
    this.run().then(() => process.exit(code));
  }
}

/** Ends a process that we started and all below it: politely, then, after `grace` ms, for good. */
export async function endTree(pid, grace = 3000) {
  // Listed before anything ends: children of a process that is gone belong to init and can no longer be told from others'.
  const processes = [pid, ...descendants(pid)].map((id) => ({ id, started: startTime(id) }));
  const alive = () => processes.filter(({ id, started }) => started !== undefined && startTime(id) === started);
  for (const signal of ["SIGTERM", "SIGKILL"]) {
    for (const { id } of alive()) {
      try {
        process.kill(id, signal);
      } catch (error) {
        if (error.code !== "ESRCH") throw error;
      }
    }
    const deadline = Date.now() + grace;
    while (alive().length > 0 && Date.now() < deadline) await sleep(50);
    if (alive().length === 0) return;
  }
}

function descendants(pid) {
  const children = new Map();
  for (const name of readdirSync("/proc")) {
    const parent = /^\d+$/.test(name) ? statFields(Number(name))?.parent : undefined;
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const below = (id) => (children.get(id) ?? []).flatMap((child) => [child, ...below(child)]);
  return below(pid);
}

/** With the id, this names a process for good: ids are used again. Undefined for one that has ended, even if not yet reaped. */
function startTime(pid) {
  const fields = statFields(pid);
  return fields && fields.state !== "Z" ? fields.started : undefined;
}

function statFields(pid) {
  const path = `/proc/${pid}/stat`;
  if (!existsSync(path)) return undefined;
  try {
    // The second field, the name in parentheses, may hold blanks and parentheses.
    const fields = readFileSync(path, "latin1")
      .replace(/^.*\) /s, "")
      .split(" ");
    return { state: fields[0], parent: Number(fields[1]), started: fields[19] };
  } catch {
    return undefined;
  }
}
