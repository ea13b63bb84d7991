import type { Catalogue, Resolution } from "./catalogue/catalogue.ts";
import type { ParameterAtRelease } from "./catalogue/parameter.ts";
import { judgeWrite, type Verdict } from "./catalogue/write.ts";
import { Configuration } from "./configuration/configuration.ts";
import { FileIndex, type LineChanges, statements } from "./configuration/file-index.ts";
import type { SysctlDocument } from "./document/document.ts";
import { matchesGlob } from "./document/glob.ts";
import { isGlob, pathOfKey, procpsPath } from "./document/key.ts";
import type { Line } from "./document/line.ts";
import { Directives } from "./rules/directives.ts";
import { keyProblem } from "./rules/key-problem.ts";
import type { Finding, LineContext, LineSituation, Report, Rule, Severity } from "./rules/rule.ts";
import type { Target } from "./target.ts";

/** Severities chosen by the user, by rule name. */
export type RuleSettings = ReadonlyMap<string, Severity | "off">;

export interface AnalysisOptions {
  readonly catalogue: Catalogue;
  readonly target: Target;
  readonly rules: readonly Rule[];
  readonly settings?: RuleSettings;
  /** The files that are applied together, this one among them; alone if absent. */
  readonly configuration?: Configuration;
  /** Keys (patterns allowed) that the user's kernel has and the catalogue does not. */
  readonly customParameters?: readonly string[];
}

const NO_RULES: readonly Rule[] = [];
const SITUATIONS: readonly LineSituation[] = ["plain", "broken", "absent", "refused", "accepted", "text", "exclusion"];

/**
 * All that is known about one open file. Everything a user sees (findings, hover, completion, fixes) reads
 * this; nothing is parsed or resolved a second time. After an edit only what it touched is done again.
 */
export class FileAnalysis {
  configuration: Configuration;
  /** What the file is checked for: as the options say, unless a comment in it says otherwise. */
  target: Target;
  private index: FileIndex;
  private readonly directives = new Directives();
  private readonly byLine = new Map<Line, Finding[]>();
  private readonly byPath = new Map<string, Finding[]>();
  private readonly byRule = new Map<Rule, Finding[]>();
  /** The line rules by the kind of line that they look at. */
  private readonly lineRules: ReadonlyMap<LineSituation, readonly Rule[]>;
  private readonly pathRules: readonly Rule[];
  /** The line rule at work, and what it and its like have found on the line; one `report` serves all lines. */
  private checking: Rule | undefined;
  private found: Finding[] = [];
  private readonly reportLine = (report: Report): void => {
    if (this.checking) this.found.push(this.finding(this.checking, report));
  };
  private readonly directiveRules: readonly Rule[];
  private readonly readers = new Map<string, Rule[]>();
  private readonly custom: readonly string[];

  constructor(
    readonly document: SysctlDocument,
    readonly options: AnalysisOptions,
  ) {
    this.custom = (options.customParameters ?? []).map(pathOfKey);
    const active = options.rules.filter((rule) => (options.settings?.get(rule.name) ?? (rule.offByDefault ? "off" : rule.severity)) !== "off");
    this.lineRules = new Map(
      SITUATIONS.map((situation) => [situation, active.filter((rule) => rule.line && (rule.on?.includes(situation) ?? situation !== "plain"))]),
    );
    this.pathRules = active.filter((rule) => rule.path);
    this.directiveRules = active.filter((rule) => rule.directives);
    for (const rule of active)
      for (const key of rule.reads ?? []) {
        const rules = this.readers.get(key);
        if (rules) rules.push(rule);
        else this.readers.set(key, [rule]);
      }
    this.directives.update([], document.lines);
    this.target = this.directives.target(options.target);
    [this.index, this.configuration] = this.build();
    this.checkAll();
  }

  /** The file in the configuration given, else one of its own. */
  private build(): [FileIndex, Configuration] {
    const { configuration, catalogue } = this.options;
    const index =
      configuration?.files.find((file) => file.document === this.document) ?? new FileIndex(this.document, this.target.loader, this.options.catalogue);
    return [index, configuration ?? new Configuration(catalogue, this.target, [index])];
  }

  private checkAll(): void {
    for (const map of [this.byLine, this.byPath, this.byRule]) map.clear();
    // All files must be known before a rule over several of them is asked.
    for (const file of this.configuration.files) file.update();
    this.apply({ removed: [], added: this.document.lines });
  }

  /** Brings everything up to date with the document. */
  update(): void {
    const changes = this.index.update();
    if (this.directives.update(changes.removed, changes.added) && this.retarget()) this.checkAll();
    else this.apply(changes);
  }

  /** True if comments now name another target, for which everything is to be checked again. */
  private retarget(): boolean {
    const target = this.directives.target(this.options.target);
    const before = this.target;
    this.target = target;
    if (target.kernel === before.kernel && target.loader === before.loader) return false;
    [this.index, this.configuration] = this.build();
    return true;
  }

  private apply({ removed, added }: LineChanges): void {
    // Paths that several lines write, and the rules that read what was touched; a path with one line needs neither a place here.
    const shared = new Set<string>();
    const rules = new Set<Rule>();
    for (const line of removed)
      for (const part of statements(line, this.target.loader)) {
        this.byLine.delete(part);
        if (part.path) this.touch(part.path, shared, rules);
      }
    for (const line of added)
      for (const part of statements(line, this.target.loader)) {
        this.checkLine(part);
        if (part.path) this.touch(part.path, shared, rules);
      }
    for (const path of shared) this.checkPath(path);
    for (const rule of rules) this.checkConfiguration(rule);
  }

  private touch(path: string, shared: Set<string>, rules: Set<Rule>): void {
    if (this.index.hasSeveral(path) || this.byPath.has(path)) shared.add(path);
    const readers = this.readersOf(path);
    for (let i = 0; i < readers.length; i++) rules.add(readers[i] as Rule);
  }

  /** The rules that read what a path writes; a pattern may write anything. */
  private readersOf(path: string): readonly Rule[] {
    const resolution = this.options.catalogue.resolve(path);
    if (resolution.kind === "parameter") return this.readers.get(resolution.parameter.key) ?? NO_RULES;
    return isGlob(path) ? [...this.readers.values()].flat() : NO_RULES;
  }

  /** All findings that no comment disables, by line and column. */
  findings(): Finding[] {
    let all: Finding[] = [];
    for (const map of [this.byLine, this.byPath, this.byRule]) for (const findings of map.values()) for (const finding of findings) all.push(finding);
    // Most files have no comments for us.
    if (this.directives.list.length > 0) all = this.heed(all);
    return all.sort((a, b) => a.at.line.number - b.at.line.number || a.at.start - b.at.start);
  }

  /** Does what the file's comments ask for, and adds what is to be said about them. */
  private heed(findings: readonly Finding[]): Finding[] {
    const { kept, disables } = this.directives.suppress(findings, this.document);
    const rules = new Set(this.options.rules.map((rule) => rule.name));
    for (const rule of this.directiveRules)
      rule.directives?.({ directives: this.directives.list, disables, rules, report: (report) => kept.push(this.finding(rule, report)) });
    return kept;
  }

  /** What the key of a line stands for on the target. */
  resolve(line: Line): { resolution: Resolution | undefined; parameter: ParameterAtRelease | undefined; verdict: Verdict | undefined } {
    if (line.kind !== "assignment" && line.kind !== "exclusion") return { resolution: undefined, parameter: undefined, verdict: undefined };
    const { target } = this;
    const resolution = this.resolvePath(line.path);
    if (resolution.kind !== "parameter" || !resolution.parameter.existsIn(target.kernel)) return { resolution, parameter: undefined, verdict: undefined };
    const parameter = resolution.parameter.at(target.kernel);
    return { resolution, parameter, verdict: line.kind === "assignment" ? judgeWrite(line.value, parameter) : undefined };
  }

  private resolvePath(written: string): Resolution {
    const path = this.target.loader === "procps" ? procpsPath(written) : written;
    const resolution = this.options.catalogue.resolve(path);
    if (resolution.kind === "unknown" && this.custom.some((pattern) => matchesGlob(pattern, path))) return { kind: "custom" };
    return resolution;
  }

  private checkLine(line: Line): void {
    if (line.kind === "blank" || line.kind === "comment") return;
    const { resolution, parameter, verdict } = this.resolve(line);
    const context: LineContext = { line, target: this.target, catalogue: this.options.catalogue, resolution, parameter, verdict, report: this.reportLine };
    const rules = this.lineRules.get(this.situationOf(context)) ?? [];
    for (let i = 0; i < rules.length; i++) {
      const rule = rules[i] as Rule;
      this.checking = rule;
      rule.line?.(context);
    }
    if (this.found.length > 0) {
      this.byLine.set(line, this.found);
      this.found = [];
    }
  }

  private situationOf({ line, catalogue, target, parameter, verdict }: LineContext): LineSituation {
    if (keyProblem(line, catalogue, target.loader)) return "broken";
    if (line.kind === "exclusion") return "exclusion";
    if (!parameter) return "absent";
    if (!parameter.isNumeric) return "text";
    if (verdict?.status === "refused") return "refused";
    return verdict && parameter.arity === 1 && isPlain(line, verdict) ? "plain" : "accepted";
  }

  private checkPath(path: string): void {
    this.byPath.delete(path);
    const lines = this.index.linesFor(path);
    if (lines.length < 2) return;
    const resolution = this.options.catalogue.resolve(path);
    const parameter = resolution.kind === "parameter" ? resolution.parameter : undefined;
    const findings: Finding[] = [];
    for (const rule of this.pathRules)
      rule.path?.({ target: this.target, path, lines, parameter, report: (report) => findings.push(this.finding(rule, report)) });
    if (findings.length > 0) this.byPath.set(path, findings);
  }

  private checkConfiguration(rule: Rule): void {
    this.byRule.delete(rule);
    const findings: Finding[] = [];
    rule.check?.({
      target: this.target,
      effective: (key) => this.configuration.effective(key),
      number: (key) => this.configuration.number(key),
      perInterface: (key) => this.configuration.perInterface(key),
      effectiveDefault: (key) => this.configuration.defaultOf(key)?.value,
      writes: (keys) => this.configuration.writes(keys),
      // A rule over several files speaks in the file that its finding is about.
      report: (report) => {
        if (!this.isHere(report.at.line)) return;
        const related = report.related?.filter((other) => this.isHere(other.at.line));
        findings.push(this.finding(rule, related?.length === report.related?.length ? report : { ...report, related: related ?? [] }));
      },
    });
    if (findings.length > 0) this.byRule.set(rule, findings);
  }

  private isHere(line: Line): boolean {
    return this.document.lines[line.number] === line;
  }

  private finding(rule: Rule, report: Report): Finding {
    const chosen = this.options.settings?.get(rule.name);
    return { ...report, rule: rule.name, severity: chosen && chosen !== "off" ? chosen : (report.severity ?? rule.severity) };
  }
}

/** One decimal number, all of it, on a line that ends as lines do. */
function isPlain(line: Line, verdict: Verdict): boolean {
  if (verdict.status !== "accepted" || verdict.ignored || verdict.numbers.length !== 1) return false;
  const [word] = verdict.numbers;
  return (
    word?.number?.base === 10 &&
    word.end === line.valueEnd - line.valueStart &&
    line.valueEnd === line.text.length &&
    line.text.length < 500 &&
    line.ending !== "\r"
  );
}
