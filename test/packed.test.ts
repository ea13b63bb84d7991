import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pack, unpackInSteps, unpackText, unpackTextGently } from "../server/packed.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

describe("packed prose", () => {
  it.each(["", "a", "aaaa", "banana", "内核参数", "\u0000\uffff\n"])("%j comes out as it went in", (text) => {
    expect(unpackText(pack(bytes(text)))).toBe(text);
  });

  it("comes out as it went in, whatever it is", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3000 }), (data) => {
        const steps = unpackInSteps(pack(data));
        let step = steps.next();
        while (!step.done) step = steps.next();
        expect(step.value).toEqual(data);
      }),
      { numRuns: 50 },
    );
  });

  it("is unpacked with pauses, to the same text", async () => {
    const text = Array.from({ length: 9000 }, (_, i) => `line ${(i * 7919) % 9973}`).join("\n");
    let paused = false;
    setTimeout(() => {
      paused = true;
    }, 0);
    expect(await unpackTextGently(pack(bytes(text)))).toBe(text);
    expect(paused).toBe(true);
  });

  it("is much smaller than the text", () => {
    const text = Array.from({ length: 500 }, (_, i) => `net.ipv4.tcp_parameter_${i}: how long a connection may wait in state ${i % 7}`).join("\n");
    expect(pack(bytes(text)).length).toBeLessThan(text.length / 10);
  });
});
