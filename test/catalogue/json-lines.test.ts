import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { JsonLines } from "../../server/catalogue/json-lines.ts";

const read = (text: string) => new JsonLines(new TextEncoder().encode(text));

describe("JSON lines", () => {
  it("are read as they were written, in any order", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string({ unit: "grapheme" }), fc.array(fc.string()), fc.constant("\u2028\n\r中文"))), (values) => {
        const lines = read(JsonLines.write(values));
        expect(lines.count).toBe(values.length);
        for (let i = values.length - 1; i >= 0; i--) expect(lines.at(i)).toEqual(values[i]);
      }),
    );
  });

  it("have nothing past their end", () => {
    expect(read("").at(0)).toBeUndefined();
    expect(read('["a"]\n').at(1)).toBeUndefined();
  });

  it("read a line that is wrong only when it is asked for", () => {
    const lines = read('1\n{"a":\n3\n');
    expect([lines.at(0), lines.at(2)]).toEqual([1, 3]);
    expect(() => lines.at(1)).toThrow(SyntaxError);
  });
});
