import type { Position, Range } from "./document.ts";
import type { LineEnding } from "./line.ts";

/** A line as text; `Line` is one that has been parsed. */
export interface RawLine {
  readonly text: string;
  readonly ending: LineEnding;
}

/** Lines that an edit is made in. */
export interface Rows {
  readonly length: number;
  /** For 0 to `length` - 1. */
  at(index: number): RawLine | undefined;
}

/** LSP's change of a range. Positions beyond the text are clamped. */
export interface RangedChange {
  readonly range: Range;
  readonly text: string;
}

/** Lines that give way to others. */
export interface Replacement {
  readonly first: number;
  readonly removed: number;
  readonly lines: RawLine[];
}

/** Says which UTF-16 column of a text another's column is. */
export type ToUnits = (text: string, column: number) => number;

/** The lines that a change touches, and what they become. */
export function replacementFor(rows: Rows, { range, text: insertion }: RangedChange, toUnits?: ToUnits): Replacement {
  const a = clampIn(rows, range.start, toUnits);
  const b = clampIn(rows, range.end, toUnits);
  const [start, end] = a.line < b.line || (a.line === b.line && a.character <= b.character) ? [a, b] : [b, a];
  const head = rows.at(start.line)?.text.slice(0, start.character) ?? "";
  const tailLine = rows.at(end.line);
  const tail = tailLine?.text.slice(end.character) ?? "";
  let first = start.line;
  // CR at the end of the line before and LF at the start of the new text make one line end.
  const before = first > 0 ? rows.at(first - 1) : undefined;
  // A line can be of megabytes: nothing of it is looked through for a letter that is typed.
  if (start.line === end.line && before?.ending !== "\r" && !/[\r\n]/.test(insertion))
    return { first, removed: 1, lines: [{ text: head + insertion + tail, ending: tailLine?.ending ?? "" }] };
  let text = head + insertion + tail + (tailLine?.ending ?? "");
  if (before?.ending === "\r") {
    first--;
    text = before.text + before.ending + text;
  }
  const lines = splitRaw(text);
  // The text ends with a line end unless the edit reached the last line: what is split off behind it is not there.
  if (end.line < rows.length - 1) lines.pop();
  return { first, removed: end.line - first + 1, lines };
}

/**
 * The changes of one line that come next, as one: an editor that replaces something everywhere makes them from its end to its beginning, and to
 * put a line of hundreds of kilobytes together for each of them takes seconds. `next`: the first that is not among them.
 */
export function nextChange(rows: Rows, changes: readonly RangedChange[], from: number): { change: RangedChange; next: number } {
  const change = changes[from] as RangedChange;
  const { line } = change.range.start;
  const text = Number.isInteger(line) && line >= 0 ? rows.at(line)?.text : undefined;
  let next = from + 1;
  if (text === undefined || !isWithin(text, change)) return { change, next };
  const parts = [change.text];
  let { start } = change.range;
  for (; next < changes.length; next++) {
    const other = changes[next] as RangedChange;
    if (other.range.start.line !== line || !isWithin(text, other) || other.range.end.character > start.character) break;
    parts.push(text.slice(other.range.end.character, start.character), other.text);
    start = other.range.start;
  }
  return { change: { range: { start, end: change.range.end }, text: parts.reverse().join("") }, next };
}

/** Does a change lie in one line as it is, and leave it one? */
function isWithin(text: string, { range: { start, end }, text: insertion }: RangedChange): boolean {
  if (start.line !== end.line || !(start.character >= 0 && start.character <= end.character && end.character <= text.length)) return false;
  return !/[\r\n]/.test(insertion);
}

/** The nearest position that exists. */
export function clampIn(rows: Rows, position: Position, toUnits: ToUnits = (_, column) => column): Position {
  const last = rows.length - 1;
  if (position.line > last) return { line: last, character: rows.at(last)?.text.length ?? 0 };
  if (!(position.line >= 0)) return { line: 0, character: 0 };
  const line = Math.trunc(position.line);
  const text = rows.at(line)?.text ?? "";
  return { line, character: Math.min(Math.max(0, Math.trunc(toUnits(text, position.character)) || 0), text.length) };
}

/** Splits at LF, CR LF and CR, as LSP does; at least one line. */
function splitRaw(text: string): RawLine[] {
  const parts = text.split(/(\r\n?|\n)/);
  const lines: RawLine[] = [];
  for (let i = 0; i < parts.length; i += 2) lines.push({ text: parts[i] as string, ending: (parts[i + 1] ?? "") as LineEnding });
  return lines;
}
