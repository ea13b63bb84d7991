import type { TextEdit } from "vscode-languageserver";
import { parseDirective } from "../document/directive.ts";
import type { SysctlDocument } from "../document/document.ts";
import { isGlob } from "../document/key.ts";
import type { Line } from "../document/line.ts";
import { STEP, type Steps } from "../gently.ts";
import { sortedInSteps } from "../sort-in-steps.ts";
import type { FeatureContext } from "./context.ts";
import { commentShape } from "./heading.ts";
import { ORDER_COUNTS } from "./sort-order.ts";
import { isStatement } from "./structure.ts";

type Context = Omit<FeatureContext, "texts">;

/** Nobody could look at what became of a longer paragraph, and putting it together takes long. */
const MOST_SORTED = 100_000;

/** An assignment with the comments right above it. */
interface Unit {
  readonly lines: readonly Line[];
  readonly path: string;
}

/**
 * Edits that sort assignments by key within their paragraphs. Comments right above one assignment travel with it; above several they
 * stay, and so do headings, patterns, exclusions and every line whose place among the others counts: nothing else moves past
 * those, so that the kernel holds the same afterwards. Several lines for one path keep their order.
 */
export function* sortAssignments(context: Context): Steps<TextEdit[]> {
  const edits: TextEdit[] = [];
  for (const [i, units] of (yield* groups(context)).entries()) {
    if (i % STEP === 0) yield;
    const [from, to] = [units[0]?.lines[0]?.number ?? 0, units.at(-1)?.lines.at(-1)?.number ?? 0];
    if (units.length < 2 || units.length > MOST_SORTED) continue;
    const sorted = yield* sortedInSteps(units, (a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
    if (sorted.some((unit, i) => unit !== units[i])) edits.push(replaceLines(context.analysis.document, from, to, sorted));
  }
  return edits;
}

/** Lines' texts in a new order; line ends stay where they are. */
function replaceLines({ lines }: SysctlDocument, first: number, last: number, units: readonly Unit[]): TextEdit {
  const texts = units.flatMap((unit) => unit.lines.map((line) => line.text));
  const newText = texts.map((text, i) => (i === texts.length - 1 ? text : text + (lines[first + i]?.ending ?? ""))).join("");
  return { range: { start: { line: first, character: 0 }, end: { line: last, character: lines[last]?.text.length ?? 0 } }, newText };
}

/** Units that may change places with each other: all with comments above them, or all without. */
function* groups(context: Context): Steps<Unit[][]> {
  const found: Unit[][] = [[]];
  const { lines } = context.analysis.document;
  const add = (unit: Unit) => found.at(-1)?.push(unit);
  // A comment for the next statement, with a heading between the two: the statement stays below it.
  let pinned = false;
  for (let n = 0; n < lines.length; n++) {
    if (n % STEP === 0) yield;
    const start = n;
    let isAboutNext = false;
    for (; isTravelling(lines[n]); n++) {
      if (n % STEP === 0) yield;
      isAboutNext ||= isForNextLine(lines[n] as Line);
    }
    const line = lines[n];
    if (line?.kind === "comment") {
      pinned ||= isAboutNext || isForNextLine(line);
      found.push([]);
      continue;
    }
    // What has comments and stands right above a statement without: another one in its place would have its comments read as about both.
    const above = found.at(-1)?.at(-1);
    if (start === n && isStatement(line) && above && above.lines.length > 1 && above.lines.at(-1)?.number === n - 1) found.at(-1)?.pop();
    // Comments above several assignments are about all of them: these are a group of their own, and the comments stay.
    const heads = n > start && isStatement(lines[n + 1]) && !isAboutNext;
    const travels = n > start && !heads;
    if (!line || pinned || !mayMove(context, line)) found.push([]);
    else {
      const before = found.at(-1)?.at(-1);
      if (heads || (before && before.lines.length > 1 !== travels)) found.push([]);
      add({ lines: travels ? lines.slice(start, n + 1) : [line], path: line.path });
    }
    pinned = false;
  }
  return found;
}

/** A comment that goes with the assignment below it. */
function isTravelling(line: Line | undefined): boolean {
  if (line?.kind !== "comment" || line.ending === "\r" || line.text.includes("\0")) return false;
  return (parseDirective(line) === undefined || isForNextLine(line)) && commentShape(line).kind !== "decorated";
}

function isForNextLine(line: Line): boolean {
  return parseDirective(line)?.verb.text === "disable-next-line";
}

function mayMove({ analysis }: Context, line: Line): boolean {
  if (line.kind !== "assignment" || isGlob(line.path) || line.text.includes("\0") || line.text.startsWith("\ufeff")) return false;
  const { lines } = analysis.document;
  if (line.ending === "\r" || lines[line.number - 1]?.ending === "\r" || line.path === "") return false;
  const { resolution } = analysis.resolve(line);
  return resolution?.kind !== "parameter" || !ORDER_COUNTS.has(resolution.parameter.key);
}
