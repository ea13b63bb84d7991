import { describe, expect, it } from "vitest";
import type { RuleSettings } from "../../server/analysis-options.ts";
import { mayFail } from "../../server/features/effective.ts";
import { RULES } from "../../server/rules/index.ts";
import type { Example, Finding } from "../../server/rules/rule.ts";
import { analyseIn, findings, target, useCatalogue } from "../support/catalogue.ts";

useCatalogue();

/** What the rules find in an example. */
function found({ text, path, files, kernel, loader, running }: Example, settings?: RuleSettings): readonly Finding[] {
  if (path) return analyseIn({ ...files, [path]: text }, path, target(kernel, loader), settings).findings();
  return findings(text, kernel, loader, settings, running ? { drift: (at: string) => running[at] } : {});
}

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
      const [finding, ...more] = found(bad, settings).filter(({ rule: name }) => name === rule.name);
      expect(more).toEqual([]);
      expect(finding?.severity).toBe(bad.severity ?? rule.severity);
      expect(finding?.message.en).not.toBe("");
      expect(finding?.message["zh-cn"]).toMatch(/\p{Script=Han}/u);
    });

    if (!mayFail(rule))
      it("never says that a line has no effect", () => {
        for (const each of [...rule.examples.bad, ...rule.examples.good].map(example))
          expect(found(each, settings).filter((finding) => finding.rule === rule.name && finding.severity === "error")).toEqual([]);
      });

    if (rule.offByDefault)
      it("is silent unless asked for", () => {
        for (const bad of rule.examples.bad.map(example)) expect(found(bad).filter((finding) => finding.rule === rule.name)).toEqual([]);
      });

    it.each(rule.examples.good.map(example))("accepts $text", (good) => {
      expect(found(good, settings).filter((finding) => finding.rule === rule.name)).toEqual([]);
    });
  });
}
