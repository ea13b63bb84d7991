import { append } from "../append.ts";
import type { Parameter } from "../catalogue/parameter.ts";

/** A pattern for more parameters than this is kept as bits: lists of all that it is for would fill the memory where there are thousands of such patterns. */
const MOST_LISTED = 20;

interface Broad {
  /** Its place in the order. */
  readonly at: number;
  /** A bit for each parameter of the catalogue. */
  readonly bits: Uint32Array;
}

/** Which of many patterns may write a parameter. They are known by their places in the loader's order, and added in it. */
export class PatternIndex {
  private readonly narrow = new Map<Parameter, number[]>();
  private readonly broad: Broad[] = [];

  add(at: number, parameters: readonly Parameter[]): void {
    if (parameters.length <= MOST_LISTED) for (const parameter of parameters) append(this.narrow, parameter, at);
    else this.broad.push({ at, bits: bitsOf(parameters) });
  }

  /** The places of those for a parameter, the last one first. */
  *placesFor(parameter: Parameter): Iterable<number> {
    const narrow = this.narrow.get(parameter) ?? [];
    let i = narrow.length - 1;
    for (let j = this.broad.length - 1; j >= 0; j--) {
      const { at, bits } = this.broad[j] as Broad;
      if (!hasBit(bits, parameter.order)) continue;
      for (; i >= 0 && (narrow[i] as number) > at; i--) yield narrow[i] as number;
      yield at;
    }
    for (; i >= 0; i--) yield narrow[i] as number;
  }
}

function bitsOf(parameters: readonly Parameter[]): Uint32Array {
  const bits = new Uint32Array((Math.max(...parameters.map(({ order }) => order)) >>> 5) + 1);
  for (const { order } of parameters) bits[order >>> 5] = (bits[order >>> 5] ?? 0) | (1 << (order & 31));
  return bits;
}

function hasBit(bits: Uint32Array, order: number): boolean {
  return ((bits[order >>> 5] ?? 0) & (1 << (order & 31))) !== 0;
}
