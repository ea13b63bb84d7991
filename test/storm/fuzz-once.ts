import { FileAnalysis } from "../../server/analysis.ts";
import type { Catalogue } from "../../server/catalogue/catalogue.ts";
import { parseKernelNumber, tokens } from "../../server/catalogue/number.ts";
import { judgeWrite } from "../../server/catalogue/write.ts";
import { SysctlDocument } from "../../server/document/document.ts";
import { fixAll } from "../../server/features/fix-all.ts";
import { atOnce } from "../../server/gently.ts";
import { RULES } from "../../server/rules/index.ts";
import type { Finding } from "../../server/rules/rule.ts";
import { ODD_PIECES, oddText } from "../support/odd-texts.ts";
import type { Random } from "../support/random.ts";
import { TextModel } from "./text-model.ts";

/** Parses, judges and fixes one random text; what went wrong, or undefined. */
export function fuzzOnce(catalogue: Catalogue, random: Random): string | undefined {
  const text = someText(catalogue, random);
  try {
    parse(text, random);
    values(catalogue, random);
    fixes(catalogue, text, random);
  } catch (error) {
    return `${(error as Error).stack}\n${JSON.stringify(text)}`;
  }
  return undefined;
}

function demand(condition: boolean, what: string): void {
  if (!condition) throw new Error(what);
}

/** Odd lines, and assignments of odd values to real parameters. */
function someText(catalogue: Catalogue, random: Random): string {
  return random
    .many(14, () => {
      if (random.chance(0.5)) return oddText(random);
      const key = random.pick(catalogue.parameters).key.replace("*", random.pick(["all", "default", "eth0", "*", "e?", "eth0/1"]));
      return `${random.chance(0.1) ? "-" : ""}${random.chance(0.2) ? key.replaceAll(".", "/") : key}${random.pick([" = ", "=", " =", " ", " == "])}${someValue(random)}\n`;
    })
    .join("");
}

function someValue(random: Random): string {
  const number = () => {
    const digits = random.many(22, () => random.between(0, 9)).join("");
    return random.pick(["", "", "", "-", "+", "0x", "0", "-0x"]) + random.pick([digits, String(random.between(0, 100)), "0", "1", "f", "8"]);
  };
  const words = random.many(5, () => (random.chance(0.8) ? number() : random.pick(ODD_PIECES)));
  return words.join(random.pick([" ", "\t", ",", "  "])) + random.pick(["", "", "", "k", "M", " # on", ";", "\\", "%"]);
}

/** The text is kept; after an edit the lines are those of a fresh parse. */
function parse(text: string, random: Random): void {
  const document = SysctlDocument.create("file:///x", "sysctl", 1, text);
  demand(document.getText() === text, "not lossless");
  const model = new TextModel(text);
  const change = { range: model.someRange(random), text: oddText(random) };
  model.apply(change);
  SysctlDocument.update(document, [change], 2);
  const anew = SysctlDocument.create("file:///x", "sysctl", 1, model.text);
  demand(JSON.stringify(document.lines) === JSON.stringify(anew.lines), `an edit leaves other lines: ${JSON.stringify(change)}`);
}

/** Words and numbers against JavaScript's own. */
function values(catalogue: Catalogue, random: Random): void {
  const value = someValue(random);
  const words = tokens(value);
  demand(
    words.map((word) => word.text).join("|") ===
      value
        .split(/[ \t\n]+/)
        .map((word) => word.replace(/^[\v\f\r]+/, ""))
        .filter(Boolean)
        .join("|"),
    `words of ${JSON.stringify(value)}`,
  );
  for (const word of words) {
    demand(value.slice(word.start, word.end) === word.text, `place of ${JSON.stringify(word)}`);
    const number = parseKernelNumber(word.text);
    if (number) demand(BigInt(number.value) === expected(word.text), `number ${word.text}: ${number.value}`);
  }
  const parameter = random.pick(catalogue.parameters).at(random.pick([3_010_000, 4_019_000, 6_012_000]));
  const verdict = judgeWrite(value, parameter);
  if (verdict.status === "refused") demand(verdict.position <= verdict.numbers.length, "position of what is refused");
}

function expected(text: string): bigint {
  const negative = text.startsWith("-");
  const digits = negative ? text.slice(1) : text;
  const value = BigInt(/^0\d/.test(digits) ? `0o${digits.slice(1)}` : digits.replace(/^0X/, "0x"));
  return negative ? -value : value;
}

/** Every fix stays inside; all of them together come to an end, leave no error more, and a second time nothing. */
function fixes(catalogue: Catalogue, text: string, random: Random): void {
  const target = { kernel: random.pick([4_004_000, 6_012_000]), loader: random.pick(["systemd", "procps"] as const) };
  const analyse = (source: string) =>
    new FileAnalysis(SysctlDocument.create("file:///x", "sysctl", 1, source), { catalogue, rules: RULES, target } as ConstructorParameters<
      typeof FileAnalysis
    >[1]);
  const analysis = analyse(text);
  const model = new TextModel(text);
  const inside = ({ line, character }: { line: number; character: number }) => character >= 0 && character <= model.lengthOf(line);
  for (const finding of analysis.findings()) {
    const { at } = finding;
    demand(
      at.start <= at.end && inside({ line: at.line.number, character: at.start }) && inside({ line: at.line.number, character: at.end }),
      `${finding.rule} is outside`,
    );
    for (const fix of finding.fixes?.(analysis.document) ?? [])
      for (const { range } of fix.edits) demand(inside(range.start) && inside(range.end), `a fix of ${finding.rule} is outside`);
  }
  const before = errorsOf(analysis.findings());
  atOnce(fixAll(analysis));
  const once = analysis.document.getText();
  demand(errorsOf(analyse(once).findings()) <= before, `fixing leaves more errors: ${JSON.stringify(once)}`);
  const again = analyse(once);
  demand(shown(again.findings()) === shown(analysis.findings()), `after fixing, findings are not those of the file opened anew: ${JSON.stringify(once)}`);
  atOnce(fixAll(again));
  demand(again.document.getText() === once, `fixed a second time, it is ${JSON.stringify(again.document.getText())} instead of ${JSON.stringify(once)}`);
}

function shown(findings: readonly Finding[]): string {
  return findings
    .map(({ rule, severity, at, message }) => [at.line.number, at.start, at.end, rule, severity, message.en].join(" "))
    .sort()
    .join("\n");
}

function errorsOf(findings: readonly Finding[]): number {
  return findings.filter(({ severity }) => severity === "error").length;
}
