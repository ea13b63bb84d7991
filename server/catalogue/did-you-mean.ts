import damerau from "damerau-levenshtein";
import { distance } from "fastest-levenshtein";
import { isGlob } from "../document/key.ts";
import type { Catalogue } from "./catalogue.ts";
import { pathOf } from "./catalogue.ts";
import { NEWEST_RELEASE } from "./release.ts";

interface Candidate {
  readonly path: string;
  /** The path without the place of the interface. */
  readonly plain: string;
  readonly folder: string;
  /** The first segment. */
  readonly top: string;
  readonly leaf: string;
  /** The letters of the leaf. */
  readonly letters: number;
  readonly uses: number;
  readonly gone: boolean;
}

const LIMIT = 3;
const candidatesOf = new WeakMap<Catalogue, readonly Candidate[]>();
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
  const letters = lettersOf(leaf);
  // In a folder that exists only the leaf is mistyped, which is far less to compare.
  const folderExists = catalogue.children(folder).length > 0;
  const top = topOf(path);
  // What needs more edits than this is another word, not a typing error.
  const limit = Math.max(2.5, Math.max(leaf.length, path.length * 0.6) * 0.38);
  let bar = limit + 1.5;
  const rough: Scored[] = [];
  for (const candidate of candidates(catalogue)) {
    // Most candidates are out of reach by their letters alone; comparing them would be all the work.
    const elsewhere = candidate.folder === folder ? 0 : candidate.top === top ? 1.5 : 2.5;
    if (folderExists && leastEdits(candidate, letters, leaf) + elsewhere > bar) continue;
    const leaves = distance(leaf, candidate.leaf) + elsewhere;
    const price = (folderExists ? leaves : Math.min(leaves, wholeEdits(candidate, path))) - popularity(candidate);
    if (price > bar) continue;
    rough.push({ candidate, cost: price, elsewhere });
    bar = Math.min(bar, price + MARGIN);
  }
  const exact = rough
    .sort((a, b) => a.cost - b.cost)
    .slice(0, 12)
    .map((scored) => refined(scored, leaf))
    .filter(({ cost }) => cost <= limit)
    .sort((a, b) => a.cost - b.cost || b.candidate.uses - a.candidate.uses);
  const best = exact[0]?.cost ?? 0;
  return exact
    .filter(({ cost }) => cost <= best + 3)
    .slice(0, LIMIT)
    .map(({ candidate }) => candidate.path.replace("/*/", `/${split?.interface ?? "all"}/`));
}

interface Scored {
  readonly candidate: Candidate;
  readonly cost: number;
  /** The price of standing in another folder. */
  readonly elsewhere: number;
}

/** How much worse than the best a candidate may be and still be looked at closely: swapped letters, popularity, removal. */
const MARGIN = 3;

/** Fewest edits between the leaves: a letter that only one of them has needs one, and so does a difference in length. */
function leastEdits(to: Candidate, letters: number, leaf: string): number {
  return Math.max(bitCount(to.letters & ~letters), bitCount(letters & ~to.letters), Math.abs(to.leaf.length - leaf.length)) - 0.9;
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

/** What real files set often is a little likelier to be meant. */
function popularity(to: Candidate): number {
  return Math.min(0.9, to.uses / 100);
}

/** Swapped neighbours count as one slip (too slow to ask of every candidate); what is gone is less likely meant. */
function refined({ candidate, cost, elsewhere }: Scored, leaf: string): Scored {
  const swapped = damerau(leaf, candidate.leaf).steps + elsewhere - popularity(candidate);
  return { candidate, cost: Math.min(cost, swapped) + (candidate.gone ? 1.2 : 0), elsewhere };
}

function topOf(path: string): string {
  return path.slice(0, path.indexOf("/"));
}

function candidates(catalogue: Catalogue): readonly Candidate[] {
  let list = candidatesOf.get(catalogue);
  if (!list) {
    list = catalogue.parameters.map((parameter) => {
      const path = pathOf(parameter.key);
      const [folder, leaf] = cut(path);
      return {
        path,
        plain: path.replace("/*/", "/"),
        folder,
        top: topOf(path),
        leaf,
        letters: lettersOf(leaf),
        uses: parameter.facts.uses ?? 0,
        gone: parameter.isRemovedIn(NEWEST_RELEASE),
      };
    });
    candidatesOf.set(catalogue, list);
  }
  return list;
}

function cut(path: string): [folder: string, leaf: string] {
  const at = path.lastIndexOf("/");
  return at < 0 ? ["", path] : [path.slice(0, at), path.slice(at + 1)];
}
