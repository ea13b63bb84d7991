import type { RawLine, Replacement, Rows } from "./edit.ts";

/** About so many lines. */
const PIECE = 500;

/**
 * The lines of a text while one message brings many edits (an editor that replaces something everywhere): in pieces, so that an edit moves
 * those of one piece only. What edits bring stays text, for the next one may change it again.
 */
export class Draft<L extends RawLine> implements Rows {
  private readonly pieces: (L | RawLine)[][];
  /** Lines that there were before and are no more. */
  readonly removed: (L | RawLine)[] = [];
  length: number;
  /** The piece that was looked at last, and where it begins: edits mostly come in order. */
  private piece = 0;
  private begin = 0;

  constructor(lines: readonly L[]) {
    this.length = lines.length;
    this.pieces = inPieces<L | RawLine>(lines);
  }

  at(index: number): L | RawLine | undefined {
    return this.find(index)[index - this.begin];
  }

  replace({ first, removed, lines }: Replacement): void {
    const piece = this.find(first);
    const at = first - this.begin;
    const gone = piece.splice(at, removed);
    for (const line of gone) this.removed.push(line);
    this.removeBehind(removed - gone.length);
    this.length += lines.length - removed;
    if (lines.length < PIECE && piece.length < 4 * PIECE) piece.splice(at, 0, ...lines);
    else this.pieces.splice(this.piece, 1, ...inPieces(piece.slice(0, at)), ...inPieces(lines), ...inPieces(piece.slice(at)));
  }

  /** All lines in order. */
  lines(): (L | RawLine)[] {
    return this.pieces.flat();
  }

  private find(index: number): (L | RawLine)[] {
    while (index < this.begin) {
      this.piece--;
      this.begin -= this.pieces[this.piece]?.length ?? 0;
    }
    for (let length = this.lengthHere; index >= this.begin + length && this.piece < this.pieces.length - 1; length = this.lengthHere) {
      this.begin += length;
      this.piece++;
    }
    return this.pieces[this.piece] ?? [];
  }

  private get lengthHere(): number {
    return this.pieces[this.piece]?.length ?? 0;
  }

  /** Takes more lines away: the first ones of the pieces that follow. */
  private removeBehind(count: number): void {
    let left = count;
    for (let i = this.piece + 1; left > 0 && i < this.pieces.length; i++) {
      const gone = (this.pieces[i] as (L | RawLine)[]).splice(0, left);
      left -= gone.length;
      for (const line of gone) this.removed.push(line);
    }
  }
}

function inPieces<T>(lines: readonly T[]): T[][] {
  const pieces: T[][] = [];
  for (let i = 0; i < lines.length; i += PIECE) pieces.push(lines.slice(i, i + PIECE));
  return pieces;
}
