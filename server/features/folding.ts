import type { FoldingRange } from "vscode-languageserver";
import type { Line } from "../document/line.ts";
import { STEP, type Steps } from "../gently.ts";
import { sortedInSteps } from "../sort-in-steps.ts";
import type { FeatureContext } from "./context.ts";
import { commentBlocks, type Part, structureOf } from "./structure.ts";

/** Sections, runs of one namespace, blocks of comments, and what stands between `# region` and `# endregion`. At most one begins on a line. */
export function* foldingRanges({ analysis: { document }, client }: Omit<FeatureContext, "texts">): Steps<FoldingRange[]> {
  const byStart = new Map<number, FoldingRange>();
  const add = (startLine: number, endLine: number, kind?: FoldingRange["kind"]) => {
    if (endLine > startLine && !byStart.has(startLine)) byStart.set(startLine, { startLine, endLine, ...(kind ? { kind } : {}) });
  };
  for (const [i, [start, end]] of (yield* regions(document.lines)).entries()) {
    if (i % STEP === 0) yield;
    add(start, end, "region");
  }
  function* addParts(parts: readonly Part[]): Steps<void> {
    for (const [i, part] of parts.entries()) {
      if (i % STEP === 0) yield;
      // Behind a heading of several lines, the heading stays readable when its section is folded.
      if (part.kind === "section") add(part.title.number, part.last);
      else add(part.first, part.last);
      if (part.parts.length > 0) yield* addParts(part.parts);
    }
  }
  yield* addParts(yield* structureOf(document));
  for (const [i, { first, last }] of (yield* commentBlocks(document)).entries()) {
    if (i % STEP === 0) yield;
    add(first, last, "comment");
  }
  const ranges = yield* sortedInSteps([...byStart.values()], (a, b) => a.startLine - b.startLine);
  return client.foldingRangeLimit === undefined ? ranges : ranges.slice(0, client.foldingRangeLimit);
}

/** Pairs of `# region` and `# endregion`, also without the blank; the same words as in VS Code's own languages. */
function* regions(lines: readonly Line[]): Steps<[number, number][]> {
  const found: [number, number][] = [];
  const open: number[] = [];
  for (const line of lines) {
    if (line.number % STEP === 0) yield;
    if (line.kind !== "comment") continue;
    const word = /^[#;]+\s{0,9}(region|endregion)\b/.exec(line.text.slice(line.keyStart, line.keyStart + 40))?.[1];
    if (word === "region") open.push(line.number);
    const start = word === "endregion" ? open.pop() : undefined;
    if (start !== undefined) found.push([start, line.number]);
  }
  return found;
}
