import type { Catalogue } from "./catalogue.ts";
import type { Parameter } from "./parameter.ts";
import { NEWEST_RELEASE } from "./release.ts";

/** What real files set often is a little likelier to be meant. */
export const MOST_POPULAR = 0.9;

/** No set of letters has this bit. */
const UNKNOWN = 1 << 31;

/** All parameters, those with the shortest names first, and the numbers by which most of them are ruled out. A name is the last segment of a path. */
export class Candidates {
  /** By place, as all that follows. */
  readonly list: readonly Parameter[];
  readonly names: readonly string[];
  readonly letters: Int32Array;
  /** Numbers that stand for the folders and for the first segments. */
  readonly folder: Uint16Array;
  readonly top: Uint16Array;
  /** What a parameter costs besides its edits: one that is gone is less likely meant, one that real files set often likelier. */
  readonly price: Float64Array;
  /** Where the names of each length begin. */
  readonly begin: readonly number[];
  private readonly inFolder = new Map<string, number[]>();
  private readonly numbers = new Map<string, number>();
  private wholeLetters: Int32Array | undefined;
  /** By place, for the names that were looked at. */
  private readonly repeated: Int32Array;

  constructor({ parameters }: Catalogue) {
    const count = parameters.length;
    this.list = sortedByLength(parameters);
    this.letters = new Int32Array(count);
    this.repeated = new Int32Array(count).fill(UNKNOWN);
    this.folder = new Uint16Array(count);
    this.top = new Uint16Array(count);
    this.price = new Float64Array(count);
    const names: string[] = [];
    const begin: number[] = [];
    for (let i = 0; i < count; i++) {
      const parameter = this.list[i] as Parameter;
      const [folder, name] = cut(parameter.path);
      names.push(name);
      while (begin.length <= name.length) begin.push(i);
      this.letters[i] = lettersOf(name);
      this.folder[i] = this.number(folder);
      this.top[i] = this.number(topOf(parameter.path));
      this.price[i] = (parameter.isRemovedIn(NEWEST_RELEASE) ? 1.2 : 0) - Math.min(MOST_POPULAR, (parameter.facts.uses ?? 0) / 100);
      const neighbours = this.inFolder.get(folder);
      if (neighbours) neighbours.push(i);
      else this.inFolder.set(folder, [i]);
    }
    this.names = names;
    this.begin = begin;
  }

  private number(name: string): number {
    const number = this.numbers.get(name) ?? this.numbers.size + 1;
    this.numbers.set(name, number);
    return number;
  }

  /** The number of a folder or first segment; 0 for one that no parameter has. */
  numberOf(name: string): number {
    return this.numbers.get(name) ?? 0;
  }

  /** The places of those in one folder. */
  placesIn(folder: string): readonly number[] {
    return this.inFolder.get(folder) ?? [];
  }

  /** The letters that a name has more than once. */
  repeatedAt(place: number): number {
    let letters = this.repeated[place] as number;
    if (letters === UNKNOWN) {
      letters = repeatedLettersOf(this.names[place] as string);
      this.repeated[place] = letters;
    }
    return letters;
  }

  /** The letters of whole paths, by place. Wanted only where a folder is mistyped. */
  get pathLetters(): Int32Array {
    this.wholeLetters ??= Int32Array.from(this.list, ({ path }) => lettersOf(path));
    return this.wholeLetters;
  }
}

/** A counting sort: there are 1,000 and more, and the first typing error waits for them. */
function sortedByLength(parameters: readonly Parameter[]): Parameter[] {
  const groups: Parameter[][] = [];
  for (const parameter of parameters) {
    const length = parameter.path.length - parameter.path.lastIndexOf("/") - 1;
    while (groups.length <= length) groups.push([]);
    groups[length]?.push(parameter);
  }
  return groups.flat();
}

/** Fewest edits between two words: a letter that only one of them has needs one. Asked of hundreds for every typing error. */
export function leastEdits(a: number, b: number): number {
  return Math.max(bitCount(a & ~b), bitCount(b & ~a));
}

/** The same, looked at more closely: a letter that one of them has twice and the other does not needs one, too. */
export function leastEditsRepeated(a: number, b: number, repeatedInA: number, repeatedInB: number): number {
  const more = bitCount(a & ~b) + bitCount(repeatedInA & ~repeatedInB);
  return Math.max(more, bitCount(b & ~a) + bitCount(repeatedInB & ~repeatedInA));
}

/** Which letters and digits occur, one bit each (digits share one). */
export function lettersOf(text: string): number {
  let set = 0;
  for (let i = 0; i < text.length; i++) set |= BIT[text.charCodeAt(i)] ?? 0;
  return set;
}

/** Which of them occur more than once. */
export function repeatedLettersOf(text: string): number {
  let set = 0;
  let repeated = 0;
  for (let i = 0; i < text.length; i++) {
    const bit = BIT[text.charCodeAt(i)] ?? 0;
    repeated |= set & bit;
    set |= bit;
  }
  return repeated;
}

const BIT = bits();

function bits(): Int32Array {
  const table = new Int32Array(128);
  for (let letter = 0; letter < 26; letter++) table[0x61 + letter] = 1 << letter;
  return table.fill(1 << 26, 0x30, 0x3a);
}

/** Bits set in 32, without a loop. */
function bitCount(bits: number): number {
  let count = bits - ((bits >>> 1) & 0x55555555);
  count = (count & 0x33333333) + ((count >>> 2) & 0x33333333);
  return (((count + (count >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

export function topOf(path: string): string {
  return path.slice(0, path.indexOf("/"));
}

export function cut(path: string): [folder: string, name: string] {
  const at = path.lastIndexOf("/");
  return at < 0 ? ["", path] : [path.slice(0, at), path.slice(at + 1)];
}
