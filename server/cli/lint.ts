import { pathToFileURL } from "node:url";
import { type AnalysisOptions, FileAnalysis } from "../analysis.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { Configuration } from "../configuration/configuration.ts";
import { FileIndex } from "../configuration/file-index.ts";
import { SysctlDocument } from "../document/document.ts";
import { rangeOf } from "../features/diagnostics.ts";
import { RULES } from "../rules/index.ts";
import type { Finding, Span } from "../rules/rule.ts";
import type { Target } from "../target.ts";
import type { Source } from "./files.ts";
import type { Options } from "./options.ts";

export interface FileReport {
  readonly path: string;
  readonly document: SysctlDocument;
  readonly findings: readonly Finding[];
}

/** Checks sources that are one configuration, in order; with `fix`, after fixing them. */
export function lint(sources: readonly Source[], catalogue: Catalogue, { target }: Pick<Options, "target">, fix?: Fixer): FileReport[] {
  const documents = sources.map(({ path, text }) => SysctlDocument.create(uriOf(path), "sysctl", 0, text));
  const options: AnalysisOptions = { catalogue, target, rules: RULES, ...(documents.length === 1 ? {} : together(documents, catalogue, target)) };
  fix?.(sources, documents, options);
  return documents.map((document, i) => ({ path: sources[i]?.path ?? "", document, findings: new FileAnalysis(document, options).findings() }));
}

function together(documents: readonly SysctlDocument[], catalogue: Catalogue, target: Target): { configuration: Configuration } {
  const files = documents.map((document) => new FileIndex(document, target.loader));
  return { configuration: new Configuration(catalogue, target, files) };
}

/** Changes documents (and what they were read from) before they are reported on. */
export type Fixer = (sources: readonly Source[], documents: readonly SysctlDocument[], options: AnalysisOptions) => void;

/** The file that a place is in: with several files applied together, what a finding refers to may be in another. */
export function reportOf({ line }: Span, reports: readonly FileReport[], own: FileReport): FileReport {
  const holds = ({ document }: FileReport) => document.lines[line.number] === line;
  return holds(own) ? own : (reports.find(holds) ?? own);
}

function uriOf(path: string): string {
  return path.startsWith("<") ? "untitled:stdin" : pathToFileURL(path).href;
}

/** The `--format json` form of a file's findings. */
export function reportJson({ path, document, findings }: FileReport, { locale }: Pick<Options, "locale">) {
  return {
    path,
    findings: findings.map((finding) => ({
      rule: finding.rule,
      severity: finding.severity,
      key: finding.at.line.kind === "assignment" || finding.at.line.kind === "exclusion" ? finding.at.line.key : null,
      message: finding.message[locale],
      range: rangeOf(finding.at),
      fixes: (finding.fixes?.(document) ?? []).map((fix) => ({ title: fix.title[locale], edits: fix.edits })),
    })),
  };
}
