import { describe, expect, it } from "vitest";
import { FileAnalysis } from "../../server/analysis.ts";
import { parseDirective } from "../../server/document/directive.ts";
import { SysctlDocument } from "../../server/document/document.ts";
import { Line } from "../../server/document/line.ts";
import { RULES } from "../../server/rules/index.ts";
import { analyse, brief, catalogue, findings, target, useCatalogue } from "../support/catalogue.ts";
import { edited } from "../support/cursor.ts";

useCatalogue();

const BAD = "net.ipv4.tcp_syn_retries = 500";
const OUT = "value-out-of-range";

describe("a comment", () => {
  it.each([
    ["# sysctl-lint disable a b", "disable", ["a", "b"]],
    ["  ;sysctl-lint disable-next-line a, b -- c d", "disable-next-line", ["a", "b"]],
    ["#\tsysctl-lint\ttarget kernel=6.12", "target", ["kernel=6.12"]],
  ])("%j is read", (text, verb, words) => {
    const directive = parseDirective(Line.parse(text, ""));
    expect(directive?.verb.text).toBe(verb);
    expect(directive?.words.map((word) => word.text)).toEqual(words);
    for (const word of directive?.words ?? []) expect(text.slice(word.start, word.end)).toBe(word.text);
  });

  it.each(["# sysctl-lint", "# sysctl-linter disable", "# sysctl-lintdisable", "## sysctl-lint disable", "# use sysctl-lint disable", "sysctl-lint disable"])(
    "%j is none of ours",
    (text) => {
      expect(parseDirective(Line.parse(text, ""))).toBeUndefined();
    },
  );
});

describe("disable", () => {
  it.each([
    [`# sysctl-lint disable\n${BAD}\n\n${BAD}0`, []],
    [`# sysctl-lint disable ${OUT} duplicate-assignment\n${BAD}\n${BAD}0`, []],
    [`${BAD}\n# sysctl-lint disable -- why\nprose`, [`1:${OUT}:error`]],
    [`# sysctl-lint disable-next-line ${OUT}\n# a remark\n${BAD}\nprose`, ["4:not-an-assignment:error"]],
    [`; sysctl-lint disable-next-line ${OUT}\n; sysctl-lint disable-next-line not-an-assignment\nprose\n${BAD}`, ["1:unused-disable:hint", `4:${OUT}:error`]],
    [`# sysctl-lint disable\n# sysctl-lint disable ${OUT}\n${BAD}`, ["1:unused-disable:hint"]],
    [`# sysctl-lint disable ${OUT} ${OUT}\n${BAD}`, ["1:unused-disable:hint"]],
    ["# sysctl-lint disable-next-line", ["1:unused-disable:hint"]],
  ])("%j leaves %j", (text, expected) => {
    expect(brief(findings(text))).toEqual(expected);
  });

  it("cannot silence what is said about it, the settings can", () => {
    expect(brief(findings("# sysctl-lint disable\n# sysctl-lint disable-next-line\nvm.swappiness = 10"))).toHaveLength(2);
    expect(findings("# sysctl-lint disable", undefined, undefined, new Map([["unused-disable", "off"]]))).toEqual([]);
  });

  it.each([
    [`# sysctl-lint disable ${OUT}, nonsense\n${BAD}`, `# sysctl-lint disable ${OUT}\n${BAD}`],
    [`# sysctl-lint disable nonsense ${OUT} -- why\n${BAD}`, `# sysctl-lint disable ${OUT} -- why\n${BAD}`],
    ["vm.swappiness = 10\n# sysctl-lint disable nonsense\n", "vm.swappiness = 10\n"],
  ])("%j is fixed to %j", (before, after) => {
    const { document } = analyse(before);
    const [finding] = findings(before);
    expect(edited(before, finding?.fixes?.(document)[0]?.edits ?? [])).toBe(after);
  });

  it("takes no time to speak of in a file full of comments", () => {
    const many = `${"# sysctl-lint disable-next-line a b c\n".repeat(5_000)}${`# sysctl-lint disable x y\n${BAD}\n`.repeat(2_000)}`;
    const start = performance.now();
    findings(many);
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});

describe("target", () => {
  const GONE = "net.ipv4.tcp_tw_recycle = 0";

  it.each([
    ["# sysctl-lint target kernel=4.4", []],
    ["; sysctl-lint target centos-7", []],
    ["# sysctl-lint target kernel=ubuntu-24.04", ["2:removed-parameter:error"]],
    ["# sysctl-lint target kernel=4.4 loader=openrc", ["1:bad-directive:warning"]],
  ])("%j is what the file is checked for", (comment, expected) => {
    expect(brief(findings(`${comment}\n${GONE}`))).toEqual(expected);
  });

  it("of the first comment counts, wherever it stands", () => {
    const text = `${GONE}\n# sysctl-lint target kernel=4.4\n# sysctl-lint target kernel=6.12`;
    expect(brief(findings(text))).toEqual(["3:bad-directive:warning"]);
    expect(analyse(text).target).toMatchObject(target("4.4"));
  });

  it("is followed while it is typed", () => {
    const document = SysctlDocument.create("file:///x", "sysctl", 1, `\n${GONE}`);
    const analysis = new FileAnalysis(document, { catalogue: catalogue(), target: target("6.12"), rules: RULES });
    const type = (text: string) => {
      SysctlDocument.update(document, [{ range: { start: { line: 0, character: 0 }, end: { line: 0, character: 99 } }, text }], 2);
      analysis.update();
      return brief(analysis.findings());
    };
    expect(type("# sysctl-lint target kernel=4.4")).toEqual([]);
    expect(analysis.configuration.target).toMatchObject(target("4.4"));
    expect(type("# sysctl-lint target kernel=4.4 loader=procps")).toEqual([]);
    expect(type("")).toEqual(["2:removed-parameter:error"]);
    expect(analysis.configuration.target).toEqual(target("6.12"));
  });
});
