import { isList, type RawDefault } from "../catalogue/parameter.ts";
import type { Words } from "../catalogue/texts.ts";
import type { Locale } from "../locale.ts";
import { inWords } from "./units.ts";

/** What a default or a running value means, where it has a meaning of its own or a friendlier unit. */
export function valueNote(value: readonly (string | number)[], words: Words, locale: Locale): string | undefined {
  const meaning = value.length === 1 ? words.value(String(value[0])) : undefined;
  if (meaning) return meaning;
  const friendly = value.map((word) => (Number.isFinite(Number(word)) && word !== "" ? inWords(Number(word), words.parameter.facts.unit, locale) : undefined));
  return friendly.some(Boolean) ? friendly.map((text, i) => text ?? String(value[i])).join(" / ") : undefined;
}

/** The words of a default, one a number. */
export function wordsOf(value: Exclude<RawDefault, { formula: string }>): readonly (string | number)[] {
  return isList(value) ? value : [value];
}
