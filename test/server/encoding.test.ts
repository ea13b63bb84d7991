import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chooseEncoding, type Encoding, fromUnits, toUnits } from "../../server/protocol/encoding.ts";

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

describe.each(["utf-8", "utf-16", "utf-32"] as const)("a column in %s", (encoding) => {
  it("is what encoding the text before it says, both ways", () => {
    fc.assert(
      fc.property(characters, (parts) => {
        const text = parts.join("");
        let units = 0;
        for (const character of text) {
          const column = sizes[encoding](text.slice(0, units));
          expect(fromUnits(text, units, encoding)).toBe(column);
          expect(toUnits(text, column, encoding)).toBe(units);
          // Inside a character: its beginning.
          if (sizes[encoding](character) > 1) expect(toUnits(text, column + 1, encoding)).toBe(units);
          units += character.length;
        }
        expect(toUnits(text, Number.POSITIVE_INFINITY, encoding)).toBe(text.length);
        expect(fromUnits(text, Number.POSITIVE_INFINITY, encoding)).toBe(sizes[encoding](text));
        expect(toUnits(text, -5, encoding)).toBe(0);
        expect(fromUnits(text, -5, encoding)).toBe(0);
      }),
      { numRuns: 1000 },
    );
  });

  it("counts a lone surrogate as one character", () => {
    const text = "a\ud800b";
    expect(toUnits(text, fromUnits(text, 2, encoding), encoding)).toBe(2);
    expect(toUnits(text, fromUnits(text, 3, encoding), encoding)).toBe(3);
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
