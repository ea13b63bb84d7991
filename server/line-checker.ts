import type { Chosen } from "./analysis-options.ts";
import { byItself } from "./by-itself.ts";
import type { Resolution } from "./catalogue/catalogue.ts";
import type { Parameter } from "./catalogue/parameter.ts";
import { judgeWrite, type Verdict } from "./catalogue/write.ts";
import { canBeThere, matchesGlob } from "./document/glob.ts";
import { isGlob, pathOfKey, procpsPath } from "./document/key.ts";
import type { Line } from "./document/line.ts";
import { isOrdinaryName } from "./rules/interface-name.ts";
import { isSound, isSoundlyWritten, keyProblem } from "./rules/key-problem.ts";
import type { Finding, LineContext, LineSituation, Report, Rule } from "./rules/rule.ts";
import type { Target } from "./target.ts";

/** Of a parameter, that are remembered. */
const MOST_VALUES = 50;

const NO_RULES: readonly Rule[] = [];
const CUSTOM: Resolution = { kind: "custom" };
const SITUATIONS: readonly LineSituation[] = ["plain", "broken", "absent", "refused", "accepted", "text", "exclusion", "endless"];

/** Rules look at these only if their `on` names them. */
const ONLY_IF_NAMED: ReadonlySet<LineSituation> = new Set(["plain", "endless"]);

/** What a line is on a target by itself, and what the rules about single lines say to it: the way of every line of a file that is opened. */
export class LineChecker {
  /** The rules by the kind of line that they look at. */
  private readonly lineRules: ReadonlyMap<LineSituation, readonly Rule[]>;
  /** Values that no rule had anything to say about where they stood in a plain line. */
  private readonly unremarkable = new Map<Parameter, Set<string>>();
  private readonly customNames: ReadonlySet<string>;
  private readonly customPatterns: readonly string[];
  /** The rule at work, and what it and its like have found on the line; one `report` serves all lines. */
  private checking: Rule | undefined;
  private found: Finding[] = [];
  private readonly report = (report: Report): void => {
    if (this.checking) this.found.push(this.finding(this.checking, report));
  };

  constructor(
    private readonly options: Chosen,
    public target: Target,
    rules: readonly Rule[],
    private readonly finding: (rule: Rule, report: Report) => Finding,
  ) {
    const custom = options.customParameters.map(pathOfKey).filter(canBeThere);
    this.customNames = new Set(custom);
    this.customPatterns = custom.filter(isGlob);
    this.lineRules = new Map(
      SITUATIONS.map((situation) => [situation, rules.filter((rule) => rule.line && (rule.on?.includes(situation) ?? !ONLY_IF_NAMED.has(situation)))]),
    );
  }

  /** What is known of a line whose key stands for `known` in any release. */
  contextOf(line: Line, known: Resolution | undefined): LineContext {
    const { kernel, hz } = this.target;
    const resolution = known && this.asTargetReads(line, known);
    const parameter = resolution?.kind === "parameter" && resolution.parameter.existsIn(kernel) ? resolution.parameter.at(kernel, hz) : undefined;
    const verdict = parameter && line.kind === "assignment" ? judgeWrite(line.value, parameter) : undefined;
    return { line, target: this.target, catalogue: this.options.catalogue, resolution, parameter, verdict, report: this.report };
  }

  /** procps reads some keys in its own way; the user, or the running kernel, may know parameters that we do not. */
  private asTargetReads(line: Line, known: Resolution): Resolution {
    if (known.kind === "parameter" && (!this.options.running || known.parameter.existsIn(this.target.kernel))) return known;
    const path = this.target.loader === "procps" ? procpsPath(line.path) : line.path;
    const resolution = this.options.catalogue.resolve(path);
    if (resolution.kind === "unknown" && this.isCustom(path)) return CUSTOM;
    return this.isKnownToRun(path, resolution) ? { ...resolution, kind: "running" } : resolution;
  }

  private isCustom(path: string): boolean {
    return this.customNames.has(path) || this.customPatterns.some((pattern) => matchesGlob(pattern, path));
  }

  /** How much longer a line with an unknown key may take than others: it is compared with all of the user's patterns. */
  get slowness(): number {
    return 1 + this.customPatterns.length / 20;
  }

  /** True for what the target should not have, and has: the target is the kernel that runs, and its word counts. */
  private isKnownToRun(path: string, resolution: Resolution): boolean {
    const { running } = this.options;
    const { kernel, from } = this.target;
    if (!running || from?.kernel !== "machine") return false;
    if (resolution.kind === "parameter" ? resolution.parameter.existsIn(kernel) : resolution.kind !== "unknown") return false;
    return running.exists(path);
  }

  /** What the rules have to say about a line; undefined for most. */
  check(line: Line, known: Resolution | undefined): Finding[] | undefined {
    return known?.kind === "parameter" && this.isFamiliar(line, known) ? undefined : this.look(line, known);
  }

  /** Does it differ from a line that nothing was to be said about in nothing but an interface's name? So do most lines of any long file. */
  private isFamiliar(line: Line, { parameter, interface: name }: Resolution & { kind: "parameter" }): boolean {
    const values = this.unremarkable.get(parameter);
    return values?.has(line.value) === true && (name === undefined || isOrdinaryName(name)) && isPlainlyWritten(line);
  }

  private look(line: Line, known: Resolution | undefined): Finding[] | undefined {
    const context = this.contextOf(line, known);
    const situation = this.situationOf(context);
    this.runRules(this.lineRules.get(situation) ?? NO_RULES, context);
    const { found } = this;
    if (found.length === 0) {
      if (situation === "plain" && known?.kind === "parameter") this.remember(line, known);
      return undefined;
    }
    this.found = [];
    return found;
  }

  /** Apart from `check`, which every line runs through: rules are of many shapes, and would keep engines from compiling it well. */
  private runRules(rules: readonly Rule[], context: LineContext): void {
    for (let i = 0; i < rules.length; i++) {
      const rule = rules[i] as Rule;
      this.checking = rule;
      rule.line?.(context);
    }
  }

  private remember({ value }: Line, { parameter, interface: name }: Resolution & { kind: "parameter" }): void {
    if (name !== undefined && !isOrdinaryName(name)) return;
    const values = this.unremarkable.get(parameter) ?? new Set();
    this.unremarkable.set(parameter, values);
    // Bounded: a file can hold any number of values.
    if (values.size >= MOST_VALUES) values.clear();
    values.add(byItself(value));
  }

  private situationOf({ line, catalogue, target, resolution, parameter, verdict }: LineContext): LineSituation {
    if (line.kind === "endless") return "endless";
    if (resolution?.kind === "running") return "absent";
    if (!isSound(line, resolution) && keyProblem(line, catalogue, target.loader)) return "broken";
    if (line.kind === "exclusion") return "exclusion";
    if (!parameter) return "absent";
    if (!parameter.isNumeric) return "text";
    if (verdict?.status === "refused") return "refused";
    return parameter.arity === 1 && isPlainlyWritten(line) && isPlainNumber(line, verdict) ? "plain" : "accepted";
  }
}

/** A key that is sound if it names a parameter, at the beginning of a line that ends as lines do. */
function isPlainlyWritten(line: Line): boolean {
  const { text, ending } = line;
  return line.keyStart === 0 && isSoundlyWritten(line) && line.valueEnd === text.length && text.length < 500 && ending !== "\r";
}

/** One decimal number, all of it. */
function isPlainNumber({ valueStart, valueEnd }: Line, verdict: Verdict | undefined): boolean {
  if (verdict?.status !== "accepted" || verdict.ignored || verdict.numbers.length !== 1) return false;
  const [word] = verdict.numbers;
  return word?.number?.base === 10 && word.end === valueEnd - valueStart;
}
