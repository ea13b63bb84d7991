/** Nothing below /proc/sys has longer names, or longer paths: not worth comparing, which costs as much as pattern times name. */
const LONGEST_NAME = 64;
const LONGEST_PATH = 255;

/** What one character of a path must be: itself, or one that a test takes. */
type Token = string | typeof STAR | ((char: string) => boolean);

const STAR = Symbol("*");
const SPECIAL = "*?[]\\";

/**
 * A pattern for paths below /proc/sys, as glob(3) reads it: `*` and `?` do not match `/`, `[abc]`, `[a-z]`, `[!abc]`,
 * `[[:digit:]]` match one character, a backslash takes the next character as it is. A dot at the start of a name is
 * nothing special here.
 *
 * Our own because the libraries translate to regular expressions, which can backtrack without bound on
 * patterns that a file can hold; this is at most pattern times path.
 */
export class Glob {
  /** What stands before the first special character and after the last one: it rules out most paths at once. */
  private readonly start: string;
  private readonly end: string;
  private tokens: readonly Token[] | undefined;

  constructor(private readonly pattern: string) {
    let first = 0;
    while (first < pattern.length && !SPECIAL.includes(pattern.charAt(first))) first++;
    let last = pattern.length;
    while (last > first && !SPECIAL.includes(pattern.charAt(last - 1))) last--;
    this.start = pattern.slice(0, first);
    this.end = pattern.slice(last);
  }

  matches(path: string): boolean {
    if (!path.startsWith(this.start) || !path.endsWith(this.end)) return false;
    if (path.length > LONGEST_NAME && !canBeThere(path)) return false;
    this.tokens ??= tokensOf(this.pattern);
    return match(this.tokens, path);
  }
}

/** The same, for a pattern that is compared with one path only. */
export function matchesGlob(pattern: string, path: string): boolean {
  // A file can hold hundreds of thousands for one parameter: nothing is made of those that begin with other letters.
  for (let i = 0; i < pattern.length && !SPECIAL.includes(pattern.charAt(i)); i++) if (pattern[i] !== path[i]) return false;
  return new Glob(pattern).matches(path);
}

function match(tokens: readonly Token[], path: string): boolean {
  // What follows the last star can only stand at the end.
  let t = tokens.length;
  let s = path.length;
  for (; t > 0; t--, s--) {
    const token = tokens[t - 1];
    if (token === undefined || token === STAR) break;
    if (s === 0 || !takes(token, path.charAt(s - 1))) return false;
  }
  return t === 0 ? s === 0 : matchStars(tokens, t - 1, path, s);
}

/** Matches a part of a path, up to `end`, with the tokens up to the star at `last`. */
function matchStars(tokens: readonly Token[], last: number, path: string, end: number): boolean {
  let t = 0;
  let s = 0;
  let starT = -1;
  let starS = 0;
  while (t < last) {
    const token = tokens[t];
    if (token === STAR) {
      starT = ++t;
      starS = s;
    } else if (token !== undefined && s < end && takes(token, path.charAt(s))) {
      t++;
      s++;
    } else if (starT >= 0 && starS < end && path[starS] !== "/") {
      t = starT;
      s = ++starS;
    } else return false;
  }
  const slash = path.indexOf("/", s);
  return slash < 0 || slash >= end;
}

function takes(token: Exclude<Token, typeof STAR>, char: string): boolean {
  return typeof token === "string" ? token === char : token(char);
}

/** Are the path and its names short enough for any file below /proc/sys? */
export function canBeThere(path: string): boolean {
  if (path.length > LONGEST_PATH) return false;
  for (let start = 0, end = 0; end < path.length; start = end + 1) {
    end = path.indexOf("/", start);
    if (end < 0) end = path.length;
    if (end - start > LONGEST_NAME) return false;
  }
  return true;
}

function tokensOf(pattern: string): Token[] {
  const tokens: Token[] = [];
  for (let p = 0; p < pattern.length; p++) {
    const c = pattern.charAt(p);
    const bracket = c === "[" ? bracketAt(pattern, p) : undefined;
    if (bracket) {
      tokens.push(bracket.test);
      p = bracket.end;
    } else if (c === "\\" && p + 1 < pattern.length) tokens.push(pattern.charAt(++p));
    else tokens.push(c === "*" ? STAR : c === "?" ? anyInName : c);
  }
  return tokens;
}

function anyInName(char: string): boolean {
  return char !== "/";
}

/** `[abc]`, `[!a-z]`, `[[:digit:]]`, and where it ends; undefined for a bracket that nothing closes: it is itself. */
function bracketAt(pattern: string, start: number): { test: (char: string) => boolean; end: number } | undefined {
  const negated = pattern[start + 1] === "!" || pattern[start + 1] === "^";
  const first = start + (negated ? 2 : 1);
  const parts: ((char: string) => boolean)[] = [];
  let i = first;
  for (; i === first || pattern[i] !== "]"; i++) {
    if (i >= pattern.length || pattern[i] === "/") return undefined;
    const named = pattern[i] === "[" && NAMED.exec(pattern.slice(i, i + LONGEST_CLASS));
    if (named) {
      const [all, group, ...same] = named;
      parts.push(group === undefined ? (char) => same.includes(char) : (char) => CLASSES.get(group)?.test(char) ?? false);
      i += all.length - 1;
      continue;
    }
    if (pattern[i] === "\\" && i + 1 < pattern.length) i++;
    const low = pattern.charAt(i);
    const high = pattern[i + 2];
    if (pattern[i + 1] === "-" && high !== undefined && high !== "]") {
      parts.push((char) => low <= char && char <= high);
      i += 2;
    } else parts.push((char) => char === low);
  }
  // A pattern is compared with hundreds of names, which have few characters.
  const known = new Map<string, boolean>();
  const test = (char: string) => {
    const before = known.get(char);
    if (before !== undefined) return before;
    const answer = char !== "/" && parts.some((part) => part(char)) !== negated;
    known.set(char, answer);
    return answer;
  };
  return { test, end: i };
}

/** `[:digit:]`, `[.t.]`, `[=t=]` */
const NAMED = /^\[(?::([a-z]+):|\.(.)\.|=(.)=)\]/;
/** `[:xdigit:]` */
const LONGEST_CLASS = 10;

/** As the C locale has them. */
const CLASSES: ReadonlyMap<string, RegExp> = new Map([
  ["alnum", /[A-Za-z0-9]/],
  ["alpha", /[A-Za-z]/],
  ["blank", /[ \t]/],
  ["digit", /[0-9]/],
  ["graph", /[!-~]/],
  ["lower", /[a-z]/],
  ["print", /[ -~]/],
  ["punct", /[!-/:-@[-`{-~]/],
  ["space", /[ \t-\r]/],
  ["upper", /[A-Z]/],
  ["xdigit", /[0-9A-Fa-f]/],
]);
