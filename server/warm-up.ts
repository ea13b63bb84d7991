import type { FileAnalysis } from "./analysis.ts";
import type { Catalogue } from "./catalogue/catalogue.ts";
import { SysctlDocument } from "./document/document.ts";
import { complete } from "./features/completion.ts";
import type { FeatureContext } from "./features/context.ts";
import { diagnostics } from "./features/diagnostics.ts";
import { hover } from "./features/hover.ts";

/** Lines in one step: a few milliseconds, so that a request that comes meanwhile hardly waits. The first ones take as long with fewer. */
const STEP = 250;
const FIRST_STEP = 8;
/** In each half. */
const STEPS = 30;
/** Hovers that are asked for, each on a parameter of its own. */
const HOVERS = 40;

/** Looks at a file as one that a user opens is looked at. */
export type Look = (document: SysctlDocument, catalogue: Catalogue) => Omit<FeatureContext, "texts">;

/**
 * Checks made-up files while nobody waits. Engines compile what runs often, for the very shapes that they have seen; after this the first
 * file that is opened is checked at full speed. Two halves, the more useful one first. Each `next` does one step.
 */
export function* warmUp(catalogue: Catalogue, look: Look, half: 0 | 1): Generator<void> {
  const lines = madeUp(catalogue, look(fileOf([]), catalogue).analysis);
  for (let step = half * STEPS; step < (half + 1) * STEPS; step++) {
    // A new one each time: a document remembers its edits, and what lives for long makes the engine's heap grow.
    const length = Math.min(STEP, FIRST_STEP * 2 ** step);
    diagnostics(look(fileOf(Array.from({ length }, (_, i) => lines(step * STEP + i))), catalogue));
    yield;
  }
}

/** The same for what shows words. */
export function* warmUpWords(catalogue: Catalogue, texts: FeatureContext["texts"], look: Look): Generator<void> {
  const { host } = keysOf(catalogue);
  const context = { ...look(fileOf(host.slice(0, HOVERS).map((key) => `${key} = 1`)), catalogue), texts, machine: undefined };
  for (let line = 0; line < HOVERS; line++) {
    hover(context, { line, character: 2 });
    hover(context, { line, character: host[line]?.length ?? 0 });
    if (line % 4 === 0) {
      complete(context, { line, character: 5 });
      yield;
    }
  }
}

function fileOf(lines: readonly string[]): SysctlDocument {
  return SysctlDocument.create("warm-up:", "sysctl", 0, lines.join("\n"));
}

interface Keys {
  readonly host: readonly string[];
  /** With `*` in the place of the interface. */
  readonly interfaces: readonly string[];
}

function keysOf({ parameters }: Catalogue): Keys {
  const keys = parameters.filter(({ facts }) => !facts.readOnly && !facts.removed).map(({ key }) => key);
  return { host: keys.filter((key) => !key.includes("*")), interfaces: keys.filter((key) => key.includes("*")) };
}

/** The lines of a file as people write them: blank ones and comments, each parameter once and then for many interfaces, a mistake now and then. */
function madeUp(catalogue: Catalogue, { target }: FileAnalysis): (i: number) => string {
  const { host, interfaces } = keysOf(catalogue);
  const value = (key: string) => catalogue.get(key)?.at(target.kernel).defaultText ?? "1";
  return (i) => {
    if (i % 10 === 4) return "";
    if (i % 10 === 5) return `# line ${i}`;
    // By turns many parameters for one interface, and one for many.
    const key = host[i % 5_000] ?? (i % 1_000 < 500 ? interfaces[i % interfaces.length] : interfaces[0]) ?? "";
    const written = key.replace("*", `eth${i}`);
    if (i % 50 === 1) return `${written.slice(0, -1)}x = 1`;
    return `${written} = ${i % 50 === 2 ? "-99999999999" : i % 3 === 0 ? "1" : value(key)}`;
  };
}
