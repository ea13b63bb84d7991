import { describe, expect, it } from "vitest";
import { pathOf } from "../../server/catalogue/catalogue.ts";
import type { Integer } from "../../server/catalogue/number.ts";
import type { Parameter, ParameterAtRelease } from "../../server/catalogue/parameter.ts";
import { parseRelease } from "../../server/catalogue/release.ts";
import { keyOfPath } from "../../server/document/key.ts";
import { catalogue, findings } from "../support/catalogue.ts";
import { KNOWN } from "./known-differences.ts";
import { type Answer, type Attempt, inNamespace, reasonToSkip, runningHz, runningRelease } from "./namespace.ts";

const skip = reasonToSkip();
const release = runningRelease();
const kernel = parseRelease(release) ?? 0;
const hz = runningHz();

/** Parameters that a private namespace has a copy of, so that writing them touches nothing else. */
function parameters(): Parameter[] {
  return catalogue().parameters.filter((parameter) => {
    const { key, facts } = parameter;
    return key.startsWith("net.") && facts.scope === "network-namespace" && !facts.readOnlyInNamespace && !facts.readOnly && parameter.existsIn(kernel);
  });
}

const paths = (parameter: Parameter) => {
  const path = pathOf(parameter.key);
  return path.includes("/*/") ? [path.replace("/*/", "/all/"), path.replace("/*/", "/lo/")] : [path];
};

/** Odd texts by their syntax. */
const TEXTS: ReadonlyMap<string | undefined, string[]> = new Map([
  ["ports", ["8080", "8080,9000-9010", "8080, 9000", "9010-9000", "65536", ""]],
  ["bits", ["0-3", "0x3,010", "3-0x0a", "256", "1 2", "5-3"]],
  ["cpus", ["1", "1,", ",1", "1 ,", ",", "0x1", "g", "123456789", "1 # c"]],
  [
    "keys",
    ["1-2-3-4", "1-2-3", "00000000001-2-3-4", "1- 2-3-4", "0x-1-2-3", "1-2-3-4 # c", "1-2-3-4\\", "1-2-3-4,", "1-2-3-4,5-6-7-8", ...["", "0x"].map(keys)],
  ],
  [
    "ipv6-address",
    [
      ...["::", "::1", "1:2:3:4:5:6:7:8", "2001:db8::1/64", "2001:db8::1 # c", "2001:db8::1%lo", "::g", "::00001", "1::", "1:2:3:4:5:6:7::"],
      ...["::ffff:192.0.2.1", "1:2:3:4:5:6:1.2.3.4", "1.2.3.4", "::1.2.3", "::1.2.3.256", "::1.2.3.4a", "::1.2.3.4:5", "::1.2.3.4.5", "1:2:3:4:5::1.2.3.4"],
      ...["1:2:3:4:5:6::1.2.3.4", ":1", "1:", "1:2", "1::2::3", "1:::2", "12345::", "00012345::", "::2:3:4:5:6:7:8", "::1:2:3:4:5:6:7:8", "1::2:"],
      ...["1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7::8", `${"0".repeat(60)}::1`, `::${"0".repeat(60)}1`, "::1\\", "g::1", "1:2:3:4:5:6:7:8::"],
    ],
  ],
]);

/** Two keys. */
function keys(prefix: string): string {
  return Array(2)
    .fill(Array(4).fill(`${prefix}0011aabb`).join("-"))
    .join(",");
}

/** Values at and past the bounds, and every odd way to write a number. */
function values(view: ParameterAtRelease): string[] {
  if (!view.isNumeric) return TEXTS.get(view.facts.syntax) ?? [];
  const standard = view.defaultText?.split(" ");
  const rest = (position: number, value: string) => Array.from({ length: view.arity }, (_, i) => (i === position ? value : (standard?.[i] ?? "1"))).join(" ");
  const list = new Set<string>();
  for (let position = 0; position < view.arity; position++) {
    for (const [low, high] of view.intervalsAt(position) ?? [])
      for (const bound of [low, high]) for (const near of [-1n, 0n, 1n]) list.add(rest(position, String(BigInt(bound as Integer) + near)));
    for (const odd of [
      "0",
      "1",
      "2",
      "-1",
      "255",
      "256",
      "65536",
      "2147483647",
      "2147483648",
      "4294967296",
      "4294967297",
      "7000000000",
      "-4294967295",
      "-0",
      "\f1",
      "1\v",
      "0x10",
      "010",
      "08",
      "+1",
      "1k",
      "1.0",
      "true",
      "1#c",
      '"1"',
      "1 # c",
    ])
      list.add(rest(position, odd));
  }
  list.add("");
  list.add(`${rest(0, standard?.[0] ?? "1")} 7`);
  return [...list];
}

describe.skipIf(skip)(`verdicts against the running kernel ${release}`, () => {
  const attempts: Attempt[] = [];
  const groups = new Map<string, number[]>();
  if (!skip)
    for (const parameter of parameters())
      for (const path of paths(parameter)) {
        const own = values(parameter.at(kernel, hz));
        groups.set(
          path,
          own.map((_, i) => attempts.length + i),
        );
        for (const value of own) attempts.push({ path, value });
      }
  const answers: Answer[] = skip ? [] : inNamespace(attempts);
  const there = [...groups].filter(([, numbers]) => numbers.some((n) => answers[n]?.answer !== "ENOENT" || answers[n]?.before !== undefined));
  let compared = 0;
  let agreed = 0;

  it.each(there)("%s", (path, numbers) => {
    const key = keyOfPath(path);
    const disagreements: string[] = [];
    for (const n of numbers) {
      const { value } = attempts[n] as Attempt;
      const { answer } = answers[n] as Answer;
      const refused = answer !== "ok";
      const error = findings(`${key} = ${value}`, release, undefined, undefined, { hz }).find((finding) => finding.severity === "error");
      compared++;
      if (refused === (error !== undefined) || KNOWN.some((known) => known.key.test(key) && (known.value?.test(value ?? "") ?? true))) agreed++;
      else disagreements.push(`${key} = ${value}: kernel ${answer}, we ${error?.rule ?? "accept"}`);
    }
    expect(disagreements).toEqual([]);
  });

  it("reports the agreement", () => {
    console.log(`Linux ${release}: ${agreed} of ${compared} writes judged as the kernel judges them, on ${there.length} files`);
    expect(there.length).toBeGreaterThan(50);
  });
});

if (skip) it.skip(`verdicts against a kernel: ${skip}`, () => undefined);
