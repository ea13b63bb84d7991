import { fileURLToPath, pathToFileURL } from "node:url";
import { FileAnalysis } from "../analysis.ts";
import type { AnalysisOptions, Surroundings } from "../analysis-options.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { Configuration } from "../configuration/configuration.ts";
import { FileIndex } from "../configuration/file-index.ts";
import type { Placement } from "../configuration/placement.ts";
import { SysctlDocument } from "../document/document.ts";
import { rangeOf } from "../features/diagnostics.ts";
import type { Project } from "../project.ts";
import { RULES } from "../rules/index.ts";
import type { Finding, Related } from "../rules/rule.ts";
import { choose, nameOfTarget, type Target } from "../target.ts";
import type { Source } from "./files.ts";
import type { Options } from "./options.ts";
import type { Projects } from "./projects.ts";

export interface FileReport {
  readonly path: string;
  readonly document: SysctlDocument;
  readonly findings: readonly Finding[];
  /** There is more to find, which nobody has looked for. */
  readonly isCut: boolean;
  /** What it was checked for. */
  readonly target: Target;
}

/** Changes documents (and what they were read from) before they are reported on. */
export type Fixer = (sources: readonly Source[], documents: readonly SysctlDocument[], analyse: (document: SysctlDocument) => FileAnalysis) => void;

/** Checks sources that are one configuration, in order; with `fix`, after fixing them. */
export function lint(sources: readonly Source[], catalogue: Catalogue, options: TargetOptions, projects: Projects, fix?: Fixer): FileReport[] {
  const documents = sources.map(documentOf);
  const surroundings = surroundingsOf(documents, sources, catalogue);
  const settings = new Map<SysctlDocument, AnalysisOptions>();
  for (const [i, document] of documents.entries()) {
    const { rules, customParameters, ...project } = projects.of(sources[i] as Source);
    const target = targetOf(options, project);
    settings.set(document, { catalogue, target, rules: RULES, settings: rules, customParameters, surroundings: (chosen) => surroundings(document, chosen) });
  }
  const analyse = (document: SysctlDocument) => new FileAnalysis(document, settings.get(document) ?? { catalogue, target: options.target, rules: RULES });
  fix?.(sources, documents, analyse);
  return documents.map((document, i) => {
    const analysis = analyse(document);
    // Of a file that is not read, that is all there is to say.
    const findings = analysis.findings().filter(({ rule }) => !sources[i]?.place?.unread || rule === "file-not-loaded");
    return { path: sources[i]?.path ?? "", document, findings, isCut: analysis.isCut, target: analysis.target };
  });
}

export function documentOf({ path, text }: Source): SysctlDocument {
  return SysctlDocument.create(path.startsWith("<") ? "untitled:stdin" : pathToFileURL(path).href, "sysctl", 0, text);
}

/** What each document is applied with: all of them, made into a configuration once for each target that is asked for. */
function surroundingsOf(documents: readonly SysctlDocument[], sources: readonly Source[], catalogue: Catalogue) {
  const configurations = new Map<string, Configuration>();
  const placements = new Map(documents.map((document, i) => [document, placementOf(sources[i] as Source)]));
  return (document: SysctlDocument, target: Target): Surroundings => {
    const name = nameOfTarget(target);
    const configuration = configurations.get(name) ?? together(documents, sources, catalogue, target);
    configurations.set(name, configuration);
    return { configuration, placement: placements.get(document) };
  };
}

function placementOf({ path, place }: Source): Placement | undefined {
  return place && { path, unread: place.unread, hides: place.hides.map((source) => ({ path: source.path, document: documentOf(source) })) };
}

type TargetOptions = Pick<Options, "target" | "machine" | "chosen">;

/** The command line wins over the project file, which wins over this machine. */
export function targetOf({ machine, chosen }: TargetOptions, project: Pick<Project, "target">): Target {
  return choose(choose(machine, "project", project.target), "setting", chosen);
}

/** The documents of sources that are applied one after the other. */
export function together(documents: readonly SysctlDocument[], sources: readonly Source[], catalogue: Catalogue, target: Target): Configuration {
  const files = documents.map((document, i) => new FileIndex(document, target.loader, catalogue, sources[i]?.place && sources[i].path));
  return new Configuration(catalogue, target, files);
}

/** What the reports say they are for: what all files were checked for, else what the command line says. */
export function commonTarget(reports: readonly FileReport[], { target }: Pick<Options, "target">): Target {
  const first = reports[0]?.target ?? target;
  return reports.every((report) => nameOfTarget(report.target) === nameOfTarget(first)) ? first : target;
}

/** The path of the file that a finding refers to: with several files applied together, that may be another. */
export function pathOfRelated({ document }: Related, reports: readonly FileReport[], own: FileReport): string {
  if (!document || document === own.document) return own.path;
  return reports.find((report) => report.document === document)?.path ?? fileURLToPath(document.uri);
}

/** The `--format json` form of a file's findings. */
export function reportJson(report: FileReport, reports: readonly FileReport[], { locale }: Pick<Options, "locale">) {
  const { path, document, findings } = report;
  return {
    path,
    findings: findings.map((finding) => ({
      rule: finding.rule,
      severity: finding.severity,
      key: finding.at.line.kind === "assignment" || finding.at.line.kind === "exclusion" ? finding.at.line.key : null,
      message: finding.message[locale],
      range: rangeOf(finding.at),
      fixes: (finding.fixes?.(document) ?? []).map((fix) => ({ title: fix.title[locale], edits: fix.edits })),
      ...(finding.related?.length
        ? {
            related: finding.related.map((other) => ({
              path: pathOfRelated(other, reports, report),
              message: other.message[locale],
              range: rangeOf(other.at),
            })),
          }
        : {}),
    })),
  };
}
