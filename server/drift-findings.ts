import type { FileAnalysis } from "./analysis.ts";
import { statements } from "./configuration/file-index.ts";
import { isGlob } from "./document/key.ts";
import { STEP, type Steps } from "./gently.ts";
import type { Finding, Report, Rule } from "./rules/rule.ts";

/** So many files below /proc/sys are read for one file's findings, and in one step. */
const MOST_READ = 2_000;
const READS_A_STEP = 200;

type Analysis = Pick<FileAnalysis, "document" | "target" | "configuration" | "options" | "resolve">;

/** What rules say where the running kernel holds something else. Made anew each time: the kernel's values change without us. */
export function* driftFindings(analysis: Analysis, rules: readonly Rule[], finding: (rule: Rule, report: Report) => Finding): Steps<Finding[]> {
  const findings: Finding[] = [];
  let read = 0;
  for (const whole of analysis.document.lines) {
    for (const line of statements(whole, analysis.target.loader)) {
      if (line.kind !== "assignment" || isGlob(line.path)) continue;
      const { parameter } = analysis.resolve(line);
      if (!parameter || analysis.configuration.lastWrite(line.path)?.line !== line) continue;
      if (++read % READS_A_STEP === 0) yield;
      const value = analysis.options.drift?.(line.path);
      if (value === undefined) continue;
      for (const rule of rules) rule.running?.({ line, parameter, value, report: (report) => findings.push(finding(rule, report)) });
    }
    if (read >= MOST_READ) break;
    if (whole.number % STEP === 0) yield;
  }
  return findings;
}
