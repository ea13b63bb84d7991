import { isBlank, type Line } from "./line.ts";

/** A word of a comment, in UTF-16 columns of its line. */
export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * A comment that speaks to us: `# sysctl-lint VERB WORD… -- reason`.
 * Verbs: `disable` and `disable-next-line` (words: rules, none for all) and `target` (words: `kernel=5.15`, ...).
 */
export interface Directive {
  readonly line: Line;
  readonly verb: Word;
  readonly words: readonly Word[];
}

const NAME = "sysctl-lint";

/** What a line that begins so is meant to be; anything else behind our name is prose. */
const LIKE_A_VERB = /^(?:disable|enable|target)(?:-[a-z-]*)?$/;

/** Reads a comment; undefined for one that is none of ours, which costs next to nothing to find out. */
export function parseDirective(line: Line): Directive | undefined {
  if (line.kind !== "comment") return undefined;
  const { text, keyEnd } = line;
  let at = line.keyStart + 1;
  while (at < keyEnd && isBlank(text.charCodeAt(at))) at++;
  if (!text.startsWith(NAME, at)) return undefined;
  const [verb, ...words] = wordsOf(text, at + NAME.length, keyEnd);
  if (!verb || verb.start === at + NAME.length || !LIKE_A_VERB.test(verb.text)) return undefined;
  return { line, verb, words };
}

/** Words between blanks and commas, up to `--`. */
function wordsOf(text: string, from: number, to: number): Word[] {
  const words: Word[] = [];
  for (const { 0: word, index } of text.slice(from, to).matchAll(/[^\s,]+/g)) {
    if (word === "--") break;
    words.push({ text: word, start: from + index, end: from + index + word.length });
  }
  return words;
}
