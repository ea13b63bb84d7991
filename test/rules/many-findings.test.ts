import { describe, expect, it } from "vitest";
import { MOST_FOUND } from "../../server/analysis.ts";
import { SysctlDocument } from "../../server/document/document.ts";
import { analyse, analyseIn, useCatalogue } from "../support/catalogue.ts";

useCatalogue();

const LINES = MOST_FOUND + 1_000;

describe("a file with more findings than memory is for", () => {
  it.each([
    ["on lines", "a\n", "not-an-assignment"],
    ["on what is set twice", "vm.swappiness = 10\n", "duplicate-assignment"],
  ])("keeps the first, %s", (_, line, rule) => {
    const analysis = analyse(line.repeat(LINES));
    const findings = analysis.findings();
    expect(analysis.isCut).toBe(true);
    expect(findings.length).toBeLessThanOrEqual(MOST_FOUND + 1_000);
    expect(findings.slice(0, MOST_FOUND - 1).every((finding, i) => finding.rule === rule && finding.at.line.number === i)).toBe(true);
  });

  it("keeps as many of those that another file causes", () => {
    const keys = Array.from({ length: LINES }, (_, i) => `net.ipv4.conf.e${i}.rp_filter`);
    const files = {
      "/etc/sysctl.d/10-a.conf": keys.map((key) => `${key} = 1`).join("\n"),
      "/etc/sysctl.d/20-b.conf": keys.map((key) => `${key} = 2`).join("\n"),
    };
    const analysis = analyseIn(files, "/etc/sysctl.d/10-a.conf");
    const overridden = analysis.findings().filter(({ rule }) => rule.startsWith("overridden"));
    expect(overridden.length).toBe(MOST_FOUND);
    expect(analysis.isCut).toBe(true);
  });

  it("is not what holds many exclusions; but it is looked at anew, too", () => {
    const analysis = analyse("-vm.swappiness\n".repeat(LINES));
    analysis.findings();
    expect(analysis.isCut).toBe(false);
    SysctlDocument.update(analysis.document, [{ range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } }, text: "#" }], 2);
    expect(analysis.isFarBehind).toBe(true);
  });

  it("is looked at anew after an edit, and is like any other once most are gone", () => {
    const analysis = analyse("a\n".repeat(LINES));
    expect(analysis.isFarBehind).toBe(false);
    SysctlDocument.update(analysis.document, [{ range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } }, text: "#" }], 2);
    expect(analysis.isFarBehind).toBe(true);
    const few = analyse("a\n".repeat(MOST_FOUND - 1));
    few.findings();
    expect(few.isCut).toBe(false);
    SysctlDocument.update(few.document, [{ range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } }, text: "#" }], 2);
    expect(few.isFarBehind).toBe(false);
  });
});
