import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Columns, type Encoding } from "../../server/protocol/columns.ts";
import { chooseEncoding } from "../../server/protocol/encoding.ts";

/** A text of whole characters and where each begins in UTF-16 units, as JavaScript itself counts. */
const characters = fc.array(
  fc.oneof(fc.constantFrom("a", "\0", "é", "e\u0301", "\u{4f60}", "\u2028", "\u{1f600}", "\u{10ffff}"), fc.string({ unit: "binary", maxLength: 1 })),
  { maxLength: 30 },
);

const sizes: Record<Encoding, (text: string) => number> = {
  "utf-8": (text) => Buffer.byteLength(text),
  "utf-16": (text) => text.length,
  "utf-32": (text) => [...text].length,
};

/** As before, and now and then in a line that is too long to be counted from its beginning each time. */
const lines = fc.tuple(characters, fc.constantFrom(1, 1, 1, 50)).map(([parts, times]) => Array.from({ length: times }, () => parts).flat());

describe.each(["utf-8", "utf-16", "utf-32"] as const)("a column in %s", (encoding) => {
  const columns = new Columns(encoding);
  const toUnits = (text: string, column: number) => columns.toUnits(text, column);
  const fromUnits = (text: string, column: number) => columns.fromUnits(text, column);

  it("is what encoding the text before it says, both ways", () => {
    fc.assert(
      fc.property(lines, (parts) => {
        const text = parts.join("");
        let units = 0;
        for (const character of text) {
          const column = sizes[encoding](text.slice(0, units));
          expect(fromUnits(text, units)).toBe(column);
          expect(toUnits(text, column)).toBe(units);
          // Inside a character: its beginning.
          if (sizes[encoding](character) > 1) expect(toUnits(text, column + 1)).toBe(units);
          units += character.length;
        }
        expect(toUnits(text, Number.POSITIVE_INFINITY)).toBe(text.length);
        expect(fromUnits(text, Number.POSITIVE_INFINITY)).toBe(sizes[encoding](text));
        expect(toUnits(text, -5)).toBe(0);
        expect(fromUnits(text, -5)).toBe(0);
      }),
      { numRuns: 400 },
    );
  });

  it("counts a lone surrogate as one character", () => {
    const text = "a\ud800b";
    expect(toUnits(text, fromUnits(text, 2))).toBe(2);
    expect(toUnits(text, fromUnits(text, 3))).toBe(3);
  });

  it("goes through a line of megabytes column by column without starting over", () => {
    const text = "é1 ".repeat(400_000);
    // A hundred thousand columns from the beginning each time would take hours.
    for (let units = 0; units < text.length; units += 12) expect(toUnits(text, fromUnits(text, units))).toBe(units);
  });
});

describe("the encoding for a client", () => {
  it("is our own where the client has it", () => {
    expect([undefined, [], ["utf-16"], ["utf-8", "utf-16"], ["utf-8"], ["utf-32", "utf-8"], ["utf-32"], ["x"], "utf-8", null].map(chooseEncoding)).toEqual([
      "utf-16",
      "utf-16",
      "utf-16",
      "utf-16",
      "utf-8",
      "utf-8",
      "utf-32",
      "utf-16",
      "utf-16",
      "utf-16",
    ]);
  });
});
