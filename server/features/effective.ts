import { FileAnalysis } from "../analysis.ts";
import type { AnalysisOptions } from "../analysis-options.ts";
import { pathOf } from "../catalogue/catalogue.ts";
import { tokens } from "../catalogue/number.ts";
import type { Configuration } from "../configuration/configuration.ts";
import type { FileIndex } from "../configuration/file-index.ts";
import { statements } from "../configuration/file-index.ts";
import { byPlaceIn, type Statement, writtenInSteps } from "../configuration/written.ts";
import { matchesGlob } from "../document/glob.ts";
import { isGlob, keyOfPath, procpsPath } from "../document/key.ts";
import { STEP, type Steps } from "../gently.ts";
import type { Rule } from "../rules/rule.ts";
import { sortedInSteps } from "../sort-in-steps.ts";

/** What a parameter holds after all files have been applied. */
export interface EffectiveValue {
  /** `net.ipv4.conf.eth0.rp_filter`; a pattern as it is written. */
  readonly key: string;
  /** What the parameter holds, as far as the files say it. */
  readonly value: string;
  /** The assignment that wins. */
  readonly by: Statement;
  /** The assignments that have no effect because of it, in the order of the files. */
  readonly overrides: readonly Statement[];
}

export interface EffectiveConfiguration {
  /** By key. */
  readonly values: readonly EffectiveValue[];
  /** Assignments that do not take effect as written: the loader skips them, or the kernel refuses them. */
  readonly failing: readonly Statement[];
}

/** So many patterns are asked whether they match a key; only a hostile file has more. */
const MAX_PATTERNS = 1_000;
/** Each may be held against all of them. */
const PATHS_A_STEP = 100;

type Options = Pick<AnalysisOptions, "catalogue" | "rules" | "customParameters">;

/** What a configuration leaves in the kernel. A line with an error of ours has no effect, whatever comments and settings say about it. */
export function* effectiveConfiguration(configuration: Configuration, options: Options): Steps<EffectiveConfiguration> {
  const all: Fact[] = [];
  const failing = { ...options, rules: options.rules.filter(mayFail) };
  for (const file of configuration.files) for (const fact of yield* statementsOf(file, configuration, failing)) all.push(fact);
  const byPath = new Map<string, Fact[]>();
  let done = 0;
  for (const [i, fact] of all.entries()) {
    if (i % STEP === 0) yield;
    const known = byPath.get(fact.path);
    if (known) known.push(fact);
    else byPath.set(fact.path, [fact]);
  }
  const patterns: Fact[] = [];
  for (const [path, facts] of byPath) {
    if (patterns.length >= MAX_PATTERNS) break;
    if (++done % STEP === 0) yield;
    if (isGlob(path)) patterns.push(...facts.slice(0, MAX_PATTERNS));
  }
  patterns.splice(MAX_PATTERNS);
  let values: EffectiveValue[] = [];
  const byPlace = byPlaceIn(configuration.files);
  for (const [path, facts] of byPath) {
    if (++done % PATHS_A_STEP === 0) yield;
    if (!facts.some(({ exists }) => exists)) continue;
    if (isGlob(path) && isCovered(path, byPath, configuration)) continue;
    const value = yield* settle(facts, configuration);
    if (!value) continue;
    const matching = isGlob(path) ? [] : patterns.filter(({ line, exists }) => exists && line.kind === "assignment" && matchesGlob(line.path, path));
    const overrides = facts.filter(({ line }) => line.kind === "assignment" && line !== value.by.line);
    for (const fact of matching) overrides.push(fact);
    const key = isGlob(path) ? value.by.line.key : keyOfPath(path);
    values.push({ key, value: value.held, by: value.by, overrides: yield* sortedInSteps(overrides, byPlace) });
  }
  values = yield* sortedInSteps(values, (a, b) => (a.key < b.key ? -1 : 1));
  return { values, failing: yield* failingOf(byPath, configuration) };
}

/** The assignments that are made and do not take effect as written, in the order of the files. */
function* failingOf(byPath: ReadonlyMap<string, readonly Fact[]>, { files, target }: Configuration): Steps<Fact[]> {
  const failing: Fact[] = [];
  let done = 0;
  for (const facts of byPath.values()) {
    if (++done % STEP === 0) yield;
    if (!facts.some(isFailing)) continue;
    for (const { statement } of yield* writtenInSteps(facts, target.loader)) if (isFailing(statement)) failing.push(statement);
  }
  return yield* sortedInSteps(failing, byPlaceIn(files));
}

function isFailing({ line, fails, exists }: Fact): boolean {
  return line.kind === "assignment" && (fails || !exists);
}

/**
 * Can a rule find an error? Only what is said of single lines is ever worse than the rule as a whole (a test holds us to it). The others look at
 * all files, and would do so for each of them.
 */
export function mayFail({ severity, line }: Pick<Rule, "severity" | "line">): boolean {
  return severity === "error" || line !== undefined;
}

/** A statement and what we know of it. */
interface Fact extends Statement {
  readonly path: string;
  /** The key names something that can be written. */
  readonly exists: boolean;
  /** An error says that it does not take effect as written. */
  readonly fails: boolean;
  /** How many numbers the parameter takes; 1 for text. */
  readonly arity: number;
}

function* statementsOf(file: FileIndex, configuration: Configuration, options: Options): Steps<Fact[]> {
  const { target } = configuration;
  yield* file.document.read();
  const analysis = yield* FileAnalysis.inSteps(file.document, { ...options, target, fixedTarget: true, surroundings: () => ({ configuration }) });
  const failing = yield* analysis.failing();
  const facts: Fact[] = [];
  for (const whole of file.document.lines) {
    if (whole.number % STEP === 0) yield;
    for (const line of statements(whole, target.loader)) {
      if (line.kind !== "assignment" && line.kind !== "exclusion") continue;
      const { resolution, parameter } = analysis.resolve(line);
      const exists = parameter !== undefined || resolution?.kind === "glob" || resolution?.kind === "custom";
      const path = target.loader === "procps" ? procpsPath(line.path) : line.path;
      facts.push({ line, file, path, exists, fails: failing.has(line), arity: parameter?.isNumeric ? parameter.arity : 1 });
    }
  }
  return facts;
}

/** The assignment that holds in the end, and what the parameter holds then. */
function* settle(facts: readonly Fact[], { target }: Configuration): Steps<{ by: Fact; held: string } | undefined> {
  let settled: { by: Fact; held: string } | undefined;
  for (const [i, { statement: by }] of (yield* writtenInSteps(facts, target.loader)).entries()) {
    if (i % STEP === STEP - 1) yield;
    if (by.fails || !by.exists) continue;
    const { value } = by.line;
    // Numbers that are not given keep what they were.
    const rest = settled && by.arity > 1 ? words(settled.held).slice(words(value).length) : [];
    settled = { by, held: rest.length > 0 ? [value, ...rest].join(" ") : value };
  }
  return settled;
}

const words = (value: string): string[] => tokens(value).map(({ text }) => text);

/** Is everything that a pattern stands for named by keys of its own? Never so below interfaces: there may be others. */
function isCovered(path: string, byPath: ReadonlyMap<string, unknown>, { catalogue, target }: Configuration): boolean {
  const resolution = catalogue.resolve(path);
  if (resolution.kind !== "glob") return false;
  return resolution.parameters.every((parameter) => !parameter.existsIn(target.kernel) || (!parameter.key.includes("*") && byPath.has(pathOf(parameter.key))));
}
