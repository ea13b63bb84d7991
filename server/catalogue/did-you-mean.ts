import { distance } from "fastest-levenshtein";
import { byItself } from "../by-itself.ts";
import { isGlob } from "../document/key.ts";
import type { Catalogue } from "./catalogue.ts";
import { NEWEST_RELEASE } from "./release.ts";
import { slips } from "./slips.ts";

interface Candidate {
  readonly order: number;
  readonly path: string;
  /** The path without the place of the interface. */
  readonly plain: string;
  readonly leaf: string;
  readonly uses: number;
  readonly gone: boolean;
}

/** All parameters, with the numbers by which most of them are ruled out side by side. */
class Candidates {
  readonly list: readonly Candidate[];
  /** The letters and lengths of the last segments, and of the whole paths. */
  readonly letters: Int32Array;
  readonly length: Uint8Array;
  readonly pathLetters: Int32Array;
  readonly pathLength: Uint8Array;
  /** Numbers that stand for the folders and for the first segments. */
  readonly folder: Uint16Array;
  readonly top: Uint16Array;
  /** Places in the list, by the number of the folder, and by the length of the last segment. */
  readonly inFolder: readonly (readonly number[])[];
  readonly ofLength: readonly (readonly number[])[];
  private readonly numbers = new Map<string, number>();

  constructor({ parameters }: Catalogue) {
    this.list = parameters.map((parameter, order) => {
      const { path, facts } = parameter;
      return { order, path, plain: path.replace("/*/", "/"), leaf: cut(path)[1], uses: facts.uses ?? 0, gone: parameter.isRemovedIn(NEWEST_RELEASE) };
    });
    this.letters = Int32Array.from(this.list, ({ leaf }) => lettersOf(leaf));
    this.length = Uint8Array.from(this.list, ({ leaf }) => leaf.length);
    this.pathLetters = Int32Array.from(this.list, ({ path }) => lettersOf(path));
    this.pathLength = Uint8Array.from(this.list, ({ path }) => path.length);
    this.folder = Uint16Array.from(this.list, ({ path }) => this.number(cut(path)[0]));
    this.top = Uint16Array.from(this.list, ({ path }) => this.number(topOf(path)));
    this.inFolder = grouped(this.folder);
    this.ofLength = grouped(this.length);
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
}

/** The places of each number; none for those in between that do not occur. */
function grouped(numbers: Uint8Array | Uint16Array): number[][] {
  const groups: number[][] = [];
  for (const [i, number] of numbers.entries()) {
    while (groups.length <= number) groups.push([]);
    groups[number]?.push(i);
  }
  return groups;
}

const candidatesOf = new WeakMap<Catalogue, Candidates>();
const answers = new WeakMap<Catalogue, Map<string, readonly string[]>>();

/** So many suggestions at most. */
export type SuggestionCount = 1 | 3;

/**
 * Paths that a mistyped path may mean, best first: few edits, the right name in the wrong folder
 * (`net/ipv4/somaxconn`), a missing interface (`net/ipv4/conf/rp_filter`); common ones first among equals.
 * The best alone costs a fraction of the best three, and is the first of them.
 */
export function suggestKeys(catalogue: Catalogue, path: string, count: SuggestionCount): readonly string[] {
  let known = answers.get(catalogue);
  if (!known) {
    known = new Map();
    answers.set(catalogue, known);
  }
  const asked = `${count} ${path}`;
  let answer = known.get(asked);
  if (!answer) {
    // A pattern names nothing that could be mistyped; a very long key is no typing error.
    answer = path.length > 200 || isGlob(path) ? [] : search(catalogue, path, count);
    if (known.size > 5_000) known.clear();
    known.set(byItself(asked), answer);
  }
  return answer;
}

function search(catalogue: Catalogue, wrong: string, count: SuggestionCount): readonly string[] {
  const lower = wrong.toLowerCase().replace(/^proc\/sys\//, "");
  // `conf/rp_filter`: what stands in the interface's place is the leaf.
  const found = catalogue.splitInterface(lower);
  const split = found?.pattern.endsWith("/*") ? undefined : found;
  const path = split ? split.pattern : lower;
  const [folder, leaf] = cut(path);
  // In a folder that exists only the leaf is mistyped, which is far less to compare.
  const all = candidates(catalogue);
  const typed: Typed = {
    path,
    leaf,
    letters: lettersOf(leaf),
    pathLetters: lettersOf(path),
    folder: all.numberOf(folder),
    top: all.numberOf(topOf(path)),
    folderExists: catalogue.children(folder).length > 0,
  };
  // What needs more edits than this is another word, not a typing error.
  const limit = Math.max(2.5, Math.max(leaf.length, path.length * 0.6) * 0.38);
  return nearest(all, typed, new Best(count, limit)).map(({ candidate }) => candidate.path.replace("/*/", `/${split?.interface ?? "all"}/`));
}

/** What was typed, taken apart. */
interface Typed {
  readonly path: string;
  readonly leaf: string;
  readonly letters: number;
  readonly pathLetters: number;
  readonly folder: number;
  readonly top: number;
  readonly folderExists: boolean;
}

interface Scored {
  readonly candidate: Candidate;
  readonly cost: number;
}

/** How much worse than the best another suggestion may be. */
const MARGIN = 3;

/** The best of what has been looked at so far, and how good another must be to join them. */
class Best {
  readonly list: Scored[] = [];
  /** What costs more does not count. */
  bar: number;

  constructor(
    private readonly count: number,
    private readonly limit: number,
  ) {
    this.bar = limit;
  }

  add(scored: Scored): void {
    const { list, count, limit } = this;
    const worse = list.findIndex((other) => byCost(scored, other) < 0);
    list.splice(worse < 0 ? list.length : worse, 0, scored);
    if (list.length > count) list.pop();
    const [first] = list;
    this.bar = Math.min(limit, (first?.cost ?? limit) + MARGIN, list.length < count ? limit : (list.at(-1)?.cost ?? limit));
  }
}

function byCost(a: Scored, b: Scored): number {
  return a.cost - b.cost || b.candidate.uses - a.candidate.uses || a.candidate.order - b.candidate.order;
}

/** The best candidates. Counting edits is the work, and each good one found spares it for those that cannot be better: likely ones first. */
function nearest(all: Candidates, typed: Typed, best: Best): readonly Scored[] {
  lookAt(all, [all.inFolder[typed.folder] ?? []], true, typed, best);
  // Where the folder is wrong too, a segment's length tells nothing.
  const reach = typed.folderExists ? best.bar + MOST_POPULAR - ELSEWHERE : 256;
  const from = Math.max(0, Math.ceil(typed.leaf.length - reach));
  lookAt(all, all.ofLength.slice(from, Math.max(from, Math.floor(typed.leaf.length + reach) + 1)), false, typed, best);
  return best.list.filter(({ cost }) => cost <= best.bar);
}

const NONE: readonly number[] = [];

/** Looks at candidates closely, those first that may cost least. */
function lookAt(all: Candidates, groups: readonly (readonly number[])[], inFolder: boolean, typed: Typed, best: Best): void {
  const byLeast: number[][] = [];
  for (const places of groups) for (const i of places) if ((all.folder[i] === typed.folder) === inFolder) rank(all, i, typed, best.bar, byLeast);
  for (let step = 0; step < byLeast.length && step - 1 <= best.bar; step++)
    for (const i of byLeast[step] ?? NONE) {
      const cost = costOf(all, i, typed, best.bar);
      if (cost <= best.bar) best.add({ candidate: all.list[i] as Candidate, cost });
    }
}

/** Puts a candidate with those that cost as much at least, if that is not too much. */
function rank(all: Candidates, i: number, typed: Typed, bar: number, byLeast: number[][]): void {
  const least = leastCost(all, i, typed);
  if (least > bar) return;
  const step = Math.max(0, Math.ceil(least));
  const group = byLeast[step];
  if (group) group.push(i);
  else byLeast[step] = [i];
}

/** What a candidate costs at the very least. Asked of hundreds for every typo, so it looks at numbers only. */
function leastCost(all: Candidates, i: number, typed: Typed): number {
  const inLeaf = leastEdits(all.letters[i] as number, typed.letters, (all.length[i] as number) - typed.leaf.length) + elsewhere(all, i, typed);
  if (typed.folderExists) return inLeaf - MOST_POPULAR;
  // Two columns less where the place of the interface is missing.
  const longer = (all.pathLength[i] as number) - typed.path.length;
  const least = leastEdits(all.pathLetters[i] as number, typed.pathLetters, Math.min(Math.abs(longer), Math.abs(longer - 2)));
  return Math.min(inLeaf, least) - MOST_POPULAR;
}

/** Edits, the price of another folder, and less for what is popular; what is gone is less likely meant. Exact up to `bar`. */
function costOf(all: Candidates, i: number, typed: Typed, bar: number): number {
  const candidate = all.list[i] as Candidate;
  const { leaf } = candidate;
  const more = (candidate.gone ? 1.2 : 0) - popularity(candidate);
  const inLeaf = elsewhere(all, i, typed) + more;
  let edits = distance(typed.leaf, leaf);
  // Swapped neighbours are two edits and one slip, which is slower to count.
  if (edits > 1 && edits / 2 + inLeaf <= bar && mayBeSwapped(typed.leaf, leaf)) edits = slips(typed.leaf, leaf);
  return typed.folderExists ? edits + inLeaf : Math.min(edits + inLeaf, wholeEdits(candidate, typed.path) + more);
}

/** The price of standing in another folder of the same tree. */
const ELSEWHERE = 1.5;

/** The price of standing in another folder, or even below another root. */
function elsewhere(all: Candidates, i: number, typed: Typed): number {
  if (all.folder[i] === typed.folder) return 0;
  return all.top[i] === typed.top ? ELSEWHERE : 2.5;
}

/** Fewest edits between two words: a letter that only one of them has needs one, and so does a difference in length. */
function leastEdits(to: number, from: number, longer: number): number {
  return Math.max(bitCount(to & ~from), bitCount(from & ~to), Math.abs(longer));
}

/** Which letters and digits occur, one bit each (digits share one). */
function lettersOf(text: string): number {
  let set = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c >= 0x61 && c <= 0x7a) set |= 1 << (c - 0x61);
    else if (c >= 0x30 && c <= 0x39) set |= 1 << 26;
  }
  return set;
}

/** Bits set in 32, without a loop. */
function bitCount(bits: number): number {
  let count = bits - ((bits >>> 1) & 0x55555555);
  count = (count & 0x33333333) + ((count >>> 2) & 0x33333333);
  return (((count + (count >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

/** Edits between whole paths, where a separator or the interface may be missing. */
function wholeEdits(to: Candidate, path: string): number {
  const plain = distance(path, to.plain);
  return to.plain === to.path ? plain : Math.min(plain, distance(path, to.path));
}

const MOST_POPULAR = 0.9;

/** What real files set often is a little likelier to be meant. */
function popularity(to: Candidate): number {
  return Math.min(MOST_POPULAR, to.uses / 100);
}

/** Are there two neighbours that stand the other way round in the other word? */
function mayBeSwapped(a: string, b: string): boolean {
  for (let i = 1; i < a.length; i++) if (a[i] !== a[i - 1] && b.includes(`${a[i]}${a[i - 1]}`)) return true;
  return false;
}

function topOf(path: string): string {
  return path.slice(0, path.indexOf("/"));
}

function candidates(catalogue: Catalogue): Candidates {
  let known = candidatesOf.get(catalogue);
  if (!known) {
    known = new Candidates(catalogue);
    candidatesOf.set(catalogue, known);
  }
  return known;
}

function cut(path: string): [folder: string, leaf: string] {
  const at = path.lastIndexOf("/");
  return at < 0 ? ["", path] : [path.slice(0, at), path.slice(at + 1)];
}
