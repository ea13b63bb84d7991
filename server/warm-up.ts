import { FileAnalysis } from "./analysis.ts";
import type { Catalogue } from "./catalogue/catalogue.ts";
import { SysctlDocument } from "./document/document.ts";
import { RULES } from "./rules/index.ts";
import type { Target } from "./target.ts";

/** Lines in one step: a few milliseconds, so that a request that comes meanwhile hardly waits. */
const STEP = 250;
const STEPS = 40;

/**
 * Analyses made-up files while nobody waits. Engines compile what runs often; after this the first file that is opened
 * is analysed at full speed. Each `next` does one step.
 */
export function* warmUp(catalogue: Catalogue, target: Target): Generator<void> {
  const keys = catalogue.parameters.filter(({ facts }) => facts.type === "integer" && !facts.removed).map(({ key }) => key);
  for (let step = 0; step < STEPS; step++) {
    const lines = Array.from({ length: STEP }, (_, i) => madeUp(keys, step * STEP + i));
    const document = SysctlDocument.create("warm-up:", "sysctl", step, lines.join("\n"));
    new FileAnalysis(document, { catalogue, target, rules: RULES }).findings();
    yield;
  }
}

/** One line of a file as people write them: comments, parameters of the host and of interfaces, a mistake now and then. */
function madeUp(keys: readonly string[], i: number): string {
  const key = (keys[(i * 7) % keys.length] ?? "").replace("*", `eth${i}`);
  switch (i % 50) {
    case 0:
      return `${key}s = 1 # typo`;
    case 10:
      return `${key} = many`;
    case 20:
    case 30:
      return `# about ${key}`;
    default:
      return i % 2 === 0 ? `net.ipv4.conf.eth${i}.rp_filter = ${i % 3}` : `${key} = ${i % 3}`;
  }
}
