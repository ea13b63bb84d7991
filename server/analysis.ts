import { AcrossFiles } from "./analysis-across.ts";
import type { Catalogue, Resolution } from "./catalogue/catalogue.ts";
import { judgeWrite, type Verdict } from "./catalogue/write.ts";
import { Configuration } from "./configuration/configuration.ts";
import { FileIndex, statements } from "./configuration/file-index.ts";
import type { Placement } from "./configuration/placement.ts";
import type { LineChanges, SysctlDocument } from "./document/document.ts";
import { matchesGlob } from "./document/glob.ts";
import { isGlob, pathOfKey, procpsPath } from "./document/key.ts";
import type { Line } from "./document/line.ts";
import { atOnce, STEP, type Steps } from "./gently.ts";
import type { Machine } from "./machine/machine.ts";
import { type Directives, directivesInSteps, directivesOf } from "./rules/directives.ts";
import { isSound, keyProblem } from "./rules/key-problem.ts";
import type { Finding, LineContext, LineSituation, Related, Report, Rule, Severity } from "./rules/rule.ts";
import { sortedInSteps } from "./sort-in-steps.ts";
import type { Target } from "./target.ts";

/** Severities chosen by the user, by rule name. */
export type RuleSettings = ReadonlyMap<string, Severity | "off">;

export interface AnalysisOptions {
  readonly catalogue: Catalogue;
  readonly target: Target;
  readonly rules: readonly Rule[];
  readonly settings?: RuleSettings;
  /** The files that it is applied with on a target; alone if absent or undefined. */
  readonly surroundings?: ((target: Target) => Surroundings | undefined) | undefined;
  /** What comments say of the target does not count. */
  readonly fixedTarget?: boolean;
  /** Keys (patterns allowed) that the user's kernel has and the catalogue does not. */
  readonly customParameters?: readonly string[];
  /** The running kernel: where the file is checked for it, what it has exists, whatever the catalogue says. */
  readonly running?: RunningKernel | undefined;
  /** What the running kernel holds at a path, where drift is to be found. */
  readonly drift?: ((path: string) => string | undefined) | undefined;
}

/** The same with nothing left out. */
type Chosen = { readonly [K in keyof AnalysisOptions]-?: AnalysisOptions[K] };

/** Of one shape whoever asks: engines compile what runs often for the shapes that they have seen. */
function chosen({ catalogue, target, rules, settings, surroundings, fixedTarget, customParameters, running, drift }: AnalysisOptions): Chosen {
  return {
    catalogue,
    target,
    rules,
    settings: settings ?? NO_SETTINGS,
    surroundings: surroundings ?? (() => undefined),
    fixedTarget: fixedTarget ?? false,
    customParameters: customParameters ?? [],
    running,
    drift,
  };
}

/** The files that a file is applied with, itself among them if it is read at all, and where it stands in its system. */
export interface Surroundings {
  readonly configuration: Configuration;
  readonly placement?: Placement | undefined;
}

/** So many files below /proc/sys are read for one file's findings. */
const MOST_READ = 2_000;
const READS_A_STEP = 200;

/** What the analysis asks of the running kernel. */
export type RunningKernel = Pick<Machine, "exists">;

const NO_RULES: readonly Rule[] = [];
const NO_SETTINGS: RuleSettings = new Map();

/** Guesses at what was meant, in one file: a tenth of a second of work. */
const MOST_GUESSES = 1_000;

const CUSTOM: Resolution = { kind: "custom" };
const SITUATIONS: readonly LineSituation[] = ["plain", "broken", "absent", "refused", "accepted", "text", "exclusion"];

/** What an edit has touched besides the lines themselves: the rules that read what has been written, group by group. */
type Readers = Set<readonly Rule[]>;

/** A longer edit of a long file has it checked anew, which is done in steps. */
const MOST_UPDATED = 3_000;

/** So many guesses at what was meant make a step. */
const GUESSES_A_STEP = 50;

/**
 * All that is known about one open file. Everything a user sees (findings, hover, completion, fixes) reads
 * this; nothing is parsed or resolved a second time. After an edit only what it touched is done again.
 */
export class FileAnalysis {
  configuration: Configuration;
  /** What the file is checked for: as the options say, unless a comment in it says otherwise. */
  target: Target;
  private index: FileIndex;
  private across: AcrossFiles;
  /** The configuration is not ours alone. */
  private isShared = false;
  /** Does the index know the lines that are to be checked? */
  private indexed = false;
  /** The document's revision that has been checked. */
  private checked: number | undefined;
  private readonly directives: Directives;
  private readonly guessed = new WeakMap<Finding, Finding>();
  private readonly byLine = new Map<Line, Finding[]>();
  private readonly byPath = new Map<string, Finding[]>();
  /** Paths that several lines write, to be looked at when findings are asked for, which is done in steps. */
  private readonly touched = new Set<string>();
  private readonly byRule = new Map<Rule, Finding[]>();
  /** What `findings` has answered, until something changes. */
  private answered: readonly Finding[] | undefined;
  /** Grows whenever that is to be made anew. */
  private changeCount = 0;
  /** The line rules by the kind of line that they look at. */
  private readonly lineRules: ReadonlyMap<LineSituation, readonly Rule[]>;
  /** Those that look at each plain line; the others have nothing to say where the verdict (one for a parameter and a value) is unremarkable. */
  private readonly plainRules: readonly Rule[];
  private readonly unremarkable = new Set<Verdict>();
  private readonly active: readonly Rule[];
  private readonly pathRules: readonly Rule[];
  /** The line rule at work, and what it and its like have found on the line; one `report` serves all lines. */
  private checking: Rule | undefined;
  private found: Finding[] = [];
  private readonly reportLine = (report: Report): void => {
    if (this.checking) this.found.push(this.finding(this.checking, report));
  };
  private readonly directiveRules: readonly Rule[];
  private readonly runningRules: readonly Rule[];
  private readonly readers = new Map<string, Rule[]>();
  private readonly allReaders: readonly Rule[];
  private readonly custom: readonly string[];

  readonly options: Chosen;

  constructor(
    readonly document: SysctlDocument,
    given: AnalysisOptions,
    /** What the comments in it say, where it is to be checked in steps. */
    directives?: Directives,
  ) {
    const options = chosen(given);
    this.options = options;
    this.custom = options.customParameters.map(pathOfKey);
    const active = options.rules.filter((rule) => (options.settings.get(rule.name) ?? (rule.offByDefault ? "off" : rule.severity)) !== "off");
    this.lineRules = new Map(
      SITUATIONS.map((situation) => [situation, active.filter((rule) => rule.line && (rule.on?.includes(situation) ?? situation !== "plain"))]),
    );
    this.plainRules = (this.lineRules.get("plain") ?? []).filter((rule) => !rule.byValue);
    this.active = active;
    this.pathRules = active.filter((rule) => rule.path);
    this.directiveRules = active.filter((rule) => rule.directives);
    this.runningRules = options.drift ? active.filter((rule) => rule.running) : NO_RULES;
    for (const rule of active)
      for (const key of rule.reads ?? []) {
        const rules = this.readers.get(key);
        if (rules) rules.push(rule);
        else this.readers.set(key, [rule]);
      }
    this.allReaders = [...this.readers.values()].flat();
    this.directives = directives ?? directivesOf(document.lines);
    this.target = this.chosenTarget();
    [this.index, this.configuration, this.across] = this.build();
    if (!directives) this.checkAll();
  }

  /** Checks a long file in steps; edits of the document in between are seen by the first `update`. */
  static *inSteps(document: SysctlDocument, options: AnalysisOptions, step = STEP): Steps<FileAnalysis> {
    const analysis = new FileAnalysis(document, options, yield* directivesInSteps(document, step));
    // Others may ask about the files of a shared configuration before this one is done: none may be half known.
    const { revision } = document;
    if (analysis.isShared) for (const file of analysis.configuration.files) yield* file.updateInSteps();
    if (document.revision !== revision) return yield* FileAnalysis.inSteps(document, options, step);
    // A copy, for edits change the document's own array.
    const lines = analysis.changes().added.slice();
    const readers: Readers = new Set();
    for (let from = 0; from < lines.length; from += step) {
      analysis.takeAll(lines, from, Math.min(from + step, lines.length), readers);
      yield from / lines.length;
    }
    yield* analysis.configuration.findPatterns();
    yield* analysis.checkReaders(readers);
    return analysis;
  }

  /** So much has changed that a new analysis is no more work than an update. */
  get isFarBehind(): boolean {
    const { checked, document } = this;
    if (checked === undefined || !document.remembers(checked) || this.across.isFarBehind) return true;
    if (checked === document.revision) return false;
    const changes = document.changesSince(checked);
    if (document.isLong && (changes.removed.length + changes.added.length > MOST_UPDATED || this.isAmongManyPatterns(changes))) return true;
    return this.isForAnotherTarget(changes);
  }

  /** Which of them the loader takes, and where each matters, is found out for all of them together. */
  private isAmongManyPatterns({ removed, added }: LineChanges): boolean {
    return this.configuration.patternCount > MOST_UPDATED && [removed, added].some((lines) => lines.some(({ path }) => path && isGlob(path)));
  }

  /** Will an update find that comments name another target? */
  private isForAnotherTarget({ removed, added }: LineChanges): boolean {
    const { kernel, loader } = this.chosenTarget(removed, added);
    return kernel !== this.target.kernel || loader !== this.target.loader;
  }

  /** The file in the configuration that it belongs to, else in one of its own. */
  private build(): [FileIndex, Configuration, AcrossFiles] {
    const { target } = this;
    const { catalogue, surroundings } = this.options;
    const around = surroundings?.(target);
    const placement = around?.placement;
    const known = around?.configuration.files.find((file) => file.document === this.document);
    this.isShared = known !== undefined;
    const index = known ?? new FileIndex(this.document, target.loader, catalogue, placement?.path);
    const configuration = (known && around?.configuration) ?? new Configuration(catalogue, target, [index]);
    return [index, configuration, new AcrossFiles({ index, configuration, target, placement }, this.active, (rule, report) => this.finding(rule, report))];
  }

  private checkAll(): void {
    // All files must be known before a rule over several of them is asked.
    for (const file of this.configuration.files) if (file !== this.index) file.update();
    this.checked = undefined;
    this.apply(this.changes());
  }

  /** Brings everything up to date with the document. */
  update(): void {
    const { index } = this;
    const changes = this.changes();
    if (changes.everything) this.directives.clear();
    if (this.directives.update(changes.removed, changes.added) && this.retarget()) {
      // Other files go on reading the index.
      if (!this.indexed) index.addAll(changes.added);
      this.checkAll();
    } else this.apply(changes);
  }

  /** What is to be checked. */
  private changes(): LineChanges {
    // Another file's analysis may have brought the index up to date; else each line is added to it when it is checked.
    this.indexed = this.index.revision !== this.checked;
    if (this.indexed) this.index.update();
    const changes = this.indexed ? this.document.changesSince(this.checked) : this.index.takeChanges();
    this.checked = this.document.revision;
    return changes;
  }

  private chosenTarget(removed: readonly Line[] = [], added: readonly Line[] = []): Target {
    const { target, fixedTarget } = this.options;
    return fixedTarget ? target : this.directives.target(target, removed, added);
  }

  /** True if comments now name another target, for which everything is to be checked again. */
  private retarget(): boolean {
    const target = this.chosenTarget();
    const before = this.target;
    this.target = target;
    if (target.kernel === before.kernel && target.loader === before.loader) return false;
    [this.index, this.configuration, this.across] = this.build();
    return true;
  }

  private apply({ removed, added, everything }: LineChanges): void {
    if (everything) for (const kept of [this.byLine, this.byPath, this.touched, this.byRule, this.across]) kept.clear();
    if (everything || removed.length > 0 || added.length > 0) this.answerAnew();
    const readers: Readers = new Set();
    for (const line of removed)
      for (const part of statements(line, this.target.loader)) {
        this.byLine.delete(part);
        if (part.path) this.drop(part, readers);
      }
    this.takeAll(added, 0, added.length, readers);
    atOnce(this.checkReaders(readers));
  }

  private answerAnew(): void {
    this.answered = undefined;
    this.changeCount++;
  }

  private takeAll(lines: readonly Line[], from: number, to: number, readers: Readers): void {
    for (let i = from; i < to; i++) {
      const line = lines[i] as Line;
      if (line.rest) for (const part of statements(line, this.target.loader)) this.take(part, readers);
      else this.take(line, readers);
    }
  }

  private *checkReaders(readers: Readers): Steps<void> {
    const elsewhere = this.across.elsewhere();
    for (const line of elsewhere) if (line.path) readers.add(this.readersOf(line, this.options.catalogue.resolveKey(line)));
    if (this.across.check() || elsewhere.length > 0) this.answerAnew();
    for (const rule of new Set([...readers].flat())) {
      yield;
      this.checkConfiguration(rule);
    }
  }

  /** The index has forgotten a line: what else looked at it is to be checked. */
  private drop(line: Line, readers: Readers): void {
    const { path } = line;
    this.across.drop(line);
    if (this.byPath.has(path) || this.index.linesFor(path).length > 1) this.touched.add(path);
    readers.add(this.readersOf(line, this.options.catalogue.resolveKey(line)));
  }

  /** Adds a line to the index and checks it: the way of every line of a file that is opened. */
  private take(line: Line, readers: Readers): void {
    if (line.kind === "blank" || line.kind === "comment") return;
    if (line.kind === "malformed") {
      this.checkLine(line, undefined);
      return;
    }
    const resolution = this.options.catalogue.resolveKey(line);
    const lines = this.indexed ? this.index.linesFor(line.path).length : this.index.add(line, resolution);
    if (lines > 1 && line.path) this.touched.add(line.path);
    this.across.take(line);
    readers.add(this.readersOf(line, resolution));
    this.checkLine(line, resolution);
  }

  /** The rules that read what a line writes; a pattern may write anything. */
  private readersOf(line: Line, resolution: Resolution): readonly Rule[] {
    if (resolution.kind === "parameter") return this.readers.get(resolution.parameter.key) ?? NO_RULES;
    return isGlob(line.path) ? this.allReaders : NO_RULES;
  }

  /** All findings that no comment disables, by line and column; the same list until something changes. */
  findings(): readonly Finding[] {
    return this.answered ?? atOnce(this.findingsInSteps());
  }

  /** The same, for files with many of them. */
  *findingsInSteps(): Steps<readonly Finding[]> {
    if (this.answered) return this.answered;
    const { changeCount } = this;
    let all = yield* this.allFindings();
    if (this.runningRules.length > 0) for (const finding of yield* this.driftFindings()) all.push(finding);
    // Most files have no comments for us.
    if (this.directives.size > 0) all = yield* this.heed(all);
    all = yield* this.withGuesses(yield* sortedInSteps(all, byPlace));
    // The kernel's values change without us.
    if (this.runningRules.length === 0 && changeCount === this.changeCount) this.answered = all;
    return all;
  }

  /** Takes the place of findings whose message can be bettered, up to a limit: a file can hold any number of typing errors. */
  private *withGuesses(findings: Finding[]): Steps<Finding[]> {
    let guesses = 0;
    for (let i = 0; i < findings.length && guesses < MOST_GUESSES; i++) {
      const finding = findings[i] as Finding;
      if (!finding.guess) continue;
      guesses++;
      let better = this.guessed.get(finding);
      if (!better) {
        better = { ...finding, message: finding.guess() ?? finding.message };
        this.guessed.set(finding, better);
        if (guesses % GUESSES_A_STEP === 0) yield;
      }
      findings[i] = better;
    }
    return findings;
  }

  /** Made anew each time: the kernel's values change without us. */
  private *driftFindings(): Steps<Finding[]> {
    const findings: Finding[] = [];
    let read = 0;
    for (const whole of this.document.lines) {
      for (const line of statements(whole, this.target.loader)) {
        if (line.kind !== "assignment" || isGlob(line.path)) continue;
        const { parameter } = this.resolve(line);
        if (!parameter || this.configuration.lastWrite(line.path)?.line !== line) continue;
        if (++read % READS_A_STEP === 0) yield;
        const value = this.options.drift?.(line.path);
        if (value === undefined) continue;
        for (const rule of this.runningRules) rule.running?.({ line, parameter, value, report: (report) => findings.push(this.finding(rule, report)) });
      }
      if (read >= MOST_READ) break;
      if (whole.number % STEP === 0) yield;
    }
    return findings;
  }

  private *allFindings(): Steps<Finding[]> {
    yield* this.checkPaths();
    const all: Finding[] = [];
    for (const map of [this.byLine, this.byPath, this.byRule]) {
      for (const findings of map.values()) for (const finding of findings) all.push(finding);
      yield;
    }
    for (const finding of yield* this.across.findings()) all.push(finding);
    return all;
  }

  /** The lines that do not take effect as written, whatever comments say about it. */
  *failing(): Steps<Set<Line>> {
    const failing = new Set<Line>();
    // A NUL is an error, but each loader reads the part before it.
    for (const { at, rule, severity } of yield* this.allFindings()) if (severity === "error" && rule !== "nul-character") failing.add(at.line);
    return failing;
  }

  /** Does what the file's comments ask for, and adds what is to be said about them. */
  private *heed(findings: readonly Finding[]): Steps<Finding[]> {
    const { kept, disables } = yield* this.directives.suppress(findings, this.document);
    const rules = new Set(this.options.rules.map((rule) => rule.name));
    const list = yield* this.directives.inOrder();
    for (const rule of this.directiveRules) {
      yield* rule.directives?.({ directives: list, disables, rules, report: (report) => kept.push(this.finding(rule, report)) }) ?? [];
    }
    return kept;
  }

  /** What the key of a line stands for on the target. */
  resolve(line: Line): Pick<LineContext, "resolution" | "parameter" | "verdict"> {
    const hasKey = line.kind === "assignment" || line.kind === "exclusion";
    return this.contextOf(line, hasKey ? this.options.catalogue.resolveKey(line) : undefined);
  }

  private contextOf(line: Line, known: Resolution | undefined): LineContext {
    const { kernel } = this.target;
    const resolution = known && this.asTargetReads(line, known);
    const parameter = resolution?.kind === "parameter" && resolution.parameter.existsIn(kernel) ? resolution.parameter.at(kernel) : undefined;
    const verdict = parameter && line.kind === "assignment" ? judgeWrite(line.value, parameter) : undefined;
    return { line, target: this.target, catalogue: this.options.catalogue, resolution, parameter, verdict, report: this.reportLine };
  }

  /** procps reads some keys in its own way; the user, or the running kernel, may know parameters that we do not. */
  private asTargetReads(line: Line, known: Resolution): Resolution {
    if (known.kind === "parameter" && (!this.options.running || known.parameter.existsIn(this.target.kernel))) return known;
    const path = this.target.loader === "procps" ? procpsPath(line.path) : line.path;
    const resolution = this.options.catalogue.resolve(path);
    if (resolution.kind === "unknown" && this.custom.some((pattern) => matchesGlob(pattern, path))) return CUSTOM;
    return this.isKnownToRun(path, resolution) ? { ...resolution, kind: "running" } : resolution;
  }

  /** True for what the target should not have, and has: the target is the kernel that runs, and its word counts. */
  private isKnownToRun(path: string, resolution: Resolution): boolean {
    const { running } = this.options;
    const { kernel, from } = this.target;
    if (!running || from?.kernel !== "machine") return false;
    if (resolution.kind === "parameter" ? resolution.parameter.existsIn(kernel) : resolution.kind !== "unknown") return false;
    return running.exists(path);
  }

  private checkLine(line: Line, known: Resolution | undefined): void {
    const context = this.contextOf(line, known);
    const situation = this.situationOf(context);
    if (situation === "plain" && context.verdict && this.unremarkable.has(context.verdict)) this.runRules(this.plainRules, context);
    else this.runRules(this.lineRules.get(situation) ?? NO_RULES, context);
    if (this.found.length > 0) {
      this.byLine.set(line, this.found);
      this.found = [];
    } else if (situation === "plain" && context.verdict) this.remember(context.verdict);
  }

  /** Apart from checkLine, which every line runs through: rules are of many shapes, and would keep engines from compiling it well. */
  private runRules(rules: readonly Rule[], context: LineContext): void {
    for (let i = 0; i < rules.length; i++) {
      const rule = rules[i] as Rule;
      this.checking = rule;
      rule.line?.(context);
    }
  }

  private remember(verdict: Verdict): void {
    // Bounded: a file can hold any number of values.
    if (this.unremarkable.size >= 10_000) this.unremarkable.clear();
    this.unremarkable.add(verdict);
  }

  private situationOf({ line, catalogue, target, resolution, parameter, verdict }: LineContext): LineSituation {
    if (resolution?.kind === "running") return "absent";
    if (!isSound(line, resolution, target.loader) && keyProblem(line, catalogue, target.loader)) return "broken";
    if (line.kind === "exclusion") return "exclusion";
    if (!parameter) return "absent";
    if (!parameter.isNumeric) return "text";
    if (verdict?.status === "refused") return "refused";
    return verdict && parameter.arity === 1 && isPlainNumber(line, verdict) ? "plain" : "accepted";
  }

  private *checkPaths(): Steps<void> {
    let done = 0;
    for (const path of this.touched) {
      const { changeCount } = this;
      const findings = yield* this.findingsAbout(path);
      // An edit meanwhile: whoever asks after it looks again.
      if (changeCount !== this.changeCount) return;
      if (findings.length > 0) this.byPath.set(path, findings);
      else this.byPath.delete(path);
      this.touched.delete(path);
      if (++done % STEP === 0) yield;
    }
  }

  private *findingsAbout(path: string): Steps<Finding[]> {
    const lines = this.index.linesFor(path);
    const findings: Finding[] = [];
    if (lines.length < 2) return findings;
    const resolution = this.options.catalogue.resolve(path);
    const parameter = resolution.kind === "parameter" ? resolution.parameter : undefined;
    for (const rule of this.pathRules)
      yield* rule.path?.({ target: this.target, path, lines, parameter, report: (report) => findings.push(this.finding(rule, report)) }) ?? [];
    return findings;
  }

  private checkConfiguration(rule: Rule): void {
    this.byRule.delete(rule);
    const findings: Finding[] = [];
    rule.check?.({
      target: this.target,
      effective: (key) => this.configuration.effective(key),
      number: (key) => this.configuration.number(key),
      perInterface: (key) => this.configuration.perInterface(key),
      interfaces: (key) => this.configuration.interfaces(key),
      effectiveDefault: (key) => this.configuration.defaultOf(key)?.value,
      writes: (keys) => this.configuration.writes(keys),
      // A rule over several files speaks in the file that its finding is about.
      report: (report) => {
        if (!this.isHere(report.at.line)) return;
        findings.push(this.finding(rule, report.related ? { ...report, related: report.related.flatMap((other) => this.located(other)) } : report));
      },
    });
    if (findings.length > 0) this.byRule.set(rule, findings);
  }

  /** Rules know lines; which file of the configuration a line is in is found out here. */
  private located(other: Related): Related[] {
    if (other.document || this.isHere(other.at.line)) return [other];
    const file = this.configuration.files.find(({ document }) => document.lines[other.at.line.number] === other.at.line);
    return file ? [{ ...other, document: file.document }] : [];
  }

  private isHere(line: Line): boolean {
    return this.document.lines[line.number] === line;
  }

  private finding(rule: Rule, report: Report): Finding {
    const asked = this.options.settings.get(rule.name);
    return { ...report, rule: rule.name, severity: asked && asked !== "off" ? asked : (report.severity ?? rule.severity) };
  }
}

/** Of one place by rule, so that the order does not tell what was edited last. */
function byPlace(a: Finding, b: Finding): number {
  return a.at.line.number - b.at.line.number || a.at.start - b.at.start || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0);
}

/** One decimal number, all of it, on a line that ends as lines do. */
function isPlainNumber(line: Line, verdict: Verdict): boolean {
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
