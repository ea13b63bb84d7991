/** Nothing below /proc/sys has longer names, or longer paths: not worth comparing, which costs as much as pattern times name. */
const LONGEST_NAME = 64;
const LONGEST_PATH = 255;

/**
 * Matches a path below /proc/sys against a pattern as glob(3) does: `*` and `?` do not match `/`,
 * `[abc]`, `[a-z]`, `[!abc]`, `[[:digit:]]` match one character, a backslash takes the next character as it is.
 * A dot at the start of a name is nothing special here.
 *
 * Our own because the libraries translate to regular expressions, which can backtrack without bound on
 * patterns that a file can hold; this is at most pattern times name.
 */
export function matchesGlob(pattern: string, path: string): boolean {
  if (path.length > LONGEST_NAME && !canBeThere(path)) return false;
  let p = 0;
  let s = 0;
  let starP = -1;
  let starS = 0;
  while (s < path.length) {
    const step = p < pattern.length && pattern[p] !== "*" ? matchOne(pattern, p, path.charAt(s)) : 0;
    if (step > 0) {
      p += step;
      s++;
    } else if (pattern[p] === "*") {
      starP = ++p;
      starS = s;
    } else if (starP >= 0 && path[starS] !== "/") {
      p = starP;
      s = ++starS;
    } else return false;
  }
  while (pattern[p] === "*") p++;
  return p === pattern.length;
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

/** How many characters of the pattern at `p` match one character; 0: it does not match. */
function matchOne(pattern: string, p: number, char: string): number {
  const c = pattern[p];
  if (c === "?") return char === "/" ? 0 : 1;
  if (c === "\\" && p + 1 < pattern.length) return pattern[p + 1] === char ? 2 : 0;
  if (c === "[") return matchBracket(pattern, p, char);
  return c === char ? 1 : 0;
}

/** The same for `[abc]`, `[!a-z]`, `[[:digit:]]`; a bracket that nothing closes is itself. */
function matchBracket(pattern: string, p: number, char: string): number {
  const negated = pattern[p + 1] === "!" || pattern[p + 1] === "^";
  const first = p + (negated ? 2 : 1);
  let inside = false;
  let i = first;
  for (; i === first || pattern[i] !== "]"; i++) {
    if (i >= pattern.length || pattern[i] === "/") return char === "[" ? 1 : 0;
    const named = pattern[i] === "[" && NAMED.exec(pattern.slice(i, i + LONGEST_CLASS));
    if (named) {
      const [all, group, ...same] = named;
      if (group === undefined ? same.includes(char) : CLASSES.get(group)?.test(char)) inside = true;
      i += all.length - 1;
      continue;
    }
    if (pattern[i] === "\\" && i + 1 < pattern.length) i++;
    const low = pattern.charAt(i);
    const next = pattern[i + 2];
    if (pattern[i + 1] === "-" && next !== undefined && next !== "]") {
      if (low <= char && char <= next) inside = true;
      i += 2;
    } else if (low === char) inside = true;
  }
  return char !== "/" && inside !== negated ? i - p + 1 : 0;
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
