import { distance } from "fastest-levenshtein";
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

const LIMIT = 3;
const candidatesOf = new WeakMap<Catalogue, Candidates>();
const answers = new WeakMap<Catalogue, Map<string, readonly string[]>>();

/**
 * Paths that a mistyped path may mean, best first: few edits, the right name in the wrong folder
 * (`net/ipv4/somaxconn`), a missing interface (`net/ipv4/conf/rp_filter`); common ones first among equals.
 */
export function suggestKeys(catalogue: Catalogue, path: string): readonly string[] {
  let known = answers.get(catalogue);
  if (!known) {
    known = new Map();
    answers.set(catalogue, known);
  }
  let answer = known.get(path);
  if (!answer) {
    // A pattern names nothing that could be mistyped; a very long key is no typing error.
    answer = path.length > 200 || isGlob(path) ? [] : search(catalogue, path);
    if (known.size > 5_000) known.clear();
    known.set(path, answer);
  }
  return answer;
}

function search(catalogue: Catalogue, wrong: string): readonly string[] {
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
  const exact = nearest(all, typed, limit + 1.5)
    .slice(0, 12)
    .map((scored) => refined(scored, leaf))
    .filter(({ cost }) => cost <= limit)
    .sort((a, b) => a.cost - b.cost || b.candidate.uses - a.candidate.uses || a.candidate.order - b.candidate.order);
  const best = exact[0]?.cost ?? 0;
  return exact
    .filter(({ cost }) => cost <= best + 3)
    .slice(0, LIMIT)
    .map(({ candidate }) => candidate.path.replace("/*/", `/${split?.interface ?? "all"}/`));
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
  /** The price of standing in another folder. */
  readonly elsewhere: number;
}

/** How much worse than the best a candidate may be and still be looked at closely: swapped letters, popularity, removal. */
const MARGIN = 3;

/** The candidates within reach, best first, by roughly counted edits. */
function nearest(all: Candidates, typed: Typed, reach: number): Scored[] {
  // Nearly all candidates are out of reach by their letters alone. Those that may be nearest come first: each one
  // found brings the bar down, and counting edits is the work.
  const byLeast: number[][] = [];
  for (let i = 0; i < all.list.length; i++) {
    const least = leastCost(all, i, typed);
    if (least > reach) continue;
    const step = Math.max(0, Math.ceil(least));
    const group = byLeast[step];
    if (group) group.push(i);
    else byLeast[step] = [i];
  }
  const rough: Scored[] = [];
  let bar = reach;
  for (const [step, group] of byLeast.entries()) {
    if (step - 1 > bar) break;
    for (const i of group ?? []) {
      const scored = score(all, i, typed);
      if (scored.cost > bar) continue;
      rough.push(scored);
      bar = Math.min(bar, scored.cost + MARGIN);
    }
  }
  return rough.filter(({ cost }) => cost <= bar).sort((a, b) => a.cost - b.cost || a.candidate.order - b.candidate.order);
}

/** What a candidate costs at the very least. Asked of every candidate for every typo, so it looks at numbers only. */
function leastCost(all: Candidates, i: number, typed: Typed): number {
  const inLeaf = leastEdits(all.letters[i] as number, typed.letters, (all.length[i] as number) - typed.leaf.length) + elsewhere(all, i, typed);
  if (typed.folderExists) return inLeaf - MOST_POPULAR;
  // Two columns less where the place of the interface is missing.
  const longer = (all.pathLength[i] as number) - typed.path.length;
  const least = leastEdits(all.pathLetters[i] as number, typed.pathLetters, Math.min(Math.abs(longer), Math.abs(longer - 2)));
  return Math.min(inLeaf, least) - MOST_POPULAR;
}

function score(all: Candidates, i: number, typed: Typed): Scored {
  const candidate = all.list[i] as Candidate;
  const away = elsewhere(all, i, typed);
  const leaves = distance(typed.leaf, candidate.leaf) + away;
  const cost = (typed.folderExists ? leaves : Math.min(leaves, wholeEdits(candidate, typed.path))) - popularity(candidate);
  return { candidate, cost, elsewhere: away };
}

/** The price of standing in another folder, or even below another root. */
function elsewhere(all: Candidates, i: number, typed: Typed): number {
  if (all.folder[i] === typed.folder) return 0;
  return all.top[i] === typed.top ? 1.5 : 2.5;
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

/** Swapped neighbours count as one slip (too slow to ask of every candidate); what is gone is less likely meant. */
function refined({ candidate, cost, elsewhere }: Scored, leaf: string): Scored {
  const swapped = mayBeSwapped(leaf, candidate.leaf) ? slips(leaf, candidate.leaf) + elsewhere - popularity(candidate) : cost;
  return { candidate, cost: Math.min(cost, swapped) + (candidate.gone ? 1.2 : 0), elsewhere };
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
