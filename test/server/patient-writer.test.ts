import { PassThrough } from "node:stream";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Message } from "vscode-languageserver/node";
import { jsonInPieces, PatientWriter } from "../../server/protocol/patient-writer.ts";

const joined = (value: unknown) => [...jsonInPieces(value)].join("");
const numbers = (count: number) => Array.from({ length: count }, (_, i) => i);

describe("JSON in pieces", () => {
  it("is what JSON.stringify makes of it", () => {
    const large = fc.oneof(
      fc.constant(numbers(25_000)),
      fc.constant(Array.from({ length: 400 }, (_, i) => ({ name: `n${i}`, children: numbers(i), none: undefined }))),
      fc.constant({ a: [], b: {}, c: [numbers(12_000), null, undefined, numbers(3)], d: undefined }),
      fc.string({ unit: "binary" }).map((text) => `${text}"\\\ud83d\ude00\ud800`.repeat(300_000).slice(0, 4_100_001)),
    );
    fc.assert(
      fc.property(fc.jsonValue(), large, (small, value) => {
        const message = { jsonrpc: "2.0", id: 1, result: [small, value, { small, value }] };
        expect(JSON.parse(joined(message))).toEqual(JSON.parse(JSON.stringify(message)));
        expect(joined(small)).toBe(JSON.stringify(small));
      }),
      { numRuns: 30 },
    );
  }, 60_000);

  it("comes in many", () => {
    expect([...jsonInPieces({ result: { data: numbers(1_000_000) } })].length).toBeGreaterThan(100);
    expect(joined(numbers(100_000))).toBe(JSON.stringify(numbers(100_000)));
  });
});

describe("an answer of millions of values", () => {
  it("lets a small one overtake it, and arrives whole", async () => {
    const stream = new PassThrough();
    const chunks: Buffer[] = [];
    stream.on("data", (chunk: Buffer) => chunks.push(chunk));
    const writer = new PatientWriter(stream);
    const large = { jsonrpc: "2.0", id: 1, result: numbers(500_000) } as Message;
    const small = { jsonrpc: "2.0", id: 2, result: "é" } as Message;
    await Promise.all([writer.write(large), writer.write(small)]);
    const text = Buffer.concat(chunks).toString();
    const bodies = [small, large].map((message) => JSON.stringify(message));
    expect(text).toBe(bodies.map((body) => `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`).join(""));
  });

  it("does not change the order of what is no answer", async () => {
    const stream = new PassThrough();
    const chunks: Buffer[] = [];
    stream.on("data", (chunk: Buffer) => chunks.push(chunk));
    const writer = new PatientWriter(stream);
    const first = { jsonrpc: "2.0", method: "textDocument/publishDiagnostics", params: numbers(50_000) } as Message;
    const second = { jsonrpc: "2.0", method: "window/logMessage", params: {} } as Message;
    await Promise.all([writer.write(first), writer.write(second)]);
    const text = Buffer.concat(chunks).toString();
    expect(text.indexOf("publishDiagnostics")).toBeLessThan(text.indexOf("logMessage"));
  });
});
