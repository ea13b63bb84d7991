import { type AnalysisOptions, FileAnalysis } from "./analysis.ts";
import { SysctlDocument } from "./document/document.ts";

/** Lines in one step: a few milliseconds, so that a request that comes meanwhile hardly waits. */
const STEP = 250;
const STEPS = 80;

/**
 * Analyses a made-up file while nobody waits. Engines compile what runs often; after this the first file that is opened
 * is analysed at full speed. Each `next` does one step. `options`: as the first file will have them, for engines compile
 * for the very shapes that they have seen.
 */
export function* warmUp(options: AnalysisOptions): Generator<void> {
  const keys = options.catalogue.parameters.filter(({ facts }) => facts.type === "integer" && !facts.removed).map(({ key }) => key);
  const document = SysctlDocument.create("warm-up:", "sysctl", 0, "");
  const analysis = new FileAnalysis(document, options);
  for (let step = 0; step < STEPS; step++) {
    const lines = Array.from({ length: STEP }, (_, i) => madeUp(keys, step * STEP + i));
    SysctlDocument.update(document, [{ text: lines.join("\n") }], step);
    analysis.update();
    analysis.findings();
    yield;
  }
}

/** One line of a file as people write them: comments, a mistake now and then, each parameter once and then one for many interfaces. */
function madeUp(keys: readonly string[], i: number): string {
  if (i % 10 === 5) return `# line ${i}`;
  if (i % 200 === 1) return `net.ipv4.tcp_mistake_${i} = 1`;
  return `${keys[i]?.replace("*", "eth0") ?? `net.ipv4.conf.eth${i}.rp_filter`} = ${i % 3}`;
}
