import type { TextEdit } from "vscode-languageserver";
import type { SysctlDocument } from "../document/document.ts";
import type { Line } from "../document/line.ts";
import { STEP, type Steps } from "../gently.ts";
import { replace } from "../rules/edits.ts";
import type { Spacing } from "../settings.ts";
import { sortedInSteps } from "../sort-in-steps.ts";
import { commentShape } from "./heading.ts";
import { isStatement } from "./structure.ts";

type Style = Exclude<Spacing, "keep">;

export interface FormatOptions {
  readonly spacing: Spacing;
  /** LSP's options of the same names. */
  readonly trimTrailingWhitespace?: boolean | undefined;
  readonly insertFinalNewline?: boolean | undefined;
  readonly trimFinalNewlines?: boolean | undefined;
}

/** Longer lines are left as they are: nobody lines them up, and the loaders have limits. */
const LONGEST_LINE = 1_000;
/** More lines need not be asked how they are written. */
const MOST_VOTES = 20_000;
/** A longer key does not move the equals signs of the others. */
const LONGEST_KEY = 72;

/**
 * Edits for the blanks around keys, equals signs and values of whole lines; nothing that a loader reads changes, and neither do comments
 * nor the order. A line that is right already has none. Linear in the file.
 */
export function* formatDocument(document: SysctlDocument, options: FormatOptions): Steps<TextEdit[]> {
  const edits = yield* formatLines(document, options, 0, document.lineCount - 1);
  const end = yield* finalNewlines(document, options);
  return end ? [...edits.filter(({ range }) => range.start.line < end.range.start.line || end.newText !== ""), end] : edits;
}

/** The same for the lines from `first` to `last`; a paragraph is lined up as it would be in the whole file. */
export function* formatLines(document: SysctlDocument, options: FormatOptions, first: number, last: number): Steps<TextEdit[]> {
  const style = options.spacing === "keep" ? yield* styleOf(document) : options.spacing;
  const edits: TextEdit[] = [];
  let done = 0;
  for (const paragraph of yield* paragraphs(document, startOfParagraph(document, first), last)) {
    const column = style === "align" ? paragraph.reduce((most, line) => Math.max(most, alignedWidth(line)), 0) : 0;
    for (const line of paragraph) {
      if (++done % STEP === 0) yield;
      if (line.number >= first && line.number <= last) edits.push(...statementEdits(line, style, column));
    }
  }
  if (options.trimTrailingWhitespace) for (const edit of yield* blankLineEdits(document, first, last)) edits.push(edit);
  return yield* sortedInSteps(edits, (a, b) => a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character);
}

/** The line that Enter has just ended; with its paragraph, where that is lined up. */
export function* formatOnEnter(document: SysctlDocument, options: FormatOptions, line: number): Steps<TextEdit[]> {
  const [paragraph] = yield* paragraphs(document, startOfParagraph(document, line), line);
  return paragraph && line <= (paragraph.at(-1)?.number ?? -1) ? yield* formatLines(document, options, paragraph[0]?.number ?? line, line) : [];
}

/** What most lines of a file have; of a long one, those at its beginning. */
function* styleOf(document: SysctlDocument): Steps<Style> {
  const votes = { none: 0, blanks: 0, align: 0, spaces: 0 };
  for (const whole of yield* paragraphs(document, 0, MOST_VOTES)) {
    const paragraph = whole.slice(0, MOST_VOTES);
    const wide = new Set(paragraph.filter((line) => gap(line).before.length > 1).map(equalsColumn));
    const sameWidth = new Set(paragraph.map(width)).size < 2;
    for (const line of paragraph) {
      const { before, after } = gap(line);
      if (before === "" && after === "") votes.none++;
      else if (before !== "" && (after !== "" || line.valueStart === line.valueEnd)) votes.blanks++;
      else continue;
      if (sameWidth || alignedWidth(line) === 0 || before === "") continue;
      if (wide.has(equalsColumn(line))) votes.align++;
      else if (before === " ") votes.spaces++;
    }
  }
  if (votes.none > votes.blanks) return "none";
  return votes.align > votes.spaces ? "align" : "spaces";
}

/**
 * Assignments and exclusions that may be touched, by paragraph: up to a blank line or a heading. From a line that begins one to the end of
 * the one that `last` is in.
 */
function* paragraphs(document: SysctlDocument, first: number, last: number): Steps<Line[][]> {
  const found: Line[][] = [];
  let paragraph: Line[] = [];
  const end = () => {
    if (paragraph.length > 0) found.push(paragraph);
    paragraph = [];
  };
  for (let n = first; n < document.lineCount; n++) {
    if (n % STEP === 0) yield;
    const line = document.lines[n] as Line;
    if (isBetween(line)) {
      end();
      if (n >= last) break;
    } else if (mayBeTouched(document, line)) paragraph.push(line);
  }
  end();
  return found;
}

/** Does a line end the paragraph above it? */
function isBetween(line: Line): boolean {
  return line.kind === "blank" || (line.kind === "comment" && commentShape(line).kind === "decorated");
}

function startOfParagraph({ lines }: SysctlDocument, line: number): number {
  let first = Math.max(0, line);
  while (first > 0 && !isBetween(lines[first - 1] as Line)) first--;
  return first;
}

/**
 * False for lines where a blank may count, or where the loaders read something else than an editor shows: NULs, lone carriage returns
 * (procps takes them for part of a line), keys with a byte order mark or blanks in them, values that begin with an equals sign.
 */
function mayBeTouched({ lines }: SysctlDocument, line: Line): boolean {
  if (!isStatement(line) || line.text.length > LONGEST_LINE || line.text.includes("\0")) return false;
  if (line.ending === "\r" || lines[line.number - 1]?.ending === "\r") return false;
  return /^[!-~]+$/.test(line.key) && line.text.charAt(line.valueStart) !== "=";
}

function statementEdits(line: Line, style: Style, column: number): TextEdit[] {
  const { text, keyEnd, valueStart, valueEnd } = line;
  const edits: TextEdit[] = [];
  const put = (start: number, end: number, newText: string) => {
    if (text.slice(start, end) !== newText) edits.push(replace(line, start, end, newText));
  };
  put(0, contentStart(line), "");
  if (line.kind === "exclusion") put(keyEnd, text.length, "");
  else if (valueStart === valueEnd) put(keyEnd, text.length, equalsFor(line, style, column).trimEnd());
  else {
    put(keyEnd, valueStart, equalsFor(line, style, column));
    put(valueEnd, text.length, "");
  }
  return edits;
}

function equalsFor(line: Line, style: Style, column: number): string {
  if (style === "none") return "=";
  return `${" ".repeat(style === "align" ? Math.max(0, column - width(line)) : 0)} = `;
}

/** Where a statement begins, its dash included. */
function contentStart(line: Line): number {
  return line.text.length - line.text.trimStart().length;
}

/** Columns from the start of the statement to the end of its key. */
function width(line: Line): number {
  return line.keyEnd - contentStart(line);
}

/** The same for lines that take part in lining up; 0 for others. */
function alignedWidth(line: Line): number {
  return line.kind === "assignment" && width(line) <= LONGEST_KEY ? width(line) : 0;
}

/** The blanks on both sides of the equals sign. */
function gap(line: Line): { before: string; after: string } {
  const [before = "", after = ""] = line.text.slice(line.keyEnd, line.valueStart).split("=");
  return { before, after };
}

function equalsColumn(line: Line): number {
  return line.text.indexOf("=", line.keyEnd) - contentStart(line);
}

function* blankLineEdits({ lines }: SysctlDocument, first: number, last: number): Steps<TextEdit[]> {
  const edits: TextEdit[] = [];
  for (let n = first; n <= last; n++) {
    if (n % STEP === 0) yield;
    const line = lines[n];
    if (line?.kind !== "blank" || !/^[ \t]+$/.test(line.text) || line.ending === "\r" || lines[n - 1]?.ending === "\r") continue;
    edits.push(replace(line, 0, line.text.length, ""));
  }
  return edits;
}

/** One line end at the end of the file, as far as the options ask for it. */
function* finalNewlines(document: SysctlDocument, options: FormatOptions): Steps<TextEdit | undefined> {
  const { lines } = document;
  const last = lines.length - 1;
  let used = last;
  while (used > 0 && /^[ \t]*$/.test(lines[used]?.text ?? "") && lines[used - 1]?.ending !== "\r") if (used-- % STEP === 0) yield;
  const line = lines[used];
  if (!line || line.text.includes("\0") || document.hasLoneReturns) return undefined;
  const end = { line: last, character: lines[last]?.text.length ?? 0 };
  if (used === last) {
    const wanted = options.insertFinalNewline && line.text !== "";
    return wanted ? { range: { start: end, end }, newText: lines[used - 1]?.ending || "\n" } : undefined;
  }
  if (!options.trimFinalNewlines || used + 1 === last || line.kind === "blank") return undefined;
  return { range: { start: { line: used + 1, character: 0 }, end }, newText: "" };
}
