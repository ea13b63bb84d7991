import type { Configuration } from "./configuration/configuration.ts";
import type { FileIndex } from "./configuration/file-index.ts";
import { statements } from "./configuration/file-index.ts";
import type { Placement } from "./configuration/placement.ts";
import type { Line } from "./document/line.ts";
import { FindingsByPath } from "./findings-by-path.ts";
import { STEP, type Steps } from "./gently.ts";
import type { Finding, Report, Rule } from "./rules/rule.ts";
import type { Target } from "./target.ts";

interface Place {
  readonly index: FileIndex;
  readonly configuration: Configuration;
  readonly target: Target;
  readonly placement: Placement | undefined;
}

/** What there is to say about a file because of the others that it is applied with, and because of where it stands. */
export class AcrossFiles {
  private readonly kept: FindingsByPath;
  private whole: Finding[] = [];
  /** What `whole` was found in. */
  private wholeVersion: string | undefined;
  private readonly exclusions = new Set<Line>();
  /** The revisions of all files that have been looked at, in their order: with thousands of files a map for each of them would be most of the work. */
  private readonly seen: number[];
  private readonly pathRules: readonly Rule[];
  private readonly fileRules: readonly Rule[];

  constructor(
    private readonly place: Place,
    rules: readonly Rule[],
    private readonly finding: (rule: Rule, report: Report) => Finding,
    /** So many findings, or exclusions, are enough. */
    private readonly most: number,
  ) {
    this.kept = new FindingsByPath(most);
    const { index, configuration, placement } = place;
    this.seen = configuration.files.map(({ document }) => document.revision);
    this.pathRules = configuration.files.some((file) => file !== index) ? rules.filter((rule) => rule.across) : [];
    this.fileRules = rules.filter((rule) => rule.file && (placement || !rule.needsPlacement));
  }

  /** A line of this file came. */
  take(line: Line): void {
    if (line.kind === "exclusion" && this.exclusions.size < this.most) this.exclusions.add(line);
    if (this.pathRules.length > 0) this.kept.touch(line.path);
  }

  /** A line of this file went. */
  drop(line: Line): void {
    if (line.kind === "exclusion") this.exclusions.delete(line);
    if (this.pathRules.length > 0) this.kept.touch(line.path);
  }

  get isSettled(): boolean {
    return this.kept.isSettled;
  }

  get isCut(): boolean {
    return this.kept.isCut;
  }

  /** Are there more exclusions than what is kept? No rule looks at so many. */
  get lacksExclusions(): boolean {
    return this.exclusions.size >= this.most;
  }

  /** Everything of this file is new. */
  clear(): void {
    this.exclusions.clear();
    this.kept.clear();
  }

  /** Has so much changed in another file that it cannot be said what? */
  get isFarBehind(): boolean {
    const { index, configuration } = this.place;
    return configuration.files.some((file, i) => file !== index && !file.document.remembers(this.seen[i] as number));
  }

  /** Brings the other files up to date; their lines that came or went since the last call. */
  elsewhere(): readonly Line[] {
    const { index, configuration, target } = this.place;
    const lines: Line[] = [];
    for (const [i, file] of configuration.files.entries()) {
      const { document } = file;
      const revision = this.seen[i];
      if (file === index || document.revision === revision) continue;
      if (file.revision !== document.revision) file.update();
      const { removed, added } = document.changesSince(revision);
      this.seen[i] = document.revision;
      for (const line of [...removed, ...added]) lines.push(...statements(line, target.loader));
    }
    if (this.pathRules.length > 0) for (const { path } of lines) if (path && index.linesFor(path).length > 0) this.kept.touch(path);
    return lines;
  }

  /** Looks again at the file as a whole. True if there is something else to say now about the file as a whole. */
  check(): boolean {
    const { index, configuration, target, placement } = this.place;
    const version = [configuration.version, ...(placement?.hides ?? []).map(({ document }) => document.revision)].join();
    if (version === this.wholeVersion) return false;
    this.wholeVersion = version;
    const whole: Finding[] = [];
    const { exclusions } = this;
    for (const rule of this.fileRules)
      rule.file?.({
        target,
        file: index,
        configuration,
        placement,
        exclusions,
        report: (report) => whole.length < this.most && whole.push(this.finding(rule, report)),
      });
    // What is found again is the same finding: then nothing new needs to be told.
    if (whole.length === this.whole.length && whole.every((finding, i) => isSame(finding, this.whole[i]))) return false;
    this.whole = whole;
    return true;
  }

  *findings(): Steps<readonly Finding[]> {
    // Each path is asked of every file.
    const pathsAStep = Math.ceil(STEP / this.place.configuration.files.length);
    let done = 0;
    for (const path of this.kept.pending()) {
      this.kept.set(path, this.about(path));
      if (++done % pathsAStep === 0) yield;
    }
    const all = this.whole.slice();
    for (const findings of this.kept.values()) for (const finding of findings) all.push(finding);
    return all;
  }

  private about(path: string): Finding[] {
    const findings: Finding[] = [];
    const { index, configuration, target } = this.place;
    const own = index.linesFor(path);
    if (own.length === 0) return findings;
    if (configuration.files.every((file) => file === index || file.linesFor(path).length === 0)) return findings;
    const all = configuration.statementsFor(path);
    const keep = (rule: Rule) => (report: Report) => findings.length < this.most && findings.push(this.finding(rule, report));
    for (const rule of this.pathRules) rule.across?.({ target, path, file: index, statements: all, configuration, report: keep(rule) });
    return findings;
  }
}

function isSame(a: Finding, b: Finding | undefined): boolean {
  if (a.rule !== b?.rule || a.at.line !== b.at.line || a.message.en !== b.message.en) return false;
  return (a.related ?? []).every(({ at }, i) => at.line === b.related?.[i]?.at.line) && a.related?.length === b.related?.length;
}
