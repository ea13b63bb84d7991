import { isAbsolute, relative, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import type { Location, Log, Region, ReportingDescriptor, Result, Fix as SarifFix } from "sarif";
import type { Range } from "../document/document.ts";
import { rangeOf } from "../features/diagnostics.ts";
import type { Locale } from "../locale.ts";
import { RULES } from "../rules/index.ts";
import type { Finding, Fix, Rule } from "../rules/rule.ts";
import { type FileReport, pathOfRelated } from "./lint.ts";

const LEVEL = { error: "error", warning: "warning", information: "note", hint: "note" } as const;

/** The reports as a SARIF 2.1.0 log, for code scanning. `folder`: what addresses are relative to. */
export function sarifLog(reports: readonly FileReport[], locale: Locale, folder: string): Log {
  const named = new Set(reports.flatMap(({ findings }) => findings.map(({ rule }) => rule)));
  const rules = RULES.filter(({ name }) => named.has(name));
  const indexes = new Map(rules.map(({ name }, i) => [name, i]));
  const results = reports.flatMap((report) => report.findings.map((finding) => resultOf(finding, report, { reports, locale, folder, indexes })));
  return {
    version: "2.1.0",
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    runs: [
      {
        tool: { driver: { name: "sysctl-lint", version: process.env.SYSCTL_VERSION ?? "0.0.0", rules: rules.map((rule) => descriptorOf(rule, locale)) } },
        language: locale === "en" ? "en" : "zh-CN",
        columnKind: "utf16CodeUnits",
        results,
      },
    ],
  };
}

function descriptorOf({ name, severity, title, documentation }: Rule, locale: Locale): ReportingDescriptor {
  return {
    id: name,
    shortDescription: { text: title[locale] },
    help: { text: documentation[locale], markdown: documentation[locale] },
    defaultConfiguration: { level: LEVEL[severity] },
  };
}

interface Context {
  readonly reports: readonly FileReport[];
  readonly locale: Locale;
  readonly folder: string;
  readonly indexes: ReadonlyMap<string, number>;
}

function resultOf(finding: Finding, report: FileReport, { reports, locale, folder, indexes }: Context): Result {
  const { rule, severity, message, at, related = [], fixes } = finding;
  const uri = uriOf(report.path, folder);
  const result: Result = {
    ruleId: rule,
    ruleIndex: indexes.get(rule) ?? -1,
    level: LEVEL[severity],
    message: { text: message[locale] },
    locations: [locationOf(uri, rangeOf(at))],
  };
  if (related.length > 0)
    result.relatedLocations = related.map((other, id) => ({
      id,
      message: { text: other.message[locale] },
      ...locationOf(uriOf(pathOfRelated(other, reports, report), folder), rangeOf(other.at)),
    }));
  const offered = fixes?.(report.document) ?? [];
  if (offered.length > 0) result.fixes = offered.map((fix) => fixOf(fix, uri, locale));
  return result;
}

function fixOf({ title, edits }: Fix, uri: string, locale: Locale): SarifFix {
  const replacements = edits.map(({ range, newText }) => ({
    deletedRegion: regionOf(range),
    ...(newText === "" ? {} : { insertedContent: { text: newText } }),
  }));
  return { description: { text: title[locale] }, artifactChanges: [{ artifactLocation: { uri }, replacements }] };
}

function locationOf(uri: string, range: Range): Location {
  return { physicalLocation: { artifactLocation: { uri }, region: regionOf(range) } };
}

/** Counted from 1; the end column is the one behind the last character. */
function regionOf({ start, end }: Range): Region {
  return { startLine: start.line + 1, startColumn: start.character + 1, endLine: end.line + 1, endColumn: end.character + 1 };
}

/** Relative below the folder, else the whole address: a relative one must not climb out of the repository. */
function uriOf(path: string, folder: string): string {
  if (path.startsWith("<")) return encodeURIComponent(path);
  const absolute = resolve(folder, path);
  const below = relative(folder, absolute);
  if (below === ".." || below.startsWith(`..${sep}`) || isAbsolute(below)) return pathToFileURL(absolute).href;
  return below.split(sep).map(encodeURIComponent).join("/");
}
