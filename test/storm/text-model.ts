import { TextDocument } from "vscode-languageserver-textdocument";
import type { ContentChange, Position, Range } from "../../server/document/document.ts";
import type { Random } from "../support/random.ts";

/** What a document must hold, by the offsets that Microsoft's TextDocument gives. (Its own update trips over positions beyond the end.) */
export class TextModel {
  private document: TextDocument;

  constructor(text: string) {
    this.document = TextDocument.create("", "", 1, text);
  }

  get text(): string {
    return this.document.getText();
  }

  get lineCount(): number {
    return this.document.lineCount;
  }

  /** Length of a line without its end; -1 for one that does not exist. */
  lengthOf(line: number): number {
    if (!Number.isInteger(line) || line < 0 || line >= this.lineCount) return -1;
    return this.document.getText({ start: { line, character: 0 }, end: { line: line + 1, character: 0 } }).replace(/[\r\n]+$/, "").length;
  }

  apply(change: ContentChange): void {
    let { text } = change;
    if ("range" in change) {
      const [a, b] = [this.document.offsetAt(change.range.start), this.document.offsetAt(change.range.end)];
      text = this.text.slice(0, Math.min(a, b)) + text + this.text.slice(Math.max(a, b));
    }
    this.document = TextDocument.create("", "", 1, text);
  }

  /** Mostly inside the text, sometimes far outside. */
  somePosition(random: Random): Position {
    if (random.chance(0.03)) return { line: random.pick([-1, 0, 1e9]), character: random.pick([-1, 1e9, 0]) };
    const line = random.between(0, this.lineCount - 1);
    return { line, character: random.between(0, this.lengthOf(line) + (random.chance(0.05) ? 5 : 0)) };
  }

  someRange(random: Random): Range {
    const start = this.somePosition(random);
    if (random.chance(0.4)) return { start, end: start };
    const near = { line: start.line + random.between(0, 1), character: start.character + random.between(-2, 8) };
    return { start, end: random.chance(0.7) ? near : this.somePosition(random) };
  }
}
