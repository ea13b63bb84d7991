import { AcrossFiles } from "./analysis-across.ts";
import { type AnalysisOptions, type Chosen, chosen } from "./analysis-options.ts";
import { RepeatedPaths } from "./analysis-paths.ts";
import type { Resolution } from "./catalogue/catalogue.ts";
import { Configuration } from "./configuration/configuration.ts";
import { FileIndex, statements } from "./configuration/file-index.ts";
import type { LineChanges, SysctlDocument } from "./document/document.ts";
import { isGlob } from "./document/key.ts";
import type { Line } from "./document/line.ts";
import { driftFindings } from "./drift-findings.ts";
import { atOnce, STEP, type Steps } from "./gently.ts";
import { Guesses } from "./guesses.ts";
import { LineChecker } from "./line-checker.ts";
import { type Directives, directivesInSteps, directivesOf } from "./rules/directives.ts";
import type { Finding, LineContext, Related, Report, Rule } from "./rules/rule.ts";
import { shortMessage } from "./rules/shorten.ts";
import { sortedInSteps } from "./sort-in-steps.ts";
import { nameOfTarget, type Target } from "./target.ts";

const NO_RULES: readonly Rule[] = [];

/** What an edit has touched besides the lines themselves: the rules that read what has been written, group by group. */
type Readers = Set<readonly Rule[]>;

/** Findings are kept for so many lines, for so much of what is written twice, and of each rule over the whole file: a kilobyte each. */
export const MOST_FOUND = 100_000;

/** A longer edit of a long file has it checked anew, which is done in steps. */
const MOST_UPDATED = 3_000;

/**
 * All that is known about one open file. Everything a user sees (findings, hover, completion, fixes) reads
 * this; nothing is parsed or resolved a second time. After an edit only what it touched is done again.
 */
export class FileAnalysis {
  configuration: Configuration;
  /** What the file is checked for: as the options say, unless a comment in it says otherwise. */
  target: Target;
  private index: FileIndex;
  private repeated: RepeatedPaths;
  private across: AcrossFiles;
  /** The configuration is not ours alone. */
  private isShared = false;
  /** Does the index know the lines that are to be checked? */
  private indexed = false;
  /** The document's revision that has been checked. */
  private checked: number | undefined;
  private readonly directives: Directives;
  private readonly guesses = new Guesses();
  private readonly byLine = new Map<Line, Finding[]>();
  private readonly byRule = new Map<Rule, Finding[]>();
  /** What `findings` has answered, until something changes. */
  private answered: readonly Finding[] | undefined;
  /** Grows whenever that is to be made anew. */
  private changeCount = 0;
  private readonly active: readonly Rule[];
  private readonly directiveRules: readonly Rule[];
  private readonly runningRules: readonly Rule[];
  private readonly readers = new Map<string, Rule[]>();
  private readonly allReaders: readonly Rule[];
  private lines: LineChecker;
  readonly options: Chosen;

  constructor(
    readonly document: SysctlDocument,
    given: AnalysisOptions,
    /** What the comments in it say, where it is to be checked in steps. */
    directives?: Directives,
  ) {
    const options = chosen(given);
    this.options = options;
    const active = options.rules.filter((rule) => (options.settings.get(rule.name) ?? (rule.offByDefault ? "off" : rule.severity)) !== "off");
    this.active = active;
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
    [this.index, this.configuration, this.repeated, this.across, this.lines] = this.build();
    if (!directives) this.checkAll();
  }

  /** Checks a long file in steps; edits of the document in between are seen by the first `update`. */
  static *inSteps(document: SysctlDocument, options: AnalysisOptions, step = STEP): Steps<FileAnalysis> {
    const analysis = new FileAnalysis(document, options, yield* directivesInSteps(document, step));
    // Others may ask about the files of a shared configuration before this one is done: none may be half known.
    const { revision } = document;
    if (analysis.isShared)
      for (const file of analysis.configuration.files) {
        if (file.revision === file.document.revision) continue;
        yield* file.updateInSteps();
        yield;
      }
    if (document.revision !== revision) return yield* FileAnalysis.inSteps(document, options, step);
    // A copy, for edits change the document's own array.
    const lines = analysis.changes().added.slice();
    const readers: Readers = new Set();
    const stride = Math.ceil(step / analysis.lines.slowness);
    for (let from = 0; from < lines.length; from += stride) {
      analysis.takeAll(lines, from, Math.min(from + stride, lines.length), readers);
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
    if (this.isCut || this.across.lacksExclusions) return true;
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
    return nameOfTarget(this.chosenTarget(removed, added)) !== nameOfTarget(this.target);
  }

  /** The file in the configuration that it belongs to, else in one of its own. */
  private build(): [FileIndex, Configuration, RepeatedPaths, AcrossFiles, LineChecker] {
    const { target } = this;
    const { catalogue, surroundings } = this.options;
    const around = surroundings?.(target);
    const placement = around?.placement;
    const known = around?.configuration.files.find((file) => file.document === this.document);
    this.isShared = known !== undefined;
    const index = known ?? new FileIndex(this.document, target.loader, catalogue, placement?.path);
    const configuration = (known && around?.configuration) ?? new Configuration(catalogue, target, [index]);
    const finding = (rule: Rule, report: Report) => this.finding(rule, report);
    const repeated = new RepeatedPaths({ index, target, catalogue }, this.active, finding, MOST_FOUND);
    const across = new AcrossFiles({ index, configuration, target, placement }, this.active, finding, MOST_FOUND);
    return [index, configuration, repeated, across, new LineChecker(this.options, target, this.active, finding)];
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
    const hadDirectives = this.directives.size > 0;
    if (changes.everything) this.directives.clear();
    if (this.directives.update(changes.removed, changes.added) && this.retarget()) {
      // Other files go on reading the index.
      if (!this.indexed) index.addAll(changes.added);
      this.checkAll();
    } else this.apply(changes, !hadDirectives && this.directives.size === 0);
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
    this.lines.target = target;
    if (nameOfTarget(target) === nameOfTarget(before)) return false;
    [this.index, this.configuration, this.repeated, this.across, this.lines] = this.build();
    return true;
  }

  /** `isPlain`: no comment takes findings away, neither before nor now. */
  private apply({ removed, added, everything, inPlace }: LineChanges, isPlain = false): void {
    const { answered } = this;
    if (everything) for (const kept of [this.byLine, this.byRule, this.repeated, this.across]) kept.clear();
    if (everything || removed.length > 0 || added.length > 0) this.answerAnew();
    const { changeCount } = this;
    const readers: Readers = new Set();
    let found = 0;
    for (const line of removed)
      for (const part of statements(line, this.target.loader)) {
        if (this.byLine.delete(part)) found++;
        if (part.path) this.drop(part, readers);
      }
    const before = this.byLine.size;
    this.takeAll(added, 0, added.length, readers);
    found += this.byLine.size - before;
    atOnce(this.checkReaders(readers));
    // Most key strokes change no finding, and a file can have thousands of them.
    const isSettled = this.repeated.isSettled && this.across.isSettled;
    if (inPlace && isPlain && found === 0 && isSettled && changeCount === this.changeCount) this.answered = answered;
  }

  private answerAnew(): void {
    this.answered = undefined;
    this.changeCount++;
  }

  /** Is there more to be found than what is kept? The rest of the file has not been looked at, then. */
  get isCut(): boolean {
    return this.byLine.size >= MOST_FOUND || this.repeated.isCut || this.across.isCut;
  }

  private checkLine(line: Line, resolution: Resolution | undefined): void {
    if (this.byLine.size >= MOST_FOUND) return;
    const findings = this.lines.check(line, resolution);
    if (findings) this.byLine.set(line, findings);
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
      if (this.checkConfiguration(rule)) this.answerAnew();
    }
  }

  /** The index has forgotten a line: what else looked at it is to be checked. */
  private drop(line: Line, readers: Readers): void {
    const { path } = line;
    this.across.drop(line);
    this.repeated.drop(path);
    readers.add(this.readersOf(line, this.options.catalogue.resolveKey(line)));
  }

  /** Adds a line to the index and checks it: the way of every line of a file that is opened. */
  private take(line: Line, readers: Readers): void {
    if (line.kind === "blank" || line.kind === "comment") {
      // Only systemd-sysctl reads what stands behind a NUL.
      if (line.kind === "blank" && line.rest && this.target.loader === "procps") this.checkLine(line, undefined);
      return;
    }
    if (line.kind === "malformed" || line.kind === "endless") {
      this.checkLine(line, undefined);
      return;
    }
    const resolution = this.options.catalogue.resolveKey(line);
    const lines = this.indexed ? this.index.linesFor(line.path).length : this.index.add(line, resolution);
    // To work a path out for each line of a long file would be much of the work.
    if (lines > 1) this.repeated.touch(line.path);
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
    if (this.runningRules.length > 0)
      for (const finding of yield* driftFindings(this, this.runningRules, (rule, report) => this.finding(rule, report))) all.push(finding);
    // Most files have no comments for us.
    if (this.directives.size > 0) all = yield* this.heed(all);
    all = yield* this.guesses.add(yield* sortedInSteps(all, byPlace));
    // The kernel's values change without us.
    if (this.runningRules.length === 0 && changeCount === this.changeCount) this.answered = all;
    return all;
  }

  private *allFindings(): Steps<Finding[]> {
    const { changeCount } = this;
    const repeated = yield* this.repeated.findings(() => changeCount === this.changeCount);
    const all: Finding[] = [];
    for (const group of [this.byLine.values(), repeated, this.byRule.values()]) {
      for (const findings of group)
        for (const finding of findings) {
          all.push(finding);
          if (all.length % STEP === 0) yield;
        }
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
      let found = 0;
      const keep = (report: Report) => found++ < MOST_FOUND && kept.push(this.finding(rule, report));
      yield* rule.directives?.({ directives: list, disables, rules, report: keep }) ?? [];
    }
    return kept;
  }

  /** What the key of a line stands for on the target. */
  resolve(line: Line): Pick<LineContext, "resolution" | "parameter" | "verdict"> {
    const hasKey = line.kind === "assignment" || line.kind === "exclusion";
    return this.lines.contextOf(line, hasKey ? this.options.catalogue.resolveKey(line) : undefined);
  }

  /** True if it has found something, now or before. */
  private checkConfiguration(rule: Rule): boolean {
    const hadFound = this.byRule.delete(rule);
    const findings: Finding[] = [];
    rule.check?.({
      target: this.target,
      effective: (key) => this.configuration.effective(key),
      number: (key) => this.configuration.number(key),
      perInterface: (key) => this.configuration.perInterface(key),
      interfaces: (key) => this.configuration.interfaces(key),
      effectiveDefault: (key) => this.configuration.defaultOf(key)?.value,
      writes: (keys) => this.configuration.writes(keys),
      accepted: (line) => this.configuration.accepted(line),
      // A rule over several files speaks in the file that its finding is about.
      report: (report) => {
        if (findings.length >= MOST_FOUND || !this.isHere(report.at.line)) return;
        findings.push(this.finding(rule, report.related ? { ...report, related: report.related.flatMap((other) => this.located(other)) } : report));
      },
    });
    if (findings.length > 0) this.byRule.set(rule, findings);
    return hadFound || findings.length > 0;
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
    const message = shortMessage(report.message);
    return { ...report, message, rule: rule.name, severity: asked && asked !== "off" ? asked : (report.severity ?? rule.severity) };
  }
}

/** Of one place by rule, so that the order does not tell what was edited last. */
function byPlace(a: Finding, b: Finding): number {
  return a.at.line.number - b.at.line.number || a.at.start - b.at.start || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0);
}
