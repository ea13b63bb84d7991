import { pathOfKey } from "./key.ts";

/** What the loaders make of a line; an endless one is so long that nobody looks into it. */
export type LineKind = "blank" | "comment" | "assignment" | "exclusion" | "malformed" | "endless";

/** How a line ends in the text; "" for the last one. A lone CR is a line end for editors and systemd, not for procps. */
export type LineEnding = "\n" | "\r\n" | "\r" | "";

/**
 * A statement or comment of as many UTF-16 units, without the blanks around keys and values, is endless. systemd-sysctl reads no line of 1 MiB
 * (src/basic/fileio.h LONG_LINE_MAX); of what procps reads, the kernel takes no key and no value as long.
 */
export const ENDLESS = 1024 * 1024;

/** A line with more NULs than this is no text; what follows is not looked at. */
const MAX_PARTS = 100;

/**
 * One line of a file, parsed. Positions are UTF-16 columns in `text`.
 *
 * - `[keyStart, keyEnd)`: the key, without a leading `-` and without blanks around it (assignment, exclusion);
 *   the whole content of a comment, or of a malformed or endless line
 * - `[valueStart, valueEnd)`: the text after `=`, without blanks around it (assignment)
 * - `path`: where below /proc/sys the key points
 */
export class Line {
  /** Index in the document; kept up to date by the document. */
  number = 0;
  /** What systemd-sysctl reads as a further line: the text behind a NUL. procps ignores it. */
  rest: Line | undefined = undefined;
  /** Worked out when it is asked for: the keys that the catalogue knows are found without it. */
  private knownPath: string | undefined = undefined;

  private constructor(
    readonly text: string,
    readonly ending: LineEnding,
    readonly kind: LineKind,
    readonly ignoreFailure: boolean,
    readonly keyStart: number,
    readonly keyEnd: number,
    readonly valueStart: number,
    readonly valueEnd: number,
  ) {}

  get path(): string {
    if (this.knownPath === undefined) this.knownPath = this.kind === "assignment" || this.kind === "exclusion" ? pathOfKey(this.key) : "";
    return this.knownPath;
  }

  /** Where the statement begins: the dash in front of its key, if there is one. (A key can begin with a dash, too.) */
  get start(): number {
    return this.ignoreFailure ? this.text.lastIndexOf("-", this.keyStart - 1) : this.keyStart;
  }

  get key(): string {
    return this.text.slice(this.keyStart, this.keyEnd);
  }

  get value(): string {
    return this.text.slice(this.valueStart, this.valueEnd);
  }

  /** Parses one line (no line end in it). Never throws; linear in its length. */
  static parse(text: string, ending: LineEnding): Line {
    const nul = text.indexOf("\0");
    if (nul < 0) return Line.parseRange(text, 0, text.length, ending);
    const line = Line.parseRange(text, 0, nul, ending);
    let last = line;
    let parts = 0;
    for (let from = nul; from >= 0 && parts < MAX_PARTS; ) {
      while (text.charCodeAt(from + 1) === 0) from++;
      const next = text.indexOf("\0", from + 1);
      const part = Line.parseRange(text, from + 1, next < 0 ? text.length : next, ending);
      if (part.kind !== "blank") {
        last.rest = part;
        last = part;
        parts++;
      }
      from = next;
    }
    return line;
  }

  private static parseRange(text: string, from: number, limit: number, ending: LineEnding): Line {
    const start = trimStart(text, from, limit);
    const end = trimEnd(text, start, limit);
    if (start === end) return new Line(text, ending, "blank", false, start, start, start, start);
    const isLong = end - start >= ENDLESS;
    const first = text.charCodeAt(start);
    if (first === 0x23 || first === 0x3b) return new Line(text, ending, isLong ? "endless" : "comment", false, start, end, end, end);
    const dash = first === 0x2d;
    const equals = indexOfEquals(text, start, limit);
    if (equals < 0 && (isLong || !dash)) return new Line(text, ending, isLong ? "endless" : "malformed", false, start, end, end, end);
    const keyLimit = equals < 0 ? end : equals;
    const keyStart = dash ? trimStart(text, start + 1, keyLimit) : start;
    const keyEnd = trimEnd(text, keyStart, keyLimit);
    if (equals < 0) return new Line(text, ending, "exclusion", true, keyStart, keyEnd, end, end);
    const valueStart = trimStart(text, equals + 1, end);
    if (isLong && keyEnd - keyStart + end - valueStart >= ENDLESS) return new Line(text, ending, "endless", false, start, end, end, end);
    return new Line(text, ending, "assignment", dash, keyStart, keyEnd, valueStart, end);
  }
}

function indexOfEquals(text: string, start: number, end: number): number {
  // The built-in search is much faster, but would run past `end` for each part of a line with many NULs.
  if (end === text.length) return text.indexOf("=", start);
  for (let i = start; i < end; i++) if (text.charCodeAt(i) === 0x3d) return i;
  return -1;
}

/** The blanks that both loaders trim. (procps also trims form feed and vertical tab, which the kernel passes over in front of a number.) */
export function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0d || code === 0x0a;
}

// Every line comes this way several times, and hardly any has two blanks in a row: what is no blank is told without a call.
const LAST_BLANK = 0x20;

function trimStart(text: string, start: number, end: number): number {
  for (; start < end; start++) {
    const code = text.charCodeAt(start);
    if (code > LAST_BLANK || !isBlank(code)) break;
  }
  return start;
}

function trimEnd(text: string, start: number, end: number): number {
  for (; end > start; end--) {
    const code = text.charCodeAt(end - 1);
    if (code > LAST_BLANK || !isBlank(code)) break;
  }
  return end;
}
