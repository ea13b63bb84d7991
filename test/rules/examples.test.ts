import { describe, expect, it } from "vitest";
import { RULES } from "../../server/rules/index.ts";
import type { Example } from "../../server/rules/rule.ts";
import { findings, useCatalogue } from "../support/catalogue.ts";

useCatalogue();

const drift = ({ running }: Example) => (running ? { drift: (path: string) => running[path] } : {});
const example = (entry: string | Example): Example => (typeof entry === "string" ? { text: entry } : entry);

for (const rule of RULES) {
  const settings = rule.offByDefault ? new Map([[rule.name, rule.severity]]) : undefined;

  describe(rule.name, () => {
    it("has examples of both kinds and words in both languages", () => {
      expect(rule.examples.bad.length).toBeGreaterThan(0);
      expect(rule.examples.good.length).toBeGreaterThan(0);
      for (const text of [rule.title, rule.documentation]) {
        expect(text.en).not.toBe("");
        expect(text["zh-cn"]).toMatch(/\p{Script=Han}/u);
      }
    });

    it.each(rule.examples.bad.map(example))("finds $text", (bad) => {
      const { text, kernel, loader, severity } = bad;
      const found = findings(text, kernel, loader, settings, drift(bad)).filter((finding) => finding.rule === rule.name);
      expect(found).toHaveLength(1);
      expect(found[0]?.severity).toBe(severity ?? rule.severity);
      expect(found[0]?.message.en).not.toBe("");
      expect(found[0]?.message["zh-cn"]).toMatch(/\p{Script=Han}/u);
    });

    if (rule.offByDefault)
      it("is silent unless asked for", () => {
        for (const { text, kernel, loader } of rule.examples.bad.map(example))
          expect(findings(text, kernel, loader).filter((finding) => finding.rule === rule.name)).toEqual([]);
      });

    it.each(rule.examples.good.map(example))("accepts $text", (good) => {
      const { text, kernel, loader } = good;
      expect(findings(text, kernel, loader, settings, drift(good)).filter((finding) => finding.rule === rule.name)).toEqual([]);
    });
  });
}
