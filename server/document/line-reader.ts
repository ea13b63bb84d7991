import { Line, type LineEnding } from "./line.ts";

/** Splits a text at LF, CR LF and CR, as LSP does; as much of it at a time as one likes. There is always at least one line. */
export class LineReader {
  readonly lines: Line[] = [];
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
    const { text, lines } = this;
    let { start, lf, cr } = this;
    for (let left = most; lf >= 0 || cr >= 0; left--) {
      if (left === 0) {
        [this.start, this.lf, this.cr] = [start, lf, cr];
        return false;
      }
      const end = cr >= 0 && (lf < 0 || cr < lf) ? cr : lf;
      const ending: LineEnding = end === lf ? "\n" : lf === end + 1 ? "\r\n" : "\r";
      lines.push(Line.parse(text.slice(start, end), ending));
      start = end + ending.length;
      if (lf >= 0 && lf < start) lf = text.indexOf("\n", start);
      if (cr >= 0 && cr < start) cr = text.indexOf("\r", start);
    }
    lines.push(Line.parse(text.slice(start), ""));
    this.isDone = true;
    return true;
  }
}
