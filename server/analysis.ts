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
import type { Finding, LineContext, Report, Rule, Severity } from "./rules/rule.ts";
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
  private readonly lineRules: readonly Rule[];
  private readonly pathRules: readonly Rule[];
  private readonly directiveRules: readonly Rule[];
  private readonly readers = new Map<string, Rule[]>();
  private readonly custom: readonly string[];

  constructor(
    readonly document: SysctlDocument,
    readonly options: AnalysisOptions,
  ) {
    this.custom = (options.customParameters ?? []).map(pathOfKey);
    const active = options.rules.filter((rule) => (options.settings?.get(rule.name) ?? (rule.offByDefault ? "off" : rule.severity)) !== "off");
    this.lineRules = active.filter((rule) => rule.line);
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
    const index = configuration?.files.find((file) => file.document === this.document) ?? new FileIndex(this.document, this.target.loader);
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
    if (target.kernel === this.target.kernel && target.loader === this.target.loader) return false;
    this.target = target;
    [this.index, this.configuration] = this.build();
    return true;
  }

  private apply({ removed, added }: LineChanges): void {
    const paths = new Set<string>();
    for (const line of removed)
      for (const part of statements(line, this.target.loader)) {
        this.byLine.delete(part);
        if (part.path) paths.add(part.path);
      }
    for (const line of added)
      for (const part of statements(line, this.target.loader)) {
        this.checkLine(part);
        if (part.path) paths.add(part.path);
      }
    const rules = new Set<Rule>();
    for (const path of paths) {
      this.checkPath(path);
      for (const rule of this.readersOf(path)) rules.add(rule);
    }
    for (const rule of rules) this.checkConfiguration(rule);
  }

  /** The rules that read what a path writes; a pattern may write anything. */
  private readersOf(path: string): Iterable<Rule> {
    const resolution = this.options.catalogue.resolve(path);
    if (resolution.kind === "parameter") return this.readers.get(resolution.parameter.key) ?? [];
    return isGlob(path) ? [...this.readers.values()].flat() : [];
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
    let findings: Finding[] | undefined;
    let rule: Rule;
    const { resolution, parameter, verdict } = this.resolve(line);
    const context: LineContext = {
      line,
      target: this.target,
      catalogue: this.options.catalogue,
      resolution,
      parameter,
      verdict,
      report: (report) => {
        findings ??= [];
        findings.push(this.finding(rule, report));
      },
    };
    for (rule of this.lineRules) rule.line?.(context);
    if (findings) this.byLine.set(line, findings);
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
        if (this.document.lines[report.at.line.number] === report.at.line) findings.push(this.finding(rule, report));
      },
    });
    if (findings.length > 0) this.byRule.set(rule, findings);
  }

  private finding(rule: Rule, report: Report): Finding {
    const chosen = this.options.settings?.get(rule.name);
    return { ...report, rule: rule.name, severity: chosen && chosen !== "off" ? chosen : (report.severity ?? rule.severity) };
  }
}
