const NEWLINE = 10;

/** A file with one JSON value a line, each read when it is asked for: nobody looks at all of the documentation at once. */
export class JsonLines {
  readonly count: number;
  private readonly ends: Uint32Array;
  private readonly decoder = new TextDecoder();

  /** `bytes`: UTF-8, and a newline after each value. */
  constructor(private readonly bytes: Uint8Array) {
    const ends: number[] = [];
    for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) ends.push(at);
    this.ends = Uint32Array.from(ends);
    this.count = ends.length;
  }

  /** The value of a line, counted from 0; undefined past the last. Throws SyntaxError where it is no JSON. */
  at(line: number): unknown {
    const end = this.ends[line];
    if (end === undefined) return undefined;
    const start = line === 0 ? 0 : (this.ends[line - 1] as number) + 1;
    return JSON.parse(this.decoder.decode(this.bytes.subarray(start, end)));
  }

  /** The content of a file that holds these values. */
  static write(values: readonly unknown[]): string {
    return values.map((value) => `${JSON.stringify(value)}\n`).join("");
  }
}
