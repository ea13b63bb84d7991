import { pathToFileURL } from "node:url";
import { type AnalysisOptions, FileAnalysis } from "../analysis.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { Configuration } from "../configuration/configuration.ts";
import { FileIndex } from "../configuration/file-index.ts";
import { SysctlDocument } from "../document/document.ts";
import { rangeOf } from "../features/diagnostics.ts";
import type { Project } from "../project.ts";
import { RULES } from "../rules/index.ts";
import type { Finding, Span } from "../rules/rule.ts";
import { choose, type Target } from "../target.ts";
import type { Source } from "./files.ts";
import type { Options } from "./options.ts";
import type { Projects } from "./projects.ts";

export interface FileReport {
  readonly path: string;
  readonly document: SysctlDocument;
  readonly findings: readonly Finding[];
  /** What it was checked for. */
  readonly target: Target;
}

/** Changes documents (and what they were read from) before they are reported on. */
export type Fixer = (sources: readonly Source[], documents: readonly SysctlDocument[], analyse: (document: SysctlDocument) => FileAnalysis) => void;

/** Checks sources that are one configuration, in order; with `fix`, after fixing them. */
export function lint(sources: readonly Source[], catalogue: Catalogue, options: TargetOptions, projects: Projects, fix?: Fixer): FileReport[] {
  const settings = new Map<SysctlDocument, AnalysisOptions>();
  for (const source of sources) {
    const project = projects.of(source);
    const document = SysctlDocument.create(uriOf(source.path), "sysctl", 0, source.text);
    const { rules, customParameters } = project;
    settings.set(document, { catalogue, target: targetOf(options, project), rules: RULES, settings: rules, customParameters });
  }
  const documents = [...settings.keys()];
  const [first] = settings.values();
  // Several files are applied by one loader on one kernel: the first one's, whatever the others say.
  const configuration = first && documents.length > 1 ? together(documents, catalogue, first.target) : undefined;
  const alone = { catalogue, target: options.target, rules: RULES };
  const analyse = (document: SysctlDocument) =>
    new FileAnalysis(document, { ...(settings.get(document) ?? alone), ...(configuration ? { configuration } : {}) });
  fix?.(sources, documents, analyse);
  return documents.map((document, i) => {
    const analysis = analyse(document);
    return { path: sources[i]?.path ?? "", document, findings: analysis.findings(), target: analysis.target };
  });
}

type TargetOptions = Pick<Options, "target" | "machine" | "chosen">;

/** The command line wins over the project file, which wins over this machine. */
export function targetOf({ machine, chosen }: TargetOptions, project: Project): Target {
  return choose(choose(machine, "project", project.target), "setting", chosen);
}

/** Documents that are applied one after the other. */
export function together(documents: readonly SysctlDocument[], catalogue: Catalogue, target: Target): Configuration {
  const files = documents.map((document) => new FileIndex(document, target.loader, catalogue));
  return new Configuration(catalogue, target, files);
}

/** What the reports say they are for: what all files were checked for, else what the command line says. */
export function commonTarget(reports: readonly FileReport[], { target }: Pick<Options, "target">): Target {
  const first = reports[0]?.target ?? target;
  return reports.every((report) => report.target.kernel === first.kernel && report.target.loader === first.loader) ? first : target;
}

/** The file that a place is in: with several files applied together, what a finding refers to may be in another. */
export function reportOf({ line }: Span, reports: readonly FileReport[], own: FileReport): FileReport {
  const holds = ({ document }: FileReport) => document.lines[line.number] === line;
  return holds(own) ? own : (reports.find(holds) ?? own);
}

export function uriOf(path: string): string {
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
