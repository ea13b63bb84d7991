import damerau from "damerau-levenshtein";
import { distance } from "fastest-levenshtein";
import type { Catalogue } from "./catalogue.ts";
import { pathOf } from "./catalogue.ts";
import { NEWEST_RELEASE } from "./release.ts";

interface Candidate {
  readonly path: string;
  readonly folder: string;
  readonly leaf: string;
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
    answer = path.length > 200 ? [] : search(catalogue, path);
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
  const rough = candidates(catalogue)
    .map((candidate) => ({ candidate, cost: cost(candidate, path, folder, leaf, distance) }))
    .sort((a, b) => a.cost - b.cost)
    .slice(0, 24);
  // Swapped neighbours count as one slip; too slow to ask of every candidate.
  const exact = rough
    .map(({ candidate }) => ({ candidate, cost: cost(candidate, path, folder, leaf, transposing) + (candidate.gone ? 1.2 : 0) }))
    .filter(({ cost }) => cost <= Math.max(2.5, Math.max(leaf.length, path.length * 0.6) * 0.42))
    .sort((a, b) => a.cost - b.cost || b.candidate.uses - a.candidate.uses);
  const best = exact[0]?.cost ?? 0;
  return exact
    .filter(({ cost }) => cost <= best + 3)
    .slice(0, LIMIT)
    .map(({ candidate }) => candidate.path.replace("/*/", `/${split?.interface ?? "all"}/`));
}

const transposing = (a: string, b: string): number => damerau(a, b).steps;

/** Edits between whole paths, or between leaves plus a fixed price for another folder, whichever is less. */
function cost(to: Candidate, path: string, folder: string, leaf: string, edits: (a: string, b: string) => number): number {
  const whole = edits(path, to.path.replace("/*/", "/"));
  const asPattern = to.path.includes("/*/") ? edits(path, to.path) : whole;
  const leaves = edits(leaf, to.leaf);
  const elsewhere = to.folder === folder ? 0 : sameTop(to.folder, folder) ? 1.5 : 2.5;
  return Math.min(whole, asPattern, leaves + elsewhere) - Math.min(0.9, to.uses / 100);
}

function sameTop(a: string, b: string): boolean {
  return a.slice(0, a.indexOf("/")) === b.slice(0, b.indexOf("/"));
}

function candidates(catalogue: Catalogue): readonly Candidate[] {
  let list = candidatesOf.get(catalogue);
  if (!list) {
    list = catalogue.parameters.map((parameter) => {
      const path = pathOf(parameter.key);
      const [folder, leaf] = cut(path);
      return { path, folder, leaf, uses: parameter.facts.uses ?? 0, gone: parameter.isRemovedIn(NEWEST_RELEASE) };
    });
    candidatesOf.set(catalogue, list);
  }
  return list;
}

function cut(path: string): [folder: string, leaf: string] {
  const at = path.lastIndexOf("/");
  return at < 0 ? ["", path] : [path.slice(0, at), path.slice(at + 1)];
}
