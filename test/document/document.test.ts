import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TextDocument } from "vscode-languageserver-textdocument";
import { type ContentChange, SysctlDocument } from "../../server/document/document.ts";
import { nextChange } from "../../server/document/edit.ts";
import type { Line } from "../../server/document/line.ts";
import { atOnce } from "../../server/gently.ts";

const create = (text: string) => SysctlDocument.create("file:///x", "sysctl", 1, text);

/** All that a line says, its place in the document included. */
function state(line: Line): unknown {
  const { number, text, ending, kind, ignoreFailure, keyStart, keyEnd, valueStart, valueEnd, path, rest } = line;
  return { number, text, ending, kind, ignoreFailure, keyStart, keyEnd, valueStart, valueEnd, path, rest: rest && state(rest) };
}

// Much of what makes lines, little of everything else.
const piece = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom("\n", "\r", "\r\n", "=", "#", ";", "-", " ", "\t", ".", "/", "*", "\0", "\ufeff", "net.ipv4.ip_forward = 1", "1", "a", "\u2028"),
  },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 4 }) },
);
const text = fc.array(piece, { maxLength: 30 }).map((parts) => parts.join(""));
const position = fc.record({ line: fc.integer({ min: -1, max: 40 }), character: fc.integer({ min: -1, max: 60 }) });
const change = fc.oneof(
  { weight: 9, arbitrary: fc.record({ range: fc.record({ start: position, end: position }), text }) },
  { weight: 1, arbitrary: fc.record({ text }) },
);

describe("SysctlDocument", () => {
  it("is lossless", () => {
    fc.assert(
      fc.property(text, (source) => {
        expect(create(source).getText()).toBe(source);
      }),
      { numRuns: 1000 },
    );
  });

  it("has the state of a fresh parse after any sequence of edits, and the text that LSP says", () => {
    fc.assert(
      fc.property(text, fc.array(change, { maxLength: 12 }), (source, changes) => {
        const document = create(source);
        let now = source;
        for (const [i, edit] of changes.entries()) {
          SysctlDocument.update(document, [edit as ContentChange], i + 2);
          now = applied(now, edit);
          expect(document.getText()).toBe(now);
          expect(document.lines.map(state)).toEqual(create(now).lines.map(state));
          expect(document.lineCount).toBe(TextDocument.create("", "", 1, now).lineCount);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("makes many edits of one message as if they came one by one, and tells what came and went", () => {
    const lineNumber = fc.integer({ min: -1, max: 2_200 });
    const place = fc.record({ line: lineNumber, character: fc.integer({ min: -1, max: 9 }) });
    const near = fc.tuple(place, fc.integer({ min: 0, max: 3 })).map(([start, down]) => ({ start, end: { line: start.line + down, character: 4 } }));
    const range = fc.oneof({ weight: 9, arbitrary: near }, { weight: 1, arbitrary: fc.record({ start: place, end: place }) });
    const inserted = fc.oneof({ weight: 9, arbitrary: text }, { weight: 1, arbitrary: fc.constant("x = 1\r\n".repeat(1_300)) });
    const edit = fc.oneof({ weight: 99, arbitrary: fc.record({ range, text: inserted }) }, { weight: 1, arbitrary: fc.record({ text }) });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 21, maxLength: 60 }), (edits) => {
        const source = "a = 1\nb\r\n# c\r".repeat(700);
        const document = create(source);
        const { revision } = document;
        const before = new Set(document.lines);
        SysctlDocument.update(document, edits as ContentChange[], 2);
        const now = edits.reduce(applied, source);
        expect(document.getText()).toBe(now);
        expect(document.lines.map(state)).toEqual(create(now).lines.map(state));
        expect(document.hasLoneReturns).toBe(create(now).hasLoneReturns);
        const { removed, added, everything } = document.changesSince(revision);
        for (const line of everything ? before : removed) before.delete(line);
        for (const line of added) before.add(line);
        expect(before).toEqual(new Set(document.lines));
      }),
      { numRuns: 60 },
    );
  });

  it("makes many edits of a line as if they came one by one, from its end to its beginning or in any order", () => {
    const column = fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 0, max: 30 }) }, { weight: 1, arbitrary: fc.constantFrom(-1, 0.5, 99) });
    const inserted = fc.oneof({ weight: 9, arbitrary: fc.constantFrom("", "x", "ab", "=") }, { weight: 1, arbitrary: fc.constantFrom("\n", "\r\n", "a\rb") });
    const edit = fc.record({ line: fc.integer({ min: -1, max: 3 }), column, length: fc.integer({ min: 0, max: 2 }), inserted });
    let joined = 0;
    fc.assert(
      fc.property(fc.array(edit, { minLength: 21, maxLength: 40 }), fc.constantFrom("none", "all", "by line"), (edits, order) => {
        if (order !== "none") edits.sort((a, b) => (order === "all" ? 0 : b.line - a.line) || b.column - a.column);
        const changes = edits.map(({ line, column, length, inserted }) => ({
          range: { start: { line, character: column }, end: { line, character: column + length } },
          text: inserted,
        }));
        const source = "net.ipv4.ip_forward = 1234567\nvm.swappiness=10\r\nkernel.panic = 5";
        const document = create(source);
        const rows = { length: document.lineCount, at: (index: number) => document.lines[index] };
        for (let i = 0, next = 0; i < changes.length; i = next) {
          next = nextChange(rows, changes, i).next;
          joined += next - i - 1;
        }
        SysctlDocument.update(document, changes, 2);
        const other = create(source);
        for (const change of changes) SysctlDocument.update(other, [change], 2);
        expect(document.getText()).toBe(other.getText());
      }),
      { numRuns: 1_000 },
    );
    expect(joined).toBeGreaterThan(1_000);
  });

  it("reads a long text in steps, at once where somebody asks for lines before, and knows it as it is after edits", () => {
    const source = `${"a.b = 1\r\n# c\r\n\r\nd\0e = 2\n".repeat(30_000)}last`;
    const range = { start: { line: 7, character: 0 }, end: { line: 70_000, character: 1 } };
    const edits: ContentChange[] = [{ range, text: "x\ny" }, { text: `${source}\n` }, { text: "short" }, { text: source }];
    for (const steps of [0, 3, Number.POSITIVE_INFINITY])
      for (const [i, edit] of [undefined, ...edits].entries()) {
        const document = create(source);
        expect(document.isRead).toBe(false);
        expect(document.isLong).toBe(true);
        const reading = document.read();
        for (let n = 0; n < steps && !reading.next().done; n++);
        if (edit) SysctlDocument.update(document, [edit], 2);
        atOnce(reading);
        const now = edit ? applied(source, edit) : source;
        expect(document.getText() === now, `${steps} ${i}`).toBe(true);
        expect(document.lines.findIndex(({ number }, n) => number !== n)).toBe(-1);
        expect(document.lines[3]?.rest?.number).toBe(now === "short" ? undefined : 3);
      }
  });

  it("says that everything is new when a long text took the place of another", () => {
    const document = create("a = 1\n");
    const { revision } = document;
    const text = "# long\n".repeat(100_000);
    SysctlDocument.update(document, [{ text }], 2);
    expect(document.isRead).toBe(false);
    expect(document.remembers(revision)).toBe(false);
    expect(document.changesSince(revision)).toMatchObject({ everything: true });
    expect(document.changesSince(revision).added).toHaveLength(100_001);
  });

  it("tells those who follow it what came and went, however seldom they ask", () => {
    const restored = fc.constant("restore" as const);
    fc.assert(
      fc.property(text, fc.array(fc.tuple(fc.oneof(change, restored), fc.boolean()), { maxLength: 12 }), (source, steps) => {
        const document = create(source);
        const first = [...document.lines];
        const known = new Set(document.lines);
        let { revision } = document;
        for (const [i, [edit, asks]] of steps.entries()) {
          if (edit === "restore") document.restore(first);
          else SysctlDocument.update(document, [edit as ContentChange], i + 2);
          if (!asks) continue;
          const { removed, added, everything } = document.changesSince(revision);
          revision = document.revision;
          if (everything) known.clear();
          for (const line of removed) expect(known.delete(line)).toBe(true);
          for (const line of added) expect(known.size).toBeLessThan(known.add(line).size);
          expect(known).toEqual(new Set(document.lines));
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("forgets what is long past, and says so", () => {
    const document = create("a = 1\n");
    const { revision } = document;
    for (const number of [9_000, 2_000]) SysctlDocument.update(document, [{ text: "b = 2\n".repeat(number) }], 2);
    expect(document.changesSince(revision)).toEqual({ removed: [], added: document.lines, everything: true, inPlace: false });
    expect(document.changesSince(document.revision)).toEqual({ removed: [], added: [], everything: false, inPlace: true });
  });

  it("parses again only the lines that an edit touches", () => {
    const document = create("a = 1\nb = 2\nc = 3\nd = 4\n");
    const before = [...document.lines];
    SysctlDocument.update(document, [{ range: { start: { line: 1, character: 4 }, end: { line: 1, character: 5 } }, text: "7\nx = 8" }], 2);
    expect(document.lines[0]).toBe(before[0]);
    expect(document.lines.slice(3)).toEqual(before.slice(2));
    expect(document.lines[3]).toBe(before[2]);
    expect(document.lines.map((line) => line.number)).toEqual([0, 1, 2, 3, 4, 5]);
  });
});

/** The text after an edit, by the offsets that Microsoft's TextDocument gives. (Its own update trips over positions beyond the end.) */
function applied(text: string, edit: ContentChange): string {
  if (!("range" in edit)) return edit.text;
  const oracle = TextDocument.create("", "", 1, text);
  const [a, b] = [oracle.offsetAt(edit.range.start), oracle.offsetAt(edit.range.end)];
  return text.slice(0, Math.min(a, b)) + edit.text + text.slice(Math.max(a, b));
}
