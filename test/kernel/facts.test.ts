import { existsSync, readFileSync, statSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { pathOf } from "../../server/catalogue/catalogue.ts";
import type { Parameter } from "../../server/catalogue/parameter.ts";
import { parseRelease } from "../../server/catalogue/release.ts";
import { catalogue } from "../support/catalogue.ts";
import { MACHINE_DEFAULTS, MODES } from "./known-differences.ts";
import { filesInNamespace, inNamespace, reasonToSkip, runningRelease } from "./namespace.ts";

const skip = reasonToSkip();
const release = runningRelease();
const kernel = parseRelease(release) ?? 0;

interface Fact {
  readonly parameter: Parameter;
  readonly value: string | undefined;
  readonly mode: string;
}

const place = (parameter: Parameter) => pathOf(parameter.key).replace("/*/", "/lo/");

/** What a fresh network namespace holds, for the parameters that each namespace has. */
function ofNamespace(): Fact[] {
  const own = catalogue().parameters.filter(({ key, facts }) => key.startsWith("net.") && facts.scope === "network-namespace");
  const answers = inNamespace(own.map((parameter) => ({ path: place(parameter), value: null })));
  return own.flatMap((parameter, i) => {
    const answer = answers[i];
    return answer?.mode ? [{ parameter, value: answer.before, mode: answer.mode }] : [];
  });
}

/** What this machine holds, for the others: read, never written. */
function ofMachine(): Fact[] {
  return catalogue().parameters.flatMap((parameter) => {
    const file = `/proc/sys/${place(parameter)}`;
    if (parameter.facts.scope === "network-namespace" || !existsSync(file)) return [];
    let value: string | undefined;
    try {
      value = readFileSync(file, "utf8").trim();
    } catch {
      // Write-only, or readable only with a capability.
    }
    return [{ parameter, value, mode: (statSync(file).mode & 0o777).toString(8) }];
  });
}

/** Collects what disagrees, and says how much agrees. */
class Tally {
  agreed = 0;
  readonly different: string[] = [];

  constructor(readonly title: string) {}

  compare(key: string, held: string, ours: string): void {
    if (held === ours) this.agreed++;
    else this.different.push(`${key}: kernel ${held}, we ${ours}`);
  }

  report(): void {
    console.log(`Linux ${release}: ${this.title}: ${this.agreed} of ${this.agreed + this.different.length} agree`);
    expect(this.different).toEqual([]);
    expect(this.agreed).toBeGreaterThan(0);
  }
}

describe.skipIf(skip)(`facts against the running kernel ${release}`, () => {
  const namespace = skip ? [] : ofNamespace();
  const all = skip ? [] : [...namespace, ...ofMachine()];

  it("every parameter that a namespace has is known", () => {
    const tally = new Tally("names");
    for (const path of filesInNamespace()) {
      const found = catalogue().resolve(path);
      const known = found.kind === "parameter" && found.parameter.existsIn(kernel);
      tally.compare(path, "exists", known ? "exists" : "unknown");
    }
    tally.report();
  });

  it("what is there exists in this release", () => {
    const tally = new Tally("existence");
    for (const { parameter } of all) tally.compare(parameter.key, "exists", parameter.existsIn(kernel) ? "exists" : "does not exist");
    tally.report();
  });

  it("defaults", () => {
    const tally = new Tally("defaults of a fresh namespace");
    for (const { parameter, value } of namespace) {
      const ours = parameter.at(kernel).defaultText;
      if (value === undefined || ours === undefined || MACHINE_DEFAULTS.test(parameter.key)) continue;
      tally.compare(parameter.key, value.split(/\s+/).join(" "), ours);
    }
    tally.report();
  });

  it("how many numbers", () => {
    const tally = new Tally("arity");
    for (const { parameter, value } of all) {
      const view = parameter.at(kernel);
      if (value && view.isNumeric) tally.compare(parameter.key, String(value.split(/\s+/).length), String(view.arity));
    }
    tally.report();
  });

  it("who may write", () => {
    const tally = new Tally("modes");
    for (const fact of all) {
      const { parameter, mode } = fact;
      if (MODES.test(parameter.key)) continue;
      const held = mode.startsWith("4") ? "read-only" : mode.startsWith("2") ? "write-only" : "writable";
      const { writeOnly, readOnlyInNamespace } = parameter.facts;
      const readOnly = parameter.facts.readOnly ?? (namespace.includes(fact) && readOnlyInNamespace);
      tally.compare(parameter.key, held, readOnly ? "read-only" : writeOnly ? "write-only" : "writable");
    }
    tally.report();
  });

  it("held values lie in the accepted range", () => {
    const tally = new Tally("ranges hold what is there");
    for (const { parameter, value } of all) {
      const view = parameter.at(kernel);
      if (value === undefined || !view.isNumeric || !view.accepts || view.defaultText === undefined || view.defaultText !== value.split(/\s+/).join(" "))
        continue;
      const inside = value
        .split(/\s+/)
        .every((word, i) => (view.intervalsAt(i) ?? []).some(([low, high]) => BigInt(low) <= BigInt(word) && BigInt(word) <= BigInt(high)));
      tally.compare(parameter.key, "inside", inside ? "inside" : "outside");
    }
    tally.report();
  });
});

if (skip) it.skip(`facts against a kernel: ${skip}`, () => undefined);
