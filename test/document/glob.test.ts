import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchesGlob } from "../../server/document/glob.ts";

describe("matchesGlob, as glob(3)", () => {
  it.each([
    ["net/ipv4/conf/*/rp_filter", "net/ipv4/conf/eth0/rp_filter", true],
    ["net/ipv4/conf/*/rp_filter", "net/ipv4/conf/eth0.100/rp_filter", true],
    ["net/ipv4/conf/*/rp_filter", "net/ipv4/conf/a/b/rp_filter", false],
    ["net/ipv4/conf/eth?/rp_filter", "net/ipv4/conf/eth0/rp_filter", true],
    ["net/ipv4/conf/eth?/rp_filter", "net/ipv4/conf/eth10/rp_filter", false],
    ["net/ipv4/conf/[el]*/rp_filter", "net/ipv4/conf/lo/rp_filter", true],
    ["net/ipv4/conf/[!e]*/rp_filter", "net/ipv4/conf/eth0/rp_filter", false],
    ["net/ipv4/conf/[a-f]*/rp_filter", "net/ipv4/conf/eth0/rp_filter", true],
    ["net/ipv4/conf/[/rp_filter", "net/ipv4/conf/[/rp_filter", true],
    ["tcp_retries[[:digit:]]", "tcp_retries2", true],
    ["tcp_retries[[:lower:][:digit:]]", "tcp_retries2", true],
    ["tcp_retries[![:digit:]]", "tcp_retries2", false],
    ["tcp_retries[[.2.]]", "tcp_retries2", true],
    ["tcp_retries[[=2=]x]", "tcp_retries2", true],
    ["tcp_retries[!]1]", "tcp_retries2", true],
    ["tcp_retries[]2]", "tcp_retries2", true],
    ["tcp_retries[\\]2]", "tcp_retries2", true],
    ["tcp_retries[[:nothing:]]", "tcp_retries2", false],
    ["net[/]ipv4", "net/ipv4", false],
    ["*", "net", true],
    ["*", "net/core", false],
    ["a\\*b", "a*b", true],
    ["", "", true],
  ])("%j on %j: %j", (pattern, path, expected) => {
    expect(matchesGlob(pattern, path)).toBe(expected);
  });

  it("does not blow up on many stars", () => {
    expect(matchesGlob(`${"*a".repeat(2_000)}b`, "a".repeat(2_000))).toBe(false);
  });
});

it("compares with nothing that could not be there", () => {
  expect(matchesGlob("*", "a".repeat(64))).toBe(true);
  expect(matchesGlob("*", "a".repeat(65))).toBe(false);
  expect(matchesGlob("*/*", `${"a/".repeat(200)}a`)).toBe(false);
  expect(matchesGlob("?*/b", `a${"a".repeat(64)}/b`)).toBe(false);
});

describe("a random pattern", () => {
  const PARTS = ["*", "?", "[ab]", "[!a]", "[b-z]", "a", "b", "/", "\\*", "\\a"];
  const CHARS = ["a", "b", "c", "/", "*"];

  /** The same by definition: tries every length for a star. */
  function plainly(parts: readonly string[], path: string): boolean {
    const [part, ...others] = parts;
    if (part === undefined) return path === "";
    if (part === "*") return plainly(others, path) || (path !== "" && path[0] !== "/" && plainly(parts, path.slice(1)));
    const [char, rest] = [path.charAt(0), path.slice(1)];
    return char !== "" && isTaken(part, char) && plainly(others, rest);
  }

  function isTaken(part: string, char: string): boolean {
    if (part === "/") return char === "/";
    if (part.startsWith("\\")) return part === `\\${char}`;
    return (
      char !== "/" &&
      (part === "?" || (part === "[ab]" ? "ab".includes(char) : part === "[!a]" ? char !== "a" : part === "[b-z]" ? "bc".includes(char) : part === char))
    );
  }

  it("matches what it matches by definition", () => {
    let matched = 0;
    const parts = fc.array(fc.constantFrom(...PARTS), { maxLength: 6 });
    const path = fc.array(fc.constantFrom(...CHARS), { maxLength: 7 }).map((chars) => chars.join(""));
    fc.assert(
      fc.property(parts, path, (parts, path) => {
        const expected = plainly(parts, path);
        if (expected && path !== "") matched++;
        expect(matchesGlob(parts.join(""), path)).toBe(expected);
      }),
      { numRuns: 3_000 },
    );
    expect(matched).toBeGreaterThan(50);
  });
});
