import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TextEdit } from "vscode-languageserver";
import { SysctlDocument } from "../../server/document/document.ts";
import { type FormatOptions, formatDocument, formatLines, formatOnEnter } from "../../server/features/formatting.ts";
import { atOnce } from "../../server/gently.ts";
import { SPACINGS, type Spacing } from "../../server/settings.ts";
import { findings, useCatalogue } from "../support/catalogue.ts";
import { applied } from "../support/cursor.ts";
import { readBy } from "../support/statements.ts";

useCatalogue();

const open = (text: string) => SysctlDocument.create("file:///etc/sysctl.conf", "sysctl", 1, text);
const format = (text: string, options: FormatOptions) => applied(text, atOnce(formatDocument(open(text), options)));
const spaced = (text: string, spacing: Spacing) => format(text, { spacing });

const MESSY = "# top \n  vm.swappiness=10\nvm.dirty_ratio   =\t20  \n -net.ipv4.tcp_rmem= 4096  131072\t6291456\n\nkernel.panic =\n-kernel.hostname \n";

describe("formatting", () => {
  it.each<[Spacing, string]>([
    ["spaces", "# top \nvm.swappiness = 10\nvm.dirty_ratio = 20\n-net.ipv4.tcp_rmem = 4096  131072\t6291456\n\nkernel.panic =\n-kernel.hostname\n"],
    ["none", "# top \nvm.swappiness=10\nvm.dirty_ratio=20\n-net.ipv4.tcp_rmem=4096  131072\t6291456\n\nkernel.panic=\n-kernel.hostname\n"],
    ["align", "# top \nvm.swappiness      = 10\nvm.dirty_ratio     = 20\n-net.ipv4.tcp_rmem = 4096  131072\t6291456\n\nkernel.panic =\n-kernel.hostname\n"],
  ])("%s", (spacing, expected) => {
    expect(spaced(MESSY, spacing)).toBe(expected);
  });

  it.each([
    ["a.b=1\nc.d=2\ne.f = 3", "a.b=1\nc.d=2\ne.f=3"],
    ["a.b = 1\nc.d = 2\ne.f=3", "a.b = 1\nc.d = 2\ne.f = 3"],
    ["a.bcd = 1\nc.d   = 2\ne.f=3", "a.bcd = 1\nc.d   = 2\ne.f   = 3"],
    ["a.bcd = 1\nc.d = 2\ne.f   = 3\n\ng.hij = 1\nk.l = 2", "a.bcd = 1\nc.d = 2\ne.f = 3\n\ng.hij = 1\nk.l = 2"],
    ["a.b =1", "a.b = 1"],
    ["", ""],
  ])("keeps the style that most lines have: %j", (text, expected) => {
    expect(spaced(text, "keep")).toBe(expected);
  });

  it("lines up paragraph by paragraph, and over comments in between", () => {
    expect(spaced("a.b=1\n# x\na.bcd=2\n\na.bcdef=3\n# --- y ---\na.b=4", "align")).toBe("a.b   = 1\n# x\na.bcd = 2\n\na.bcdef = 3\n# --- y ---\na.b = 4");
  });

  it("lets no endless key move the others", () => {
    const long = `a.${"b".repeat(80)}`;
    expect(spaced(`${long}=1\na.b=2\na.bc=3`, "align")).toBe(`${long} = 1\na.b  = 2\na.bc = 3`);
  });

  it.each(["a.b = 1", "# a=b", "garbage  here ", "\ufeffa.b  = 1", "a.b  = 1\0c.d  = 1", "a b  = 1", "a.b  == 1", "=  1", " a.b  = 1\r b.c  = 1\rb.d  = 1"])(
    "leaves %j alone",
    (text) => {
      expect(atOnce(formatDocument(open(text), { spacing: "spaces", trimTrailingWhitespace: true }))).toEqual([]);
    },
  );

  it("makes small edits, and none where a line is right", () => {
    expect(atOnce(formatDocument(open("a.b = 1\n a.c =2 \n"), { spacing: "spaces" }))).toEqual([
      { range: { start: { line: 1, character: 0 }, end: { line: 1, character: 1 } }, newText: "" },
      { range: { start: { line: 1, character: 4 }, end: { line: 1, character: 6 } }, newText: " = " },
      { range: { start: { line: 1, character: 7 }, end: { line: 1, character: 8 } }, newText: "" },
    ]);
  });

  it.each<[Omit<FormatOptions, "spacing">, string, string]>([
    [{ trimTrailingWhitespace: true }, "a.b = 1\n  \n# c  \n", "a.b = 1\n\n# c  \n"],
    [{ insertFinalNewline: true }, "a.b = 1\r\nc.d = 2 ", "a.b = 1\r\nc.d = 2\r\n"],
    [{ insertFinalNewline: true }, "a.b = 1\n", "a.b = 1\n"],
    [{ insertFinalNewline: true }, "", ""],
    [{ trimFinalNewlines: true }, "a.b = 1\n\n  \n\n", "a.b = 1\n"],
    [{ trimFinalNewlines: true, trimTrailingWhitespace: true }, "a.b = 1 \n \n\n", "a.b = 1\n"],
    [{ trimFinalNewlines: true, insertFinalNewline: true }, "\n\n", "\n\n"],
  ])("heeds the editor's options %j", (options, text, expected) => {
    expect(format(text, { spacing: "keep", ...options })).toBe(expected);
  });

  it("touches the lines of a range only, lined up as in the whole file", () => {
    const text = "a.b=1\na.bcd=2\na.bc=3\n";
    expect(applied(text, atOnce(formatLines(open(text), { spacing: "align" }, 2, 2)))).toBe("a.b=1\na.bcd=2\na.bc  = 3\n");
  });

  it("formats the line that Enter has ended, and lines its paragraph up", () => {
    const text = "x.y=1\n\na.b=1\na.bcd=2\n\n";
    expect(applied(text, atOnce(formatOnEnter(open(text), { spacing: "spaces" }, 3)))).toBe("x.y=1\n\na.b = 1\na.bcd = 2\n\n");
    expect(applied(text, atOnce(formatOnEnter(open(text), { spacing: "align" }, 3)))).toBe("x.y=1\n\na.b   = 1\na.bcd = 2\n\n");
    expect(atOnce(formatOnEnter(open("# a\n"), { spacing: "spaces" }, 0))).toEqual([]);
  });
});

const PIECES = [
  "net.ipv4.tcp_ecn",
  "net.ipv4.tcp_syn_retries=500",
  "net.ipv4.ip_forward  = yes # on",
  "net.ipv4.tcp_tw_recycle =1",
  "vm.swappiness",
  "kernel.core_pattern",
  "-",
  " ",
  "  ",
  "\t",
  "=",
  " = ",
  "==",
  "1",
  "4096 1  2",
  "|/x %p ",
  "#",
  "# --- a ---",
  ";",
  "\\",
  "\n",
  "\n",
  "\r\n",
  "\r",
  "\0",
  "\ufeff",
  "\v",
  "\u00a0",
  "é",
  "\ud800",
  "*",
  "a b",
  "x".repeat(80),
  "y".repeat(1_001),
];
const texts = fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((pieces) => pieces.join(""));
const options = fc.record({
  spacing: fc.constantFrom(...SPACINGS),
  trimTrailingWhitespace: fc.boolean(),
  insertFinalNewline: fc.boolean(),
  trimFinalNewlines: fc.boolean(),
});

describe("formatting any text", () => {
  it("done twice does no more than done once", () => {
    fc.assert(
      fc.property(texts, options, (text, chosen) => {
        const once = format(text, chosen);
        expect(atOnce(formatDocument(open(once), chosen))).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  it("changes nothing that a loader reads, no comment and no order", () => {
    const comments = (text: string) =>
      open(text)
        .lines.filter(({ kind }) => kind === "comment")
        .map((line) => line.text);
    fc.assert(
      fc.property(texts, options, (text, chosen) => {
        const after = format(text, chosen);
        for (const loader of ["systemd", "procps"] as const) expect(readBy(loader, after)).toEqual(readBy(loader, text));
        expect(comments(after)).toEqual(comments(text));
      }),
      { numRuns: 1_000 },
    );
  });

  it("changes no finding", () => {
    const found = (text: string) => findings(text, "6.12").map(({ rule, severity, at, message }) => `${at.line.number}:${rule}:${severity}:${message.en}`);
    fc.assert(
      fc.property(texts, options, (text, chosen) => {
        expect(found(format(text, chosen))).toEqual(found(text));
      }),
      { numRuns: 100 },
    );
  });

  it("makes edits that do not overlap and each change something", () => {
    const check = (text: string, edits: readonly TextEdit[]) => {
      for (const [i, { range, newText }] of edits.entries()) {
        const next = edits[i + 1]?.range.start;
        if (next) expect(range.end.line < next.line || (range.end.line === next.line && range.end.character <= next.character)).toBe(true);
        expect(applied(text, [{ range, newText }])).not.toBe(text);
      }
    };
    fc.assert(fc.property(texts, options, (text, chosen) => check(text, atOnce(formatDocument(open(text), chosen)))));
  });

  it.each([1_000, 2_000_000])("leaves a line of %i characters alone", (length) => {
    expect(atOnce(formatDocument(open(`a.b  =  ${"1".repeat(length)}\n`), { spacing: "align" }))).toEqual([]);
  });
});
