import { Line, type LineEnding } from "./line.ts";

/** Zero-based, characters in UTF-16 units: LSP's position. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** LSP's TextDocumentContentChangeEvent: a replaced range, or the whole text. */
export type ContentChange = { readonly range: Range; readonly text: string } | { readonly text: string };

/**
 * A sysctl file as lines. Lossless: the lines' texts and endings joined are the text. An edit parses
 * only the lines it touches; all other `Line` objects stay the same objects, so whatever is remembered
 * about a line stays valid.
 */
export class SysctlDocument {
  private constructor(
    readonly uri: string,
    readonly languageId: string,
    public version: number,
    private content: Line[],
  ) {
    renumber(content, 0);
  }

  static create(uri: string, languageId: string, version: number, text: string): SysctlDocument {
    return new SysctlDocument(uri, languageId, version, splitLines(text));
  }

  /** Applies LSP changes in order; positions beyond the text are clamped. */
  static update(document: SysctlDocument, changes: readonly ContentChange[], version: number): SysctlDocument {
    for (const change of changes) document.apply(change);
    document.version = version;
    return document;
  }

  /** Goes back to lines that the document had before (a copy of `lines`); they are the same objects again. */
  restore(lines: readonly Line[]): void {
    this.content = lines.slice();
    renumber(this.content, 0);
  }

  get lines(): readonly Line[] {
    return this.content;
  }

  get lineCount(): number {
    return this.content.length;
  }

  getText(): string {
    let text = "";
    for (const line of this.content) text += line.text + line.ending;
    return text;
  }

  /** The nearest position that exists in the document. */
  clamp(position: Position): Position {
    const last = this.content.length - 1;
    if (position.line > last) return { line: last, character: this.content[last]?.text.length ?? 0 };
    if (!(position.line >= 0)) return { line: 0, character: 0 };
    const line = Math.trunc(position.line);
    const length = this.content[line]?.text.length ?? 0;
    return { line, character: Math.min(Math.max(0, Math.trunc(position.character) || 0), length) };
  }

  private apply(change: ContentChange): void {
    if (!("range" in change)) {
      this.content = splitLines(change.text);
      renumber(this.content, 0);
      return;
    }
    const a = this.clamp(change.range.start);
    const b = this.clamp(change.range.end);
    const [start, end] = a.line < b.line || (a.line === b.line && a.character <= b.character) ? [a, b] : [b, a];
    const head = this.content[start.line]?.text.slice(0, start.character) ?? "";
    const tailLine = this.content[end.line];
    const tail = tailLine ? tailLine.text.slice(end.character) + tailLine.ending : "";
    let first = start.line;
    let text = head + change.text + tail;
    // CR at the end of the line before and LF at the start of the new text make one line end.
    const before = this.content[first - 1];
    if (before?.ending === "\r") {
      first--;
      text = before.text + before.ending + text;
    }
    const lines = splitLines(text);
    // The text ends with a line end unless the edit reached the last line: what splitLines adds behind it is not there.
    if (end.line < this.content.length - 1) lines.pop();
    const removed = end.line - first + 1;
    splice(this.content, first, removed, lines);
    if (lines.length === removed) renumber(this.content, first, first + removed);
    else renumber(this.content, first);
  }
}

/** Splits at LF, CR LF and CR, as LSP does. There is always at least one line. */
function splitLines(text: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  // Looked for only once each is passed, so that a text without CR is not searched again and again.
  let lf = text.indexOf("\n");
  let cr = text.indexOf("\r");
  while (lf >= 0 || cr >= 0) {
    const end = cr >= 0 && (lf < 0 || cr < lf) ? cr : lf;
    const ending: LineEnding = end === lf ? "\n" : lf === end + 1 ? "\r\n" : "\r";
    lines.push(Line.parse(text.slice(start, end), ending));
    start = end + ending.length;
    if (lf >= 0 && lf < start) lf = text.indexOf("\n", start);
    if (cr >= 0 && cr < start) cr = text.indexOf("\r", start);
  }
  lines.push(Line.parse(text.slice(start), ""));
  return lines;
}

function renumber(lines: Line[], from: number, to = lines.length): void {
  for (let i = from; i < to; i++) {
    const line = lines[i] as Line;
    line.number = i;
    for (let rest = line.rest; rest; rest = rest.rest) rest.number = i;
  }
}

/** Array.prototype.splice without spreading a large array over the stack. */
function splice(lines: Line[], start: number, remove: number, insert: Line[]): void {
  if (insert.length < 10_000) {
    lines.splice(start, remove, ...insert);
    return;
  }
  const tail = lines.slice(start + remove);
  lines.length = start;
  for (const line of insert) lines.push(line);
  for (const line of tail) lines.push(line);
}
