/**
 * Matches a path below /proc/sys against a pattern as glob(3) does: `*` and `?` do not match `/`,
 * `[abc]`, `[a-z]`, `[!abc]` match one character, a backslash takes the next character as it is.
 * A dot at the start of a name is nothing special here.
 *
 * Our own because the libraries translate to regular expressions, which can backtrack without bound on
 * patterns that a file can hold; this is at most pattern times path.
 */
export function matchesGlob(pattern: string, path: string): boolean {
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

/** How many characters of the pattern at `p` match one character; 0: it does not match. */
function matchOne(pattern: string, p: number, char: string): number {
  const c = pattern[p];
  if (c === "?") return char === "/" ? 0 : 1;
  if (c === "\\" && p + 1 < pattern.length) return pattern[p + 1] === char ? 2 : 0;
  if (c === "[") {
    const end = pattern.indexOf("]", p + 2);
    if (end < 0) return char === "[" ? 1 : 0;
    if (char === "/") return 0;
    const negated = pattern[p + 1] === "!" || pattern[p + 1] === "^";
    let inside = false;
    for (let i = p + (negated ? 2 : 1); i < end; i++) {
      const low = pattern.charAt(i);
      if (pattern[i + 1] === "-" && i + 2 < end) {
        if (low <= char && char <= pattern.charAt(i + 2)) inside = true;
        i += 2;
      } else if (low === char) inside = true;
    }
    return inside !== negated ? end - p + 1 : 0;
  }
  return c === char ? 1 : 0;
}
