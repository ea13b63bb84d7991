/** What a column counts. We count UTF-16 units, as LSP does unless a client and a server agree on something else. */
export type Encoding = "utf-8" | "utf-16" | "utf-32";

/** A character of a long line: where it begins in UTF-16 units, and in the other encoding. */
interface Mark {
  readonly units: number;
  readonly counted: number;
}

/** About so many UTF-16 units apart. */
const STRIDE = 256;

const START: Mark = { units: 0, counted: 0 };

const ASCII = /^[\0-\x7f]*$/;

/**
 * Columns in UTF-16 units and in another encoding. What was found out about a line is kept until another is asked about: answers
 * go through a file line by line, and a line can be of megabytes.
 */
export class Columns {
  private text = "";
  private isAscii = true;
  private marks: readonly Mark[] = [START];

  constructor(private readonly encoding: Encoding) {}

  /** The column in UTF-16 units of one in the other encoding. Inside a character: its beginning. Behind the line: its end. */
  toUnits(text: string, column: number): number {
    this.look(text);
    if (this.isAscii) return within(text, column);
    let { units, counted } = this.lastMark(({ counted }) => counted <= column);
    while (units < text.length) {
      const code = text.codePointAt(units) ?? 0;
      counted += sizeOf(code, this.encoding);
      if (counted > column) break;
      units += unitsOf(code);
    }
    return units;
  }

  /** The column in the other encoding of one in UTF-16 units. */
  fromUnits(text: string, column: number): number {
    this.look(text);
    if (this.isAscii) return within(text, column);
    let { units, counted } = this.lastMark(({ units }) => units <= column);
    while (units < text.length) {
      const code = text.codePointAt(units) ?? 0;
      units += unitsOf(code);
      if (units > column) break;
      counted += sizeOf(code, this.encoding);
    }
    return counted;
  }

  private look(text: string): void {
    if (text === this.text) return;
    this.text = text;
    this.isAscii = ASCII.test(text);
    this.marks = this.isAscii || text.length <= STRIDE ? [START] : marksOf(text, this.encoding);
  }

  /** The last mark that is not past what is looked for. */
  private lastMark(isBefore: (mark: Mark) => boolean): Mark {
    let [low, high] = [0, this.marks.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (isBefore(this.marks[middle] ?? START)) low = middle;
      else high = middle - 1;
    }
    return this.marks[low] ?? START;
  }
}

/** Where each character is one unit, in whatever encoding. */
function within(text: string, column: number): number {
  return column < text.length ? Math.max(0, Math.floor(column)) : text.length;
}

function marksOf(text: string, encoding: Encoding): Mark[] {
  const marks = [START];
  let counted = 0;
  for (let units = 0; units < text.length; ) {
    if (units >= marks.length * STRIDE) marks.push({ units, counted });
    const code = text.codePointAt(units) ?? 0;
    counted += sizeOf(code, encoding);
    units += unitsOf(code);
  }
  return marks;
}

function unitsOf(code: number): number {
  return code > 0xffff ? 2 : 1;
}

function sizeOf(code: number, encoding: Encoding): number {
  if (encoding === "utf-16") return unitsOf(code);
  if (encoding === "utf-32" || code < 0x80) return 1;
  return code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}
