import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Parameter } from "../catalogue/parameter.ts";
import type { Texts } from "../catalogue/texts.ts";
import { pathOfKey } from "../document/key.ts";

/** A parameter with all its words, in lower case. */
interface Entry {
  readonly parameter: Parameter;
  readonly key: string;
  readonly leaf: string;
  readonly title: string;
  readonly summary: string;
  readonly body: string;
}

/** More is no search, but somebody's clipboard. */
const MAX_QUERY = 200;
const MAX_TERMS = 10;

const indexes = new WeakMap<Texts, readonly Entry[]>();

/**
 * The keys whose name, title or documentation has every word of the query, best first: what the name says counts more than
 * the title, that more than the text; then what more files set. An empty query finds all, in the order of the tree.
 */
export function searchParameters(query: string, catalogue: Catalogue, texts: Texts): readonly string[] {
  const trimmed = query.trim().slice(0, MAX_QUERY);
  const terms = trimmed.toLowerCase().split(/\s+/).filter(Boolean).slice(0, MAX_TERMS);
  if (terms.length === 0) return catalogue.parameters.map(({ key }) => key);
  const found: { entry: Entry; rank: number }[] = [];
  for (const entry of indexOf(catalogue, texts)) {
    const rank = rankOf(entry, terms);
    if (rank !== undefined) found.push({ entry, rank });
  }
  const uses = ({ parameter }: Entry) => parameter.facts.uses ?? 0;
  found.sort((a, b) => a.rank - b.rank || uses(b.entry) - uses(a.entry));
  const keys = found.map(({ entry }) => entry.key);
  // A key as files have it: with slashes, or with an interface in it.
  const named = catalogue.resolve(pathOfKey(trimmed));
  if (named.kind !== "parameter") return keys;
  const { key } = named.parameter;
  return [key, ...keys.filter((other) => other !== key)];
}

function indexOf(catalogue: Catalogue, texts: Texts): readonly Entry[] {
  let index = indexes.get(texts);
  if (!index) {
    index = catalogue.parameters.map((parameter) => {
      const { title = "", summary = "", body = "" } = texts.get(parameter.key) ?? {};
      const [leaf = ""] = parameter.key.split(".").slice(-1);
      return { parameter, key: parameter.key, leaf, title: title.toLowerCase(), summary: summary.toLowerCase(), body: body.toLowerCase() };
    });
    indexes.set(texts, index);
  }
  return index;
}

/** The sum over the terms of how far from the name each was found; undefined if one is nowhere. */
function rankOf(entry: Entry, terms: readonly string[]): number | undefined {
  let sum = 0;
  for (const term of terms) {
    const rank = rankOfTerm(entry, term.replaceAll("/", "."), term);
    if (rank === undefined) return undefined;
    sum += rank;
  }
  return sum;
}

function rankOfTerm({ key, leaf, title, summary, body }: Entry, name: string, term: string): number | undefined {
  if (leaf === name || key === name) return 0;
  if (leaf.startsWith(name) || key.startsWith(name)) return 1;
  if (key.includes(name)) return 2;
  if (title.includes(term)) return 3;
  if (summary.includes(term)) return 5;
  return body.includes(term) ? 8 : undefined;
}
