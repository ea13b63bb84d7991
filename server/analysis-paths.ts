import type { Catalogue } from "./catalogue/catalogue.ts";
import type { FileIndex } from "./configuration/file-index.ts";
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
  private readonly byPath = new Map<string, Finding[]>();
  /** Paths to be looked at when findings are asked for, which is done in steps. */
  private readonly touched = new Set<string>();
  private count = 0;
  private readonly rules: readonly Rule[];

  constructor(
    private readonly place: Place,
    rules: readonly Rule[],
    private readonly finding: (rule: Rule, report: Report) => Finding,
    /** So many findings are enough. */
    private readonly most: number,
  ) {
    this.rules = rules.filter((rule) => rule.path);
  }

  /** A line came, and is not the only one for its path. */
  touch(path: string): void {
    if (path) this.touched.add(path);
  }

  /** A line went; the index has forgotten it. */
  drop(path: string): void {
    if (this.byPath.has(path) || this.place.index.linesFor(path).length > 1) this.touched.add(path);
  }

  /** Is there no path to look at again? */
  get isSettled(): boolean {
    return this.touched.size === 0;
  }

  /** Are there more findings than what is kept? */
  get isCut(): boolean {
    return this.count >= this.most;
  }

  /** Everything of this file is new. */
  clear(): void {
    this.byPath.clear();
    this.touched.clear();
    this.count = 0;
  }

  /** All findings by path. An edit meanwhile ends it: whoever asks after it looks again. */
  *findings(isCurrent: () => boolean): Steps<Iterable<readonly Finding[]>> {
    let done = 0;
    for (const path of this.touched) {
      if (this.isCut) break;
      const findings = yield* this.about(path);
      if (!isCurrent()) break;
      this.count += findings.length - (this.byPath.get(path)?.length ?? 0);
      if (findings.length > 0) this.byPath.set(path, findings);
      else this.byPath.delete(path);
      this.touched.delete(path);
      if (++done % STEP === 0) yield;
    }
    return this.byPath.values();
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
