import { type AnalysisOptions, FileAnalysis } from "./analysis.ts";
import type { Catalogue } from "./catalogue/catalogue.ts";
import { SysctlDocument } from "./document/document.ts";

/** Lines in one step: a few milliseconds, so that a request that comes meanwhile hardly waits. */
const STEP = 250;
const STEPS = 80;

/**
 * Analyses made-up files while nobody waits. Engines compile what runs often; after this the first file that is opened
 * is analysed at full speed. Each `next` does one step. `options`: as the first file will have them, for engines compile
 * for the very shapes that they have seen.
 */
export function* warmUp(options: AnalysisOptions): Generator<void> {
  const keys = keysOf(options.catalogue);
  for (let step = 0; step < STEPS; step++) {
    const lines = Array.from({ length: STEP }, (_, i) => madeUp(keys, step * STEP + i));
    // A new one each time: a document remembers its edits, and what lives for long makes the engine's heap grow.
    new FileAnalysis(SysctlDocument.create("warm-up:", "sysctl", 0, lines.join("\n")), options).findings();
    yield;
  }
}

interface Keys {
  readonly host: readonly string[];
  /** With `*` in the place of the interface. */
  readonly interfaces: readonly string[];
}

function keysOf({ parameters }: Catalogue): Keys {
  const keys = parameters.filter(({ facts }) => facts.type === "integer" && !facts.removed).map(({ key }) => key);
  return { host: keys.filter((key) => !key.includes("*")), interfaces: keys.filter((key) => key.includes("*")) };
}

/** One line of a file as people write them: blank lines and comments, each parameter once and then for many interfaces, a mistake now and then. */
function madeUp({ host, interfaces }: Keys, i: number): string {
  if (i % 10 === 4) return "";
  if (i % 10 === 5) return `# line ${i}`;
  // By turns many parameters for one interface, and one for many.
  const key = host[i] ?? (i % 1_000 < 500 ? interfaces[i % 4] : interfaces[0]) ?? "";
  const typed = i % 100 === 1 ? `${key.slice(0, -1)}x` : key;
  return `${typed.replace("*", `eth${i}`)} = ${i % 3}`;
}
