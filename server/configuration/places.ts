import type { Line } from "../document/line.ts";
import { STEP, type Steps } from "../gently.ts";
import { sortedInSteps } from "../sort-in-steps.ts";

/** Most names stand on one line: an array for each would be much of the memory that a file takes. */
type Place = Line | Line[];

const NONE: readonly Line[] = [];

/** From a longer list lines are taken out together, when somebody looks at it. */
const MANY = 100;

/** Lines by what they name, each name's in the order of the file. Work is proportional to the lines that come or go. */
export class Places {
  private readonly places = new Map<string, Place>();
  /** Those that an edit has put out of order. */
  private readonly unsorted = new Set<Line[]>();
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
    // A line that is taken out and put back is the same line, perhaps elsewhere.
    if (this.gone.get(place)?.has(line)) this.cleared(place);
    if (!inOrder(place[place.length - 1] as Line, line)) this.unsorted.add(place);
    place.push(line);
    return this.countOf(place);
  }

  remove(name: string, line: Line): void {
    const place = this.places.get(name);
    if (place === line) this.places.delete(name);
    if (!Array.isArray(place)) return;
    this.takeOut(place, line);
    if (this.countOf(place) > 1) return;
    this.cleared(place);
    this.unsorted.delete(place);
    if (place[0]) this.places.set(name, place[0]);
    else this.places.delete(name);
  }

  get(name: string): readonly Line[] {
    const place = this.places.get(name);
    if (place === undefined) return NONE;
    return Array.isArray(place) ? this.sorted(place) : [place];
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

  private countOf(lines: readonly Line[]): number {
    return lines.length - (this.gone.size === 0 ? 0 : (this.gone.get(lines as Line[])?.size ?? 0));
  }

  private takeOut(lines: Line[], line: Line): void {
    const gone = this.gone.get(lines);
    if (gone) gone.add(line);
    else if (lines.length > MANY) this.gone.set(lines, new Set([line]));
    else {
      const at = lines.indexOf(line);
      if (at >= 0) lines.splice(at, 1);
    }
  }

  /** The list without what is gone from it. */
  private cleared(lines: Line[]): Line[] {
    const gone = this.gone.get(lines);
    if (!gone) return lines;
    this.gone.delete(lines);
    let kept = 0;
    for (const line of lines) if (!gone.has(line)) lines[kept++] = line;
    lines.length = kept;
    return lines;
  }

  private sorted(lines: Line[]): readonly Line[] {
    if (this.gone.size > 0) this.cleared(lines);
    if (this.unsorted.delete(lines)) lines.sort(byPosition);
    return lines;
  }
}

function byPosition(a: Line, b: Line): number {
  return a.number - b.number || a.keyStart - b.keyStart;
}

function inOrder(first: Line, second: Line): boolean {
  return byPosition(first, second) <= 0;
}
