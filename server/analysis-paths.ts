import type { Catalogue } from "./catalogue/catalogue.ts";
import type { FileIndex } from "./configuration/file-index.ts";
import { FindingsByPath } from "./findings-by-path.ts";
import { STEP, type Steps } from "./gently.ts";
import type { Finding, Report, Rule } from "./rules/rule.ts";
import type { Target } from "./target.ts";

interface Place {
  readonly index: FileIndex;
  readonly target: Target;
  readonly catalogue: Catalogue;
}

/** What there is to say about paths that several lines of a file name. */
export class RepeatedPaths {
  private readonly kept: FindingsByPath;
  private readonly rules: readonly Rule[];

  constructor(
    private readonly place: Place,
    rules: readonly Rule[],
    private readonly finding: (rule: Rule, report: Report) => Finding,
    /** So many findings are enough. */
    private readonly most: number,
  ) {
    this.kept = new FindingsByPath(most);
    this.rules = rules.filter((rule) => rule.path);
  }

  /** A line came, and is not the only one for its path. */
  touch(path: string): void {
    if (path) this.kept.touch(path);
  }

  /** A line went; the index has forgotten it. */
  drop(path: string): void {
    if (this.kept.has(path) || this.place.index.linesFor(path).length > 1) this.kept.touch(path);
  }

  get isSettled(): boolean {
    return this.kept.isSettled;
  }

  get isCut(): boolean {
    return this.kept.isCut;
  }

  /** Everything of this file is new. */
  clear(): void {
    this.kept.clear();
  }

  /** All findings by path. An edit meanwhile ends it: whoever asks after it looks again. */
  *findings(isCurrent: () => boolean): Steps<Iterable<readonly Finding[]>> {
    let done = 0;
    for (const path of this.kept.pending()) {
      const findings = yield* this.about(path);
      if (!isCurrent()) break;
      this.kept.set(path, findings);
      if (++done % STEP === 0) yield;
    }
    return this.kept.values();
  }

  private *about(path: string): Steps<Finding[]> {
    const { index, target, catalogue } = this.place;
    const lines = index.linesFor(path);
    const findings: Finding[] = [];
    if (lines.length < 2) return findings;
    const resolution = catalogue.resolve(path);
    const parameter = resolution.kind === "parameter" ? resolution.parameter : undefined;
    for (const rule of this.rules)
      for (const step of rule.path?.({ target, path, lines, parameter, report: (report) => findings.push(this.finding(rule, report)) }) ?? []) {
        if (findings.length >= this.most) return findings;
        yield step;
      }
    return findings;
  }
}
