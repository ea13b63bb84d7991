import type { Line } from "../document/line.ts";

/** Most names stand on one line: an array for each would be much of the memory that a file takes. */
type Place = Line | Line[];

const NONE: readonly Line[] = [];

/** Lines by what they name, each name's in the order of the file. Work is proportional to the lines that come or go. */
export class Places {
  private readonly places = new Map<string, Place>();
  /** Those that an edit has put out of order. */
  private readonly unsorted = new Set<Line[]>();

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
    if (!inOrder(place[place.length - 1] as Line, line)) this.unsorted.add(place);
    return place.push(line);
  }

  remove(name: string, line: Line): void {
    const place = this.places.get(name);
    if (place === line) this.places.delete(name);
    if (!Array.isArray(place)) return;
    const at = place.indexOf(line);
    if (at >= 0) place.splice(at, 1);
    if (place.length > 1) return;
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
  all(): Line[] {
    return [...this.places.values()].flat().sort(byPosition);
  }

  private sorted(lines: Line[]): readonly Line[] {
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
