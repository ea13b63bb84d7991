import fc from "fast-check";
import { distance } from "fastest-levenshtein";
import { describe, expect, it } from "vitest";
import { slips } from "../../server/catalogue/slips.ts";

describe("slips", () => {
  it.each([
    ["tcp_ecn", "tcp_ecn", 0],
    ["tcp_enc", "tcp_ecn", 1],
    ["tpc_enc", "tcp_ecn", 2],
    ["tcp_en", "tcp_ecn", 1],
    ["tcp_ecnn", "tcp_ecn", 1],
    ["tcp_eco", "tcp_ecn", 1],
    ["", "ecn", 3],
    // No letter slips twice: ca -> abc is no swap and an insertion between.
    ["ca", "abc", 3],
  ])("from %j to %j: %i", (from, to, count) => {
    expect(slips(from, to)).toBe(count);
  });

  it("are the same both ways, no more than edits without swaps, and at least half of them", () => {
    const words = fc.string({ unit: fc.constantFrom("a", "b", "c", "_"), maxLength: 12 });
    fc.assert(
      fc.property(words, words, (a, b) => {
        const count = slips(a, b);
        expect(count).toBe(slips(b, a));
        expect(count).toBeLessThanOrEqual(distance(a, b));
        expect(count * 2).toBeGreaterThanOrEqual(distance(a, b));
      }),
    );
  });

  it("are counted in words of 255 letters", () => {
    expect(slips("a".repeat(255), "b".repeat(255))).toBe(255);
    expect(slips("a".repeat(255), "")).toBe(255);
  });
});
