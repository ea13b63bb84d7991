import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FileAnalysis } from "../../server/analysis.ts";
import { SysctlDocument } from "../../server/document/document.ts";
import { RULES } from "../../server/rules/index.ts";
import type { Finding } from "../../server/rules/rule.ts";
import { analyse, analyseIn, catalogue, surroundingsIn, target, useCatalogue } from "../support/catalogue.ts";
import { RELATED_LINES } from "../support/odd-texts.ts";

useCatalogue();

const line = fc.constantFrom(...RELATED_LINES);
const text = fc.array(line, { maxLength: 12 }).map((lines) => lines.join("\n"));
const position = fc.record({ line: fc.nat(14), character: fc.oneof(fc.constant(0), fc.constant(99), fc.nat(30)) });
const change = fc.record({ range: fc.record({ start: position, end: position }), text: fc.oneof(text, fc.constantFrom("", "\n", "0", "#")) });

const shown = (findings: readonly Finding[]) =>
  findings
    .map(({ rule, severity, at, message, related }) =>
      [rule, severity, at.line.number, at.start, at.end, message.en, related?.map((other) => `${other.document?.uri}:${other.at.line.number}`)].join(" "),
    )
    .sort();

describe("an edited file", () => {
  it.each(["systemd", "procps"] as const)("has the findings of the same file opened anew (%s)", (loader) => {
    fc.assert(
      fc.property(text, fc.array(change, { minLength: 1, maxLength: 6 }), (source, changes) => {
        const options = { catalogue: catalogue(), target: target("6.12", loader), rules: RULES };
        const document = SysctlDocument.create("file:///x", "sysctl", 1, source);
        const analysis = new FileAnalysis(document, options);
        for (const [i, edit] of changes.entries()) {
          SysctlDocument.update(document, [edit], i + 2);
          // To ask whether it is worth it changes nothing.
          void (i % 2 && analysis.isFarBehind);
          analysis.update();
          const anew = new FileAnalysis(SysctlDocument.create("file:///x", "sysctl", 1, document.getText()), options);
          expect(shown(analysis.findings())).toEqual(shown(anew.findings()));
        }
      }),
      { numRuns: 300 },
    );
  });

  it("follows the other files of its configuration, too", () => {
    const paths = ["/etc/sysctl.d/10-a.conf", "/usr/lib/sysctl.d/50-b.conf", "/usr/lib/sysctl.d/10-a.conf"] as const;
    const options = { catalogue: catalogue(), target: target(), rules: RULES };
    const analyses = (texts: readonly string[]) => {
      const files = paths.map((path, i) => [path, SysctlDocument.create(`file://${path}`, "sysctl", 1, texts[i] ?? "")] as const);
      const surroundings = surroundingsIn(new Map<string, SysctlDocument>(files));
      return files.map(([path, document]) => new FileAnalysis(document, { ...options, surroundings: surroundings(document, path) }));
    };
    fc.assert(
      fc.property(text, text, text, fc.array(fc.tuple(fc.nat(2), change), { minLength: 1, maxLength: 6 }), (a, b, c, changes) => {
        const kept = analyses([a, b, c]);
        for (const [i, [file, edit]] of changes.entries()) {
          SysctlDocument.update((kept[file] as FileAnalysis).document, [edit], i + 2);
          // In any order, and not always all of them.
          for (const analysis of i % 2 ? kept : [...kept].reverse()) {
            if (!((i + file) % 3) && analysis === kept[1]) continue;
            analysis.update();
            // What was answered before an edit must not be what is answered after it.
            analysis.findings();
          }
        }
        for (const analysis of kept) analysis.update();
        const anew = analyses(kept.map(({ document }) => document.getText()));
        expect(kept.map((analysis) => shown(analysis.findings()))).toEqual(anew.map((analysis) => shown(analysis.findings())));
      }),
      { numRuns: 300 },
    );
  });

  it("answers with the same list until something changes, in it or in another file", () => {
    const names = ["/etc/sysctl.d/10-a.conf", "/etc/sysctl.d/20-b.conf", "/usr/lib/sysctl.d/10-a.conf"] as const;
    const files = new Map(names.map((name) => [name, SysctlDocument.create(`file://${name}`, "sysctl", 1, "# sysctl-lint disable\nvm.swappiness = 1\n")]));
    const surroundings = surroundingsIn(files as Map<string, SysctlDocument>);
    const document = files.get(names[0]) as SysctlDocument;
    const options = { catalogue: catalogue(), target: target(), rules: RULES, surroundings: surroundings(document, names[0]) };
    const analysis = new FileAnalysis(document, options);
    const answer = () => {
      analysis.update();
      return analysis.findings();
    };
    let before = answer();
    expect(answer()).toBe(before);
    for (const name of names) {
      SysctlDocument.update(files.get(name) as SysctlDocument, [{ text: "-net.ipv4.tcp_retries2\nnet.core.somaxconn = 1\n" }], 2);
      expect(answer(), name).not.toBe(before);
      before = answer();
      expect(answer(), name).toBe(before);
    }
  });

  it("has them too where it was edited while it was being checked", () => {
    fc.assert(
      fc.property(text, fc.array(change, { minLength: 1, maxLength: 6 }), (source, changes) => {
        const options = { catalogue: catalogue(), target: target(), rules: RULES };
        const document = SysctlDocument.create("file:///x", "sysctl", 1, source);
        const steps = FileAnalysis.inSteps(document, options, 2);
        const edits = [...changes];
        let step = steps.next();
        for (; !step.done; step = steps.next()) {
          const edit = edits.pop();
          if (edit) SysctlDocument.update(document, [edit], 2);
        }
        step.value.update();
        const anew = new FileAnalysis(SysctlDocument.create("file:///x", "sysctl", 1, document.getText()), options);
        expect(shown(step.value.findings())).toEqual(shown(anew.findings()));
      }),
      { numRuns: 300 },
    );
  });

  it("is to be checked anew where a comment names another target", () => {
    const options = { catalogue: catalogue(), target: target("6.12"), rules: RULES };
    const document = SysctlDocument.create("file:///x", "sysctl", 1, "vm.swappiness = 1\n");
    const analysis = new FileAnalysis(document, options);
    const at = { line: 0, character: 0 };
    const edits = [
      ["# a comment\n", false],
      ["# sysctl-lint disable\n", false],
      ["# sysctl-lint target kernel=6.12\n", false],
      ["# sysctl-lint target kernel=4.4\n", true],
    ] as const;
    for (const [text, isAnother] of edits) {
      SysctlDocument.update(document, [{ range: { start: at, end: at }, text }], 2);
      expect([analysis.isFarBehind, analysis.isFarBehind], text).toEqual([isAnother, isAnother]);
      analysis.update();
      expect(analysis.isFarBehind, text).toBe(false);
      expect(analysis.target).toEqual(new FileAnalysis(document, options).target);
    }
  });

  it("forgets a comment that came and went while it was only asked whether it is far behind", () => {
    const options = { catalogue: catalogue(), target: target("6.12"), rules: RULES };
    const document = SysctlDocument.create("file:///x", "sysctl", 1, "vm.swappiness = 1\n");
    const analysis = new FileAnalysis(document, options);
    const at = { line: 0, character: 0 };
    SysctlDocument.update(document, [{ range: { start: at, end: at }, text: "# sysctl-lint disable no-such-rule\n" }], 2);
    expect(analysis.isFarBehind).toBe(false);
    SysctlDocument.update(document, [{ range: { start: at, end: { line: 1, character: 0 } }, text: "" }], 3);
    analysis.update();
    expect(analysis.findings()).toEqual([]);
  });

  it("follows a long file that it is applied with, which is looked through in steps", () => {
    const long = SysctlDocument.create("file:///etc/sysctl.d/10-a.conf", "sysctl", 1, "vm.swappiness = 7\n".repeat(30_000));
    const own = SysctlDocument.create("file:///etc/sysctl.d/20-b.conf", "sysctl", 1, "net.ipv4.tcp_ecn = 1\n");
    const surroundings = surroundingsIn(
      new Map([
        ["/etc/sysctl.d/10-a.conf", long],
        ["/etc/sysctl.d/20-b.conf", own],
      ]),
    );
    const options = { catalogue: catalogue(), target: target(), rules: RULES, surroundings: surroundings(own, "/etc/sysctl.d/20-b.conf") };
    const [start, end] = [
      { line: 3, character: 0 },
      { line: 5, character: 0 },
    ];
    const steps = FileAnalysis.inSteps(own, options);
    let count = 0;
    let step = steps.next();
    for (; !step.done; step = steps.next()) {
      // While it is looked through the first time, nobody sees half of it.
      if (++count === 20) SysctlDocument.update(long, [{ range: { start, end }, text: "net.ipv4.tcp_ecn = 2\n" }], 2);
      if (count === 25) SysctlDocument.update(own, [{ range: { start: own.clamp(end), end: own.clamp(end) }, text: "# sysctl-lint target kernel=4.4\n" }], 2);
    }
    const analysis = step.value;
    analysis.update();
    expect(count).toBeGreaterThan(25);
    expect(analysis.configuration.statementsFor("vm/swappiness")).toHaveLength(29_998);
    expect(analysis.configuration.statementsFor("net/ipv4/tcp_ecn")).toHaveLength(2);
    const anew = new FileAnalysis(SysctlDocument.create(own.uri, "sysctl", 1, own.getText()), options);
    expect(analysis.target).toEqual(anew.target);
    const ofLong = new FileAnalysis(long, options);
    for (const [lines, isMuch] of [
      [1, false],
      [3_500, true],
    ] as const) {
      SysctlDocument.update(long, [{ range: { start, end: start }, text: "# more\n".repeat(lines) }], 3);
      expect(ofLong.isFarBehind).toBe(isMuch);
    }
    SysctlDocument.update(long, [{ text: "net.ipv4.tcp_ecn = 3\n".repeat(30_000) }], 3);
    expect(analysis.isFarBehind).toBe(true);
  });

  it("has fixes that can be applied and stay inside the document", () => {
    fc.assert(
      fc.property(text, (source) => {
        const document = SysctlDocument.create("file:///x", "sysctl", 1, source);
        const analysis = new FileAnalysis(document, { catalogue: catalogue(), target: target(), rules: RULES });
        for (const finding of analysis.findings())
          for (const fix of finding.fixes?.(document) ?? [])
            for (const { range } of fix.edits) {
              expect(document.clamp(range.start)).toEqual(range.start);
              expect(document.clamp(range.end)).toEqual(range.end);
            }
      }),
      { numRuns: 300 },
    );
  });
});

it("no fix edits its own file for a line of another one, or a pattern", () => {
  for (const [path, text] of [
    ["/etc/sysctl.d/90-b.conf", "# x\n# y\nnet.ipv4.tcp_timestamps = 0\n"],
    ["/etc/sysctl.d/90-b.conf", "net.ipv4.tcp_timestamp[s] = 0\n"],
  ] as const) {
    const analysis = analyseIn({ "/etc/sysctl.d/10-a.conf": "net.ipv4.tcp_tw_reuse = 1\n", [path]: text }, "/etc/sysctl.d/10-a.conf");
    const found = analysis.findings().filter(({ rule }) => rule === "tcp-tw-reuse-needs-timestamps");
    expect(found.flatMap(({ fixes }) => fixes?.(analysis.document) ?? [])).toEqual([]);
    expect(found).toHaveLength(1);
  }
});

it("a finding points at the line of another file as it is now", () => {
  const [own, hidden] = ["/etc/sysctl.d/10-a.conf", "/usr/lib/sysctl.d/10-a.conf"].map((path) =>
    SysctlDocument.create(`file://${path}`, "sysctl", 1, path.startsWith("/etc") ? "vm.swappiness = 1\n" : "kernel.panic = 1\n"),
  ) as [SysctlDocument, SysctlDocument];
  const surroundings = surroundingsIn(
    new Map([
      ["/etc/sysctl.d/10-a.conf", own],
      ["/usr/lib/sysctl.d/10-a.conf", hidden],
    ]),
  );
  const options = { catalogue: catalogue(), target: target(), rules: RULES, surroundings: surroundings(own, "/etc/sysctl.d/10-a.conf") };
  const analysis = new FileAnalysis(own, options);
  const related = () => analysis.findings().find(({ rule }) => rule === "drop-in-masks-vendor-file")?.related?.[0]?.at.line;
  expect(related()).toBe(hidden.lines[0]);
  const end = { line: 0, character: 16 };
  SysctlDocument.update(hidden, [{ range: { start: end, end }, text: "0" }], 2);
  analysis.update();
  expect(related()).toBe(hidden.lines[0]);
});

describe("an edit that changes no finding", () => {
  const TEXT = "kernel.panic = 5\nnet.ipv4.tcp_syn_retries = 500\nvm.swappiness = 10\n";

  function edit(text: string, line: number, from: number, to: number, typed: string) {
    const analysis = analyse(text);
    const before = analysis.findings();
    SysctlDocument.update(analysis.document, [{ range: { start: { line, character: from }, end: { line, character: to } }, text: typed }], 2);
    analysis.update();
    return { before, after: analysis.findings() };
  }

  it("leaves the list as it is, so that nothing is proportional to its length", () => {
    const { before, after } = edit(TEXT, 0, 15, 16, "7");
    expect(after).toBe(before);
  });

  it.each([
    ["a line moves", 0, 0, 0, "\n"],
    ["a finding goes", 1, 29, 30, ""],
    ["a finding comes", 2, 16, 18, "x"],
    ["a path is written twice", 0, 0, 16, "vm.swappiness = 60"],
    ["a comment takes findings away", 0, 0, 16, "# sysctl-lint disable value-out-of-range"],
  ])("makes a new one where %s", (_, line, from, to, typed) => {
    const { before, after } = edit(TEXT, line, from, to, typed);
    expect(after).not.toBe(before);
  });
});
