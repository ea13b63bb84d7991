import { describe, expect, it } from "vitest";
import { codeActions } from "../../server/features/code-actions.ts";
import { diagnostics } from "../../server/features/diagnostics.ts";
import { documentLinks } from "../../server/features/document-links.ts";
import { fixAllEdit } from "../../server/features/fix-all.ts";
import { outline } from "../../server/features/outline.ts";
import { atOnce } from "../../server/gently.ts";
import { useCatalogue } from "../support/catalogue.ts";
import { at } from "../support/cursor.ts";

useCatalogue();

const LINES = 11_000;
const whole = { start: { line: 0, character: 0 }, end: { line: LINES, character: 0 } };

// What is answered about a whole file has an end, however long the file is: the server answers one client at a time.
describe("a file of 11,000 lines", () => {
  it("has 5,000 links and 10,000 symbols", () => {
    const { context } = at(`|${Array.from({ length: LINES }, (_, i) => `net.ipv4.conf.e${i}.rp_filter = 1\n`).join("")}`);
    expect(atOnce(documentLinks(context)).length).toBe(5_000);
    const count = (symbols: readonly { children?: readonly object[] }[]): number => symbols.reduce((sum, { children = [] }) => sum + 1 + count(children), 0);
    for (const hierarchicalSymbols of [true, false])
      expect(count(atOnce(outline({ ...context, client: { ...context.client, hierarchicalSymbols } })) as readonly { children?: readonly object[] }[])).toBe(
        10_000,
      );
  });

  it("has 10,000 findings in an editor, the first ones", () => {
    const { context } = at(`|${"net.ipv4.ip_forward = yes\n".repeat(LINES)}`);
    const sent = diagnostics(context);
    expect(context.analysis.findings().length).toBeGreaterThan(LINES);
    expect(sent.length).toBe(10_000);
    expect(sent[0]?.range.start.line).toBe(0);
  });

  it("is fixed by the thousand, and offers 200 fixes to choose from", () => {
    const { context, text } = at(`|${Array.from({ length: 1_500 }, (_, i) => `net.ipv4.conf.e${i}.rp_filter = yes\n`).join("")}`);
    expect(atOnce(codeActions(context, whole, [], ["quickfix"])).length).toBeLessThan(210);
    const edit = atOnce(fixAllEdit(context.analysis));
    expect(edit?.newText.split("\n").length).toBe(1_001);
    expect(context.analysis.document.getText()).toBe(text);
  });

  it("is left to the command if it has ten times as many lines", () => {
    const lines = (count: number) => at(`|net.ipv4.ip_forward = yes\n${"\n".repeat(count)}`).context.analysis;
    expect(atOnce(fixAllEdit(lines(99_000)))).toBeDefined();
    expect(atOnce(fixAllEdit(lines(101_000)))).toBeUndefined();
  });
});
