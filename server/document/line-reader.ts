import { Line, type LineEnding } from "./line.ts";

/** Says in which line of a document a line stands. */
export function setNumber(line: Line, at: number): void {
  for (let part: Line | undefined = line; part; part = part.rest) part.number = at;
}

/** Splits a text at LF, CR LF and CR, as LSP does; as much of it at a time as one likes. There is always at least one line. */
export class LineReader {
  readonly lines: Line[] = [];
  /** How many of them end with a CR alone. */
  returns = 0;
  private start = 0;
  // Looked for only once each is passed, so that a text without CR is not searched again and again.
  private lf: number;
  private cr: number;
  private isDone = false;

  constructor(private readonly text: string) {
    this.lf = text.indexOf("\n");
    this.cr = text.indexOf("\r");
  }

  /** Reads at most so many more lines. True when that were all. */
  read(most: number): boolean {
    if (this.isDone) return true;
    const { text } = this;
    let { start, lf, cr } = this;
    for (let left = most; lf >= 0 || cr >= 0; left--) {
      if (left === 0) {
        [this.start, this.lf, this.cr] = [start, lf, cr];
        return false;
      }
      const end = cr >= 0 && (lf < 0 || cr < lf) ? cr : lf;
      const ending: LineEnding = end === lf ? "\n" : lf === end + 1 ? "\r\n" : "\r";
      if (ending === "\r") this.returns++;
      this.add(Line.parse(text.slice(start, end), ending));
      start = end + ending.length;
      if (lf >= 0 && lf < start) lf = text.indexOf("\n", start);
      if (cr >= 0 && cr < start) cr = text.indexOf("\r", start);
    }
    this.add(Line.parse(text.slice(start), ""));
    this.isDone = true;
    return true;
  }

  private add(line: Line): void {
    setNumber(line, this.lines.length);
    this.lines.push(line);
  }
}
