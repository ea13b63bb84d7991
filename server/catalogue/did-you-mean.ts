import { distance } from "fastest-levenshtein";
import { byItself } from "../by-itself.ts";
import { isGlob } from "../document/key.ts";
import { Candidates, cut, leastEdits, leastEditsRepeated, lettersOf, MOST_POPULAR, repeatedLettersOf, topOf } from "./candidates.ts";
import type { Catalogue } from "./catalogue.ts";
import type { Parameter } from "./parameter.ts";
import { slips } from "./slips.ts";

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
  // `conf/rp_filter`: what stands in the interface's place is the name.
  const found = catalogue.splitInterface(lower);
  const split = found?.pattern.endsWith("/*") ? undefined : found;
  const path = split ? split.pattern : lower;
  const [folder, name] = cut(path);
  const all = candidates(catalogue);
  const typed = { path, name, letters: lettersOf(name), repeated: repeatedLettersOf(name), folder: all.numberOf(folder), top: all.numberOf(topOf(path)) };
  // In a folder that exists only the name is mistyped, which is far less to compare.
  const sameFolder = catalogue.children(folder).length > 0 ? all.placesIn(folder) : undefined;
  // What needs more edits than this is another word, not a typing error.
  const limit = Math.max(2.5, Math.max(name.length, path.length * 0.6) * 0.33);
  const best = new Best(count, limit);
  if (sameFolder) lookAtNames(all, typed, sameFolder, best);
  else lookAtPaths(all, typed, best);
  return best.found().map(({ path }) => path.replace("/*/", `/${split?.interface ?? "all"}/`));
}

function candidates(catalogue: Catalogue): Candidates {
  let known = candidatesOf.get(catalogue);
  if (!known) {
    known = new Candidates(catalogue);
    candidatesOf.set(catalogue, known);
  }
  return known;
}

/** What was typed, taken apart; `folder` and `top` are the candidates' numbers. */
interface Typed {
  readonly path: string;
  readonly name: string;
  readonly letters: number;
  /** Those that occur more than once. */
  readonly repeated: number;
  readonly folder: number;
  readonly top: number;
}

interface Scored {
  readonly place: number;
  readonly parameter: Parameter;
  readonly cost: number;
}

/** How much worse than the best another suggestion may be. */
const MARGIN = 3;

/** The best of what has been looked at so far, and how good another must be to join them. */
class Best {
  private readonly list: Scored[] = [];
  /** What costs more does not count. */
  bar: number;

  constructor(
    private readonly count: number,
    private readonly limit: number,
  ) {
    this.bar = limit;
  }

  add(scored: Scored): void {
    if (scored.cost > this.bar) return;
    const { list, count, limit } = this;
    // By its name, and by its whole path.
    const same = list.findIndex(({ place }) => place === scored.place);
    if (same >= 0 && byCost(list[same] as Scored, scored) <= 0) return;
    if (same >= 0) list.splice(same, 1);
    const worse = list.findIndex((other) => byCost(scored, other) < 0);
    list.splice(worse < 0 ? list.length : worse, 0, scored);
    if (list.length > count) list.pop();
    const [first] = list;
    this.bar = Math.min(limit, (first?.cost ?? limit) + MARGIN, list.length < count ? limit : (list.at(-1)?.cost ?? limit));
  }

  found(): readonly Parameter[] {
    return this.list.filter(({ cost }) => cost <= this.bar).map(({ parameter }) => parameter);
  }
}

function byCost(a: Scored, b: Scored): number {
  return a.cost - b.cost || (b.parameter.facts.uses ?? 0) - (a.parameter.facts.uses ?? 0) || a.place - b.place;
}

/** Names in the same folder, then those in others. */
function lookAtNames(all: Candidates, typed: Typed, sameFolder: readonly number[], best: Best): void {
  const near = new Near(all, typed, best);
  for (const i of sameFolder) near.take(i, all.price[i] as number);
  near.lookAtAll();
  const reach = best.bar + MOST_POPULAR - ELSEWHERE;
  const to = beginOf(all, Math.floor(typed.name.length + reach) + 1);
  for (let i = beginOf(all, Math.ceil(typed.name.length - reach)); i < to; i++)
    if (all.folder[i] !== typed.folder) near.take(i, (all.price[i] as number) + (all.top[i] === typed.top ? ELSEWHERE : FAR_AWAY));
  near.lookAtAll();
}

/** Where the folder is wrong, too, or a separator or the interface is missing. */
function lookAtPaths(all: Candidates, typed: Typed, best: Best): void {
  const near = new Near(all, typed, best);
  const letters = lettersOf(typed.path);
  for (let i = 0; i < all.list.length; i++) {
    const price = all.price[i] as number;
    near.take(i, price + (all.top[i] === typed.top ? ELSEWHERE : FAR_AWAY));
    if (leastEdits(all.pathLetters[i] as number, letters) + price > best.bar) continue;
    const parameter = all.list[i] as Parameter;
    best.add({ place: i, parameter, cost: wholeEdits(parameter.path, typed.path) + price });
  }
  near.lookAtAll();
}

/** Names that may be what was meant. Each good one found spares the counting of edits where it cannot be better: likely ones first. */
class Near {
  /** Their places and prices, by the fewest edits that they may need. */
  private byLeast: { readonly place: number; readonly price: number }[][] = [];

  constructor(
    private readonly all: Candidates,
    private readonly typed: Typed,
    private readonly best: Best,
  ) {}

  take(place: number, price: number): void {
    const least = leastEdits(this.all.letters[place] as number, this.typed.letters);
    if (least + price > this.best.bar) return;
    while (this.byLeast.length <= least) this.byLeast.push([]);
    this.byLeast[least]?.push({ place, price });
  }

  lookAtAll(): void {
    for (const [least, group] of this.byLeast.entries())
      for (const { place, price } of group) if (least + price <= this.best.bar) lookAt(this.all, place, this.typed, price, this.best);
    this.byLeast = [];
  }
}

function beginOf(all: Candidates, length: number): number {
  return all.begin[Math.max(0, length)] ?? all.list.length;
}

/** Counts the edits of a name. */
function lookAt(all: Candidates, i: number, typed: Typed, price: number, best: Best): void {
  const name = all.names[i] as string;
  if (Math.abs(name.length - typed.name.length) + price > best.bar) return;
  // Most are ruled out here: to count is what takes long.
  if (leastEditsRepeated(all.letters[i] as number, typed.letters, all.repeatedAt(i), typed.repeated) + price > best.bar) return;
  let edits = distance(typed.name, name);
  // Swapped neighbours are two edits and one slip, which is slower to count.
  if (edits > 1 && edits / 2 + price <= best.bar && mayBeSwapped(typed.name, name)) edits = slips(typed.name, name);
  best.add({ place: i, parameter: all.list[i] as Parameter, cost: edits + price });
}

/** The price of standing in another folder of the same tree, and below another root. */
const ELSEWHERE = 1.5;
const FAR_AWAY = 2.5;

/** Edits between whole paths, where the place of the interface may be missing. */
function wholeEdits(to: string, path: string): number {
  const edits = distance(path, to);
  return to.includes("/*/") ? Math.min(edits, distance(path, to.replace("/*/", "/"))) : edits;
}

/** Are there two neighbours that stand the other way round in the other word? */
function mayBeSwapped(a: string, b: string): boolean {
  for (let i = 1; i < a.length; i++) if (a[i] !== a[i - 1] && b.includes(`${a[i]}${a[i - 1]}`)) return true;
  return false;
}
