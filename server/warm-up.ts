import { FileAnalysis } from "./analysis.ts";
import type { Catalogue } from "./catalogue/catalogue.ts";
import { SysctlDocument } from "./document/document.ts";
import { RULES } from "./rules/index.ts";
import type { Target } from "./target.ts";

/** Lines in one step: a few milliseconds, so that a request that comes meanwhile hardly waits. */
const STEP = 250;
const STEPS = 20;

/**
 * Analyses made-up files while nobody waits. Engines compile what runs often; after this the first file that is opened
 * is analysed at full speed. Each `next` does one step.
 */
export function* warmUp(catalogue: Catalogue, target: Target): Generator<void> {
  const keys = catalogue.parameters.filter(({ facts }) => facts.type === "integer" && !facts.removed).map(({ key }) => key.replace("*", "eth0"));
  for (let step = 0; step < STEPS; step++) {
    const lines = Array.from({ length: STEP }, (_, i) => {
      const key = keys[(step * STEP + i) % keys.length] ?? "";
      return i % 50 === 0 ? `${key}s = 1 # typo` : `${key} = ${i % 3}`;
    });
    const document = SysctlDocument.create("warm-up:", "sysctl", step, lines.join("\n"));
    new FileAnalysis(document, { catalogue, target, rules: RULES }).findings();
    yield;
  }
}
