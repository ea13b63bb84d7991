import type { SelectionRange } from "vscode-languageserver";
import type { Position, Range } from "../document/document.ts";
import type { Line } from "../document/line.ts";
import type { Steps } from "../gently.ts";
import { type FeatureContext, lineAt } from "./context.ts";
import { type Part, structureOf } from "./structure.ts";

type Context = Omit<FeatureContext, "texts">;

/** For each position what "expand selection" takes, step by step: word, key or value, statement, section, file. */
export function* selectionRanges(context: Context, positions: readonly Position[]): Steps<SelectionRange[]> {
  const { document } = context.analysis;
  const parts = yield* structureOf(document, (first, last) => positions.some(({ line }) => first <= line && line <= last));
  return positions.map((position) => {
    const last = document.lineCount - 1;
    const outer: Range[] = [lines(context, 0, last), ...partsAt(context, parts, position.line)];
    const line = lineAt(context, position);
    if (line?.kind === "comment") outer.push(...commentBlock(context, position.line));
    return chain([...outer, ...(line ? withinLine(line, position.character) : [])], position);
  });
}

/** From outside to inside; what is not smaller than the one before is left out. */
function chain(ranges: readonly Range[], position: Position): SelectionRange {
  let result: SelectionRange | undefined;
  for (const range of ranges) {
    if (result && (same(result.range, range) || !contains(result.range, range))) continue;
    if (!contains(range, { start: position, end: position })) continue;
    result = result ? { range, parent: result } : { range };
  }
  return result ?? { range: { start: position, end: position } };
}

function partsAt(context: Context, parts: readonly Part[], line: number): Range[] {
  const part = parts.find(({ first, last }) => first <= line && line <= last);
  if (!part) return [];
  return [lines(context, part.first, part.last), ...partsAt(context, part.parts, line)];
}

function commentBlock(context: Context, line: number): Range[] {
  const { lines: all } = context.analysis.document;
  let first = line;
  let last = line;
  while (all[first - 1]?.kind === "comment") first--;
  while (all[last + 1]?.kind === "comment") last++;
  return [lines(context, first, last)];
}

function withinLine(line: Line, at: number): Range[] {
  const columns: [number, number][] = [[0, line.text.length]];
  const content = contentOf(line);
  columns.push(content);
  if (line.kind === "assignment" && at >= line.valueStart)
    columns.push([line.valueStart, line.valueEnd], word(line.text, at, line.valueStart, line.valueEnd, " \t,"));
  else if (line.kind === "comment") columns.push(word(line.text, at, line.keyStart, line.keyEnd, " \t\u00a0\u3000#;,()"));
  else columns.push([line.keyStart, line.keyEnd], word(line.text, at, line.keyStart, line.keyEnd, "./"));
  return columns.map(([start, end]) => ({ start: { line: line.number, character: start }, end: { line: line.number, character: end } }));
}

/** A statement without the blanks around it; with its dash. */
function contentOf(line: Line): [number, number] {
  return [line.start, line.kind === "assignment" ? line.valueEnd : line.keyEnd];
}

/** The stretch around a column that holds none of the separators. */
function word(text: string, at: number, from: number, to: number, separators: string): [number, number] {
  const column = Math.min(Math.max(at, from), to);
  let [start, end] = [from, to];
  for (const separator of separators) {
    if (column > from) start = Math.max(start, text.lastIndexOf(separator, column - 1) + 1);
    const next = text.indexOf(separator, column);
    if (next >= 0) end = Math.min(end, next);
  }
  return [start, end];
}

function lines({ analysis: { document } }: Context, first: number, last: number): Range {
  return { start: { line: first, character: 0 }, end: { line: last, character: document.lines[last]?.text.length ?? 0 } };
}

function same(a: Range, b: Range): boolean {
  return contains(a, b) && contains(b, a);
}

function contains(outer: Range, inner: Range): boolean {
  return !before(inner.start, outer.start) && !before(outer.end, inner.end);
}

function before(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}
