import { STEP, type Steps } from "../gently.ts";
import { Draft } from "./draft.ts";
import { clampIn, nextChange, type RangedChange, type RawLine, replacementFor, type ToUnits } from "./edit.ts";
import { Line } from "./line.ts";
import { LineReader, setNumber } from "./line-reader.ts";

/** Zero-based, characters in UTF-16 units: LSP's position. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** What became of a document between two looks at it. Lines that stayed are the same objects. */
export interface LineChanges {
  readonly removed: readonly Line[];
  readonly added: readonly Line[];
  /** Too much to tell: none of the lines known before counts, and `added` is all there are. */
  readonly everything: boolean;
  /** No other line has moved up or down. */
  readonly inPlace: boolean;
}

/** Edits are remembered for those who follow the document, up to this many lines of them. */
const MEMORY = 10_000;

/** A file of more lines than this is worked through in steps. */
const LONG = 20_000;

/** A text of more UTF-16 units than this is read when somebody asks for its lines, so that it can be read in steps before. */
const LONG_TEXT = 500_000;

/** LSP's TextDocumentContentChangeEvent: a replaced range, or the whole text. */
export type ContentChange = RangedChange | { readonly text: string };

/** More edits than this in one message are made together. */
const MANY = 20;

/**
 * A sysctl file as lines. Lossless: the lines' texts and endings joined are the text. An edit parses
 * only the lines it touches; all other `Line` objects stay the same objects, so whatever is remembered
 * about a line stays valid.
 */
export class SysctlDocument {
  /** Grows with every edit. */
  revision = 0;
  /** The latest edits, oldest first; they lead from `revision - edits.length` to `revision`. */
  private edits: LineChanges[] = [];
  private remembered = 0;
  /** Empty while a long text is not read. */
  private known: Line[] = [];
  private returns = 0;
  private unread: LineReader | undefined;

  private constructor(
    readonly uri: string,
    readonly languageId: string,
    public version: number,
    text: string,
  ) {
    this.begin(text);
  }

  static create(uri: string, languageId: string, version: number, text: string): SysctlDocument {
    return new SysctlDocument(uri, languageId, version, text);
  }

  private begin(text: string): void {
    this.unread = new LineReader(text);
    if (text.length <= LONG_TEXT) this.finish(this.unread);
  }

  private finish(reader: LineReader): void {
    reader.read(Number.POSITIVE_INFINITY);
    this.known = reader.lines;
    this.unread = undefined;
    this.returns = reader.returns;
  }

  /** Has a long text been read? Whoever asks for lines before has it read at once. */
  get isRead(): boolean {
    return this.unread === undefined;
  }

  /** Reads a long text in steps. */
  *read(): Steps<void> {
    const reader = this.unread;
    // An edit, or somebody who asks for lines, has it read at once.
    while (reader && this.unread === reader) {
      if (reader.read(STEP)) this.finish(reader);
      yield;
    }
  }

  /** Is it to be worked through in steps? */
  get isLong(): boolean {
    return this.unread !== undefined || this.known.length > LONG;
  }

  private get content(): Line[] {
    if (this.unread) this.finish(this.unread);
    return this.known;
  }

  /** Applies LSP changes in order; positions beyond the text are clamped. `toUnits`: where columns count something else than UTF-16 units. */
  static update(document: SysctlDocument, changes: readonly ContentChange[], version: number, toUnits?: ToUnits): SysctlDocument {
    // What was before the last whole text does not matter.
    const whole = changes.findLastIndex((change) => !isRanged(change));
    if (whole >= 0) document.apply(changes[whole] as ContentChange, toUnits);
    const edits = changes.slice(whole + 1).filter(isRanged);
    if (edits.length > MANY) document.applyTogether(edits, toUnits);
    else for (const edit of edits) document.apply(edit, toUnits);
    document.version = version;
    return document;
  }

  /** Goes back to lines that the document had before (a copy of `lines`); they are the same objects again. */
  restore(lines: readonly Line[]): void {
    const before = this.content;
    this.known = lines.slice();
    this.returns = loneReturns(this.known);
    renumber(this.content, 0);
    this.remember(difference(before, this.content));
  }

  /** What came and went since the document had a revision; everything, if that is unknown or too long ago. */
  changesSince(revision: number | undefined): LineChanges {
    if (revision === undefined || !this.remembers(revision)) return { removed: [], added: this.content, everything: true, inPlace: false };
    const recent = this.edits.slice(this.edits.length - (this.revision - revision));
    return recent.length === 1 ? (recent[0] as LineChanges) : sum(recent);
  }

  /** Are all edits since a revision known? */
  remembers(revision: number): boolean {
    return this.revision - revision <= this.edits.length;
  }

  private remember(edit: LineChanges): void {
    this.revision++;
    this.edits.push(edit);
    this.remembered += size(edit);
    while (this.remembered > MEMORY) this.remembered -= size(this.edits.shift() as LineChanges);
  }

  /** Does a line end with CR alone? procps takes it and the next for one. */
  get hasLoneReturns(): boolean {
    return this.content.length > 0 && this.returns > 0;
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
    return clampIn(this.content, position);
  }

  private replace(text: string): void {
    const before = text.length > LONG_TEXT ? undefined : this.content;
    this.begin(text);
    if (before) this.remember({ removed: before, added: this.content.slice(), everything: false, inPlace: false });
    else this.forget();
  }

  /** Too much has changed to say what. */
  private forget(): void {
    this.revision++;
    this.edits = [];
    this.remembered = 0;
  }

  private apply(change: ContentChange, toUnits: ToUnits | undefined): void {
    if (!isRanged(change)) {
      this.replace(change.text);
      return;
    }
    const { first, removed, lines: raw } = replacementFor(this.content, change, toUnits);
    const lines = raw.map(parsed);
    const gone = splice(this.content, first, removed, lines);
    this.returns += loneReturns(lines) - loneReturns(gone);
    this.remember({ removed: gone, added: lines, everything: false, inPlace: lines.length === removed });
    if (lines.length === removed) renumber(this.content, first, first + removed);
    else renumber(this.content, first);
  }

  /** Many at once: what they bring is parsed, and lines are numbered, when all are made. */
  private applyTogether(changes: readonly RangedChange[], toUnits: ToUnits | undefined): void {
    const draft = new Draft<Line>(this.content);
    for (let i = 0; i < changes.length; ) {
      // Other columns count in the text that each change leaves.
      const { change, next } = toUnits ? { change: changes[i] as RangedChange, next: i + 1 } : nextChange(draft, changes, i);
      draft.replace(replacementFor(draft, change, toUnits));
      i = next;
    }
    const added: Line[] = [];
    this.known = draft.lines().map((line) => {
      if (line instanceof Line) return line;
      const made = parsed(line);
      added.push(made);
      return made;
    });
    this.returns = loneReturns(this.known);
    renumber(this.known, 0);
    this.remember({ removed: draft.removed.filter((line) => line instanceof Line), added, everything: false, inPlace: false });
  }
}

/** Some clients say null for the whole text. */
function isRanged(change: ContentChange): change is RangedChange {
  return "range" in change && Boolean(change.range);
}

function parsed({ text, ending }: RawLine): Line {
  return Line.parse(text, ending);
}

function loneReturns(lines: readonly Line[]): number {
  let count = 0;
  for (let i = 0; i < lines.length; i++) if (lines[i]?.ending === "\r") count++;
  return count;
}

function renumber(lines: Line[], from: number, to = lines.length): void {
  for (let i = from; i < to; i++) setNumber(lines[i] as Line, i);
}

/** Array.prototype.splice without spreading a large array over the stack. */
function splice(lines: Line[], start: number, remove: number, insert: readonly Line[]): Line[] {
  if (insert.length < 10_000) return lines.splice(start, remove, ...insert);
  const tail = lines.slice(start + remove);
  const gone = lines.slice(start, start + remove);
  lines.length = start;
  for (const line of insert) lines.push(line);
  for (const line of tail) lines.push(line);
  return gone;
}

function size({ removed, added }: LineChanges): number {
  return removed.length + added.length;
}

/** Several edits as one: what an earlier one brought and a later one took away was never there. */
function sum(edits: readonly LineChanges[]): LineChanges {
  const removed = new Set<Line>();
  const added = new Set<Line>();
  for (const edit of edits) {
    for (const line of edit.removed) if (!added.delete(line)) removed.add(line);
    for (const line of edit.added) if (!removed.delete(line)) added.add(line);
  }
  return { removed: [...removed], added: [...added], everything: false, inPlace: edits.every(({ inPlace }) => inPlace) };
}

/** What two states of a document do not share at their beginning and end. */
function difference(before: readonly Line[], after: readonly Line[]): LineChanges {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < shorter - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const removed = before.slice(start, before.length - tail);
  return { removed, added: after.slice(start, after.length - tail), everything: false, inPlace: before.length === after.length };
}
