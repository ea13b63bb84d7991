import { parseKernelNumber } from "../catalogue/number.ts";
import type { Line } from "../document/line.ts";
import { Places } from "./places.ts";

/** The lines that write one parameter, by the interface that they name. */
export class InterfacePlaces extends Places {
  /**
   * How many interfaces are given each number, so that a rule need not look at thousands of lines after each edit. Counted when it is first
   * asked for: of most parameters nobody asks.
   */
  private counts: Map<number, number> | undefined;
  /** Interfaces that several lines name, and that are not counted: which line decides is looked up when somebody asks. */
  private readonly uncounted = new Set<string>();

  override add(name: string, line: Line): number {
    if (!this.counts) return super.add(name, line);
    const isFirst = !this.has(name);
    if (!isFirst) this.uncount(name, this.counts);
    const lines = super.add(name, line);
    if (isFirst) count(this.counts, line, 1);
    return lines;
  }

  override remove(name: string, line: Line): void {
    if (this.counts) this.uncount(name, this.counts);
    super.remove(name, line);
    if (!this.has(name)) this.uncounted.delete(name);
  }

  /** The numbers that some interface is given; NaN for a value without one. */
  numbers(): ReadonlyMap<number, number> {
    const missing = this.counts ? this.uncounted : this.names();
    this.counts ??= new Map();
    for (const name of missing) count(this.counts, this.get(name).findLast(isAssignment), 1);
    this.uncounted.clear();
    return this.counts;
  }

  private uncount(name: string, counts: Map<number, number>): void {
    if (this.uncounted.has(name)) return;
    count(counts, this.get(name).findLast(isAssignment), -1);
    this.uncounted.add(name);
  }
}

function count(counts: Map<number, number>, line: Line | undefined, by: 1 | -1): void {
  if (line?.kind !== "assignment") return;
  const number = firstNumber(line);
  const sum = (counts.get(number) ?? 0) + by;
  if (sum === 0) counts.delete(number);
  else counts.set(number, sum);
}

function isAssignment({ kind }: Line): boolean {
  return kind === "assignment";
}

/** The first number of a line's value; NaN where there is none. */
export function firstNumber(line: Line): number {
  // Nearly every value is a digit or two, and files have thousands of them.
  const { text, valueStart, valueEnd } = line;
  const digit = text.charCodeAt(valueStart) - 0x30;
  if (valueEnd === valueStart + 1 && digit >= 0 && digit <= 9) return digit;
  return firstNumberOf(text.slice(valueStart, valueEnd));
}

/** The first number of a value; NaN where there is none. */
export function firstNumberOf(value: string): number {
  const blank = value.search(/[ \t\n]/);
  return Number(parseKernelNumber(blank < 0 ? value : value.slice(0, blank))?.value ?? Number.NaN);
}
