import type { Parameter } from "../catalogue/parameter.ts";
import { parseDirective } from "../document/directive.ts";
import type { Line } from "../document/line.ts";
import { STEP, type Steps } from "../gently.ts";
import type { Target } from "../target.ts";
import type { FeatureContext } from "./context.ts";
import { isStatement } from "./structure.ts";

type Context = Omit<FeatureContext, "texts">;

/** Standard names only, so that every theme colours them. The numbers below are places in these lists. */
export const TOKEN_TYPES = ["property", "namespace", "regexp", "operator", "number", "string", "enumMember", "keyword"];
export const TOKEN_MODIFIERS = ["deprecated", "readonly"];
const [PROPERTY, NAMESPACE, REGEXP, OPERATOR, NUMBER, STRING, ENUM_MEMBER, KEYWORD] = [0, 1, 2, 3, 4, 5, 6, 7];
const [DEPRECATED, READONLY] = [1, 2];

/** A token's columns, type and modifiers. */
type Token = readonly [start: number, end: number, type: number, modifiers: number];

/** A pattern, or a list of numbers, on a line of megabytes: the rest stays as the grammar coloured it. */
const MAX_TOKENS = 500;
/** Characters of a `[abc]` that are looked at. */
const LONGEST_CLASS = 100;

/** Further down in a file that needs more numbers than this for its tokens, the grammar's colours stay: a list takes ever longer to grow. */
const MOST_NUMBERS = 3_000_000;

/** Tokens of a line as it was; an edit elsewhere does not change them. Those of a long file would be some hundred megabytes. */
const known = new WeakMap<Line, { readonly target: Target; readonly tokens: readonly Token[] }>();

/**
 * LSP's five numbers a token, for the lines from `first` to `last`. A key is coloured as known, gone or read-only on the target; one
 * that is not known stays as the grammar has it.
 */
export function* semanticTokens({ analysis }: Context, first = 0, last = analysis.document.lineCount - 1): Steps<number[]> {
  // Grown number by number: to put a list of millions together at the end can take a third of a second, and one made ahead is slow to write as JSON.
  const data: number[] = [];
  let lineBefore = 0;
  for (let n = first; n <= last; n++) {
    if (n % STEP === 0) yield;
    if (data.length >= MOST_NUMBERS) break;
    const line = analysis.document.lines[n];
    if (!line || line.kind === "blank" || line.kind === "malformed" || line.kind === "endless") continue;
    let startBefore = 0;
    for (const [start, end, type, modifiers] of tokensOf(analysis, line)) {
      data.push(n - lineBefore, start - startBefore, end - start, type, modifiers);
      lineBefore = n;
      startBefore = start;
    }
  }
  return data;
}

/** So many numbers are compared in a step. */
const NUMBERS_A_STEP = 200_000;

/** LSP's edits that make `before` into `after`: at most one, of what lies between their common start and end. */
export function* tokenEdits(before: readonly number[], after: readonly number[]): Steps<{ start: number; deleteCount: number; data: number[] }[]> {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) if (++start % NUMBERS_A_STEP === 0) yield;
  if (start === before.length && start === after.length) return [];
  let tail = 0;
  while (tail < shorter - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) if (++tail % NUMBERS_A_STEP === 0) yield;
  return [{ start, deleteCount: before.length - tail - start, data: after.slice(start, after.length - tail) }];
}

function tokensOf(analysis: Context["analysis"], line: Line): readonly Token[] {
  const before = known.get(line);
  if (before?.target === analysis.target) return before.tokens;
  const tokens = isStatement(line) ? statementTokens(analysis, line) : directiveTokens(line);
  if (!analysis.document.isLong) known.set(line, { target: analysis.target, tokens });
  return tokens;
}

/** `# sysctl-lint disable ...`: the word that says what to do. */
function directiveTokens(line: Line): Token[] {
  const verb = parseDirective(line)?.verb;
  return verb ? [[verb.start, verb.end, KEYWORD, 0]] : [];
}

function statementTokens(analysis: Context["analysis"], line: Line): Token[] {
  const { resolution, parameter, verdict } = analysis.resolve(line);
  const tokens: Token[] = [];
  if (line.ignoreFailure) tokens.push([line.start, line.start + 1, OPERATOR, 0]);
  if (resolution?.kind === "parameter") tokens.push(...keyTokens(line, modifiersOf(resolution.parameter, analysis.target), resolution.interface));
  else if (resolution?.kind === "glob") tokens.push(...keyTokens(line, 0, undefined));
  else if (resolution?.kind === "custom") tokens.push([line.keyStart, line.keyEnd, PROPERTY, 0]);
  if (line.kind === "exclusion") return tokens;
  const equals = line.text.indexOf("=", line.keyEnd);
  tokens.push([equals, equals + 1, OPERATOR, 0]);
  if (parameter && !parameter.isNumeric && line.valueEnd > line.valueStart) {
    const isWord = parameter.facts.values?.includes(line.value) || parameter.facts.syntax === "algorithm";
    tokens.push([line.valueStart, line.valueEnd, isWord ? ENUM_MEMBER : STRING, 0]);
  }
  for (const { start, end, number } of verdict?.numbers ?? []) if (number) tokens.push([line.valueStart + start, line.valueStart + end, NUMBER, 0]);
  return tokens.slice(0, MAX_TOKENS);
}

function modifiersOf(parameter: Parameter, { kernel }: Target): number {
  const gone = parameter.isRemovedIn(kernel) || (parameter.noEffect !== undefined && kernel >= parameter.noEffect);
  return (gone ? DEPRECATED : 0) | (parameter.facts.readOnly ? READONLY : 0);
}

/** The key, with the name of an interface and the characters of a pattern set apart. */
function keyTokens(line: Line, modifiers: number, name: string | undefined): Token[] {
  const { text, keyStart, keyEnd } = line;
  const tokens: Token[] = [];
  const add = (start: number, end: number, type: number, mods = 0) => {
    if (end > start) tokens.push([start, end, type, mods]);
  };
  const at = name === undefined ? -1 : interfaceAt(line, name);
  let from = keyStart;
  for (let i = keyStart; i < keyEnd && tokens.length < MAX_TOKENS; i++) {
    const wild = patternLength(text, i, keyEnd);
    const length = wild > 0 ? wild : i === at && name !== undefined ? name.length : 0;
    if (length === 0) continue;
    add(from, i, PROPERTY, modifiers);
    add(i, i + length, wild > 0 ? REGEXP : NAMESPACE);
    i += length - 1;
    from = i + 1;
  }
  add(from, keyEnd, PROPERTY, modifiers);
  return tokens;
}

/** The column of an interface's name, which a dotted key writes with a slash for each dot; -1 for a pattern. */
function interfaceAt(line: Line, name: string): number {
  for (const written of [name, name.replaceAll(".", "/")]) {
    const at = line.text.indexOf(`.${written}.`, line.keyStart);
    const slashed = at < 0 ? line.text.indexOf(`/${written}/`, line.keyStart) : at;
    if (slashed >= 0 && slashed < line.keyEnd) return slashed + 1;
  }
  return -1;
}

/** How many characters at `i` are a wildcard: `*`, `?`, `[abc]`. */
function patternLength(text: string, i: number, end: number): number {
  const c = text.charAt(i);
  if (c === "*" || c === "?") return 1;
  if (c !== "[") return 0;
  const close = text.slice(i + 1, Math.min(end, i + LONGEST_CLASS)).indexOf("]");
  return close > 0 ? close + 2 : 0;
}
