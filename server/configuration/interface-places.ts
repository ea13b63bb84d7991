import { parseKernelNumber } from "../catalogue/number.ts";
import type { Line } from "../document/line.ts";
import { Places } from "./places.ts";

/** The lines that write one parameter, by the interface that they name. */
export class InterfacePlaces extends Places {
  /** How many interfaces are given each number, so that a rule need not look at thousands of lines after each edit. */
  private readonly counts = new Map<number, number>();
  /** Interfaces that several lines name, and that are not counted: which line decides is looked up when somebody asks. */
  private readonly uncounted = new Set<string>();

  override add(name: string, line: Line): number {
    const isFirst = !this.has(name);
    if (!isFirst) this.uncount(name);
    const count = super.add(name, line);
    if (isFirst) this.count(line, 1);
    return count;
  }

  override remove(name: string, line: Line): void {
    this.uncount(name);
    super.remove(name, line);
    if (!this.has(name)) this.uncounted.delete(name);
  }

  /** The numbers that some interface is given; NaN for a value without one. */
  numbers(): ReadonlyMap<number, number> {
    for (const name of this.uncounted) this.count(this.get(name).findLast(isAssignment), 1);
    this.uncounted.clear();
    return this.counts;
  }

  private uncount(name: string): void {
    if (this.uncounted.has(name)) return;
    this.count(this.get(name).findLast(isAssignment), -1);
    this.uncounted.add(name);
  }

  private count(line: Line | undefined, by: 1 | -1): void {
    if (line?.kind !== "assignment") return;
    const number = firstNumber(line);
    const count = (this.counts.get(number) ?? 0) + by;
    if (count === 0) this.counts.delete(number);
    else this.counts.set(number, count);
  }
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
