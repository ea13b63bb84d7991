import type { Line } from "../document/line.ts";
import { STEP, type Steps } from "../gently.ts";
import { sortedInSteps } from "../sort-in-steps.ts";

/** Most names stand on one line: an array for each would be much of the memory that a file takes. */
type Place = Line | Line[];

const NONE: readonly Line[] = [];

/** From a longer list lines are taken out together, when somebody looks at it. */
const MANY = 100;
/** So few are looked for one by one: the engine does that in a millisecond, in a list of a million. */
const FEW = 8;

/** Lines by what they name, each name's in the order of the file. Work is proportional to the lines that come or go. */
export class Places {
  private readonly places = new Map<string, Place>();
  /** What an edit has brought to lists, to be put where it belongs. */
  private readonly late = new Map<Line[], Line[]>();
  /** What is to be taken out of them. */
  private readonly gone = new Map<Line[], Set<Line>>();

  has(name: string): boolean {
    return this.places.has(name);
  }

  /** How many lines have this name now. */
  add(name: string, line: Line): number {
    const place = this.places.get(name);
    if (place === undefined) {
      this.places.set(name, line);
      return 1;
    }
    if (!Array.isArray(place)) {
      this.places.set(name, inOrder(place, line) ? [place, line] : [line, place]);
      return 2;
    }
    const late = this.late.get(place);
    if (late) late.push(line);
    // What is gone no longer knows its place; it may also be what is put back.
    else if (!this.gone.has(place) && inOrder(place[place.length - 1] as Line, line)) place.push(line);
    else this.late.set(place, [line]);
    return this.countOf(place);
  }

  remove(name: string, line: Line): void {
    const place = this.places.get(name);
    if (place === line) this.places.delete(name);
    if (!Array.isArray(place)) return;
    this.takeOut(place, line);
    if (this.countOf(place) > 1) return;
    const [left] = this.settled(place);
    if (left) this.places.set(name, left);
    else this.places.delete(name);
  }

  get(name: string): readonly Line[] {
    const place = this.places.get(name);
    if (place === undefined) return NONE;
    return Array.isArray(place) ? this.settled(place) : [place];
  }

  names(): Iterable<string> {
    return this.places.keys();
  }

  /** Every line, in the order of the file. */
  *all(): Steps<readonly Line[]> {
    const all: Line[] = [];
    for (const name of this.places.keys()) {
      for (const line of this.get(name)) all.push(line);
      if (all.length % STEP === 0) yield;
    }
    return yield* sortedInSteps(all, byPosition);
  }

  private countOf(lines: Line[]): number {
    return lines.length - (this.gone.get(lines)?.size ?? 0) + (this.late.get(lines)?.length ?? 0);
  }

  private takeOut(lines: Line[], line: Line): void {
    const late = this.late.get(lines);
    if (late && takeFrom(late, line)) return;
    const gone = this.gone.get(lines);
    if (gone) gone.add(line);
    else if (lines.length > MANY) this.gone.set(lines, new Set([line]));
    else takeFrom(lines, line);
  }

  /** The list without what is gone from it, and with what has come. */
  private settled(lines: Line[]): readonly Line[] {
    const gone = this.gone.get(lines);
    if (gone) {
      this.gone.delete(lines);
      takeAllFrom(lines, gone);
    }
    const late = this.late.get(lines);
    if (late) {
      this.late.delete(lines);
      insert(lines, late.sort(byPosition));
    }
    return lines;
  }
}

function takeFrom(lines: Line[], line: Line): boolean {
  const at = lines.indexOf(line);
  if (at >= 0) lines.splice(at, 1);
  return at >= 0;
}

function takeAllFrom(lines: Line[], gone: ReadonlySet<Line>): void {
  if (gone.size <= FEW) {
    for (const line of gone) takeFrom(lines, line);
    return;
  }
  let kept = 0;
  for (const line of lines) if (!gone.has(line)) lines[kept++] = line;
  lines.length = kept;
}

/** Puts some lines into a list of others, both in order. What stands before the first of them is not looked at. */
function insert(lines: Line[], some: readonly Line[]): void {
  let i = lines.length - 1;
  for (const line of some) lines.push(line);
  for (let j = some.length - 1, at = lines.length - 1; j >= 0; at--) {
    const [one, other] = [lines[i] as Line, some[j] as Line];
    if (i >= 0 && !inOrder(one, other)) {
      lines[at] = one;
      i--;
    } else {
      lines[at] = other;
      j--;
    }
  }
}

function byPosition(a: Line, b: Line): number {
  return a.number - b.number || a.keyStart - b.keyStart;
}

function inOrder(first: Line, second: Line): boolean {
  return byPosition(first, second) <= 0;
}
