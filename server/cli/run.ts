import { readFileSync } from "node:fs";
import { join } from "node:path";
import { styleText } from "node:util";
import { Catalogue } from "../catalogue/catalogue.ts";
import type { RawFacts } from "../catalogue/parameter.ts";
import { nodeSystem } from "../system/node.ts";
import { describeTarget } from "../target.ts";
import { explain } from "./explain.ts";
import { folderFiles, isFolder, readSource, type Source, systemFiles } from "./files.ts";
import { type FileReport, lint, reportJson } from "./lint.ts";
import { type Options, readOptions, USAGE, UsageError } from "./options.ts";
import { listParameters } from "./parameters.ts";

/** Where the command writes; tests pass their own. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  readonly color: boolean;
}

const OK = 0;
const FOUND_ERRORS = 1;
const COULD_NOT_RUN = 2;

/** Runs the command; the answer is its exit status. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const system = nodeSystem(__dirname);
  try {
    const options = readOptions(args, system, process.env);
    if (options.command === "help") terminal.out(USAGE);
    if (options.command === "version") terminal.out(`${process.env.SYSCTL_VERSION}\n`);
    if (options.command === "help" || options.command === "version") return OK;
    const catalogue = new Catalogue(JSON.parse(await system.readAsset("catalogue.json")) as RawFacts[]);
    if (options.command === "explain" || options.command === "parameters") {
      const texts = await system.readAsset(`catalogue.${options.locale}.json`);
      const answer = options.command === "explain" ? explain(options, catalogue, texts) : { out: listParameters(options, catalogue, texts), code: OK };
      if (answer.code === OK) terminal.out(answer.out);
      else terminal.err(answer.out);
      return answer.code;
    }
    return lintCommand(options, catalogue, terminal);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    terminal.err(`sysctl-lint: ${error.message}\nTry "sysctl-lint --help".\n`);
    return COULD_NOT_RUN;
  }
}

function lintCommand(options: Options, catalogue: Catalogue, terminal: Terminal): number {
  const failures: string[] = [];
  const sets = sourceSets(options, failures);
  const reports = sets.flatMap((sources) => lint(sources, catalogue, options));
  for (const failure of failures) terminal.err(`sysctl-lint: ${failure}\n`);
  if (options.format === "json") {
    const files = reports.map((report) => reportJson(report, options));
    terminal.out(`${JSON.stringify({ version: 1, target: describeTarget(options.target), files }, null, 2)}\n`);
  } else terminal.out(textReport(reports, options, terminal.color));
  if (failures.length > 0) return COULD_NOT_RUN;
  const count = (severity: string) => reports.reduce((sum, { findings }) => sum + findings.filter((f) => f.severity === severity).length, 0);
  return count("error") > 0 || count("warning") > options.maxWarnings ? FOUND_ERRORS : OK;
}

/** Files grouped into configurations; what cannot be read goes to `failures`. */
function sourceSets(options: Options, failures: string[]): Source[][] {
  const read = (path: string, shown = path): Source[] => {
    try {
      return [readSource(path, shown)];
    } catch (error) {
      failures.push((error as Error).message);
      return [];
    }
  };
  if (options.stdin) return [[{ path: options.stdinFilename, text: readFileSync(0, "utf8") }]];
  if (options.paths.length === 0) {
    const files = systemFiles(options.root, options.target.loader);
    return [files.flatMap(({ path, shown }) => read(path, shown))];
  }
  const at = (path: string) => (options.root === "/" ? path : join(options.root, path));
  if (options.together)
    return [options.paths.flatMap((path) => (isFolder(at(path)) ? folderFiles(at(path)).flatMap((file) => read(file)) : read(at(path), path)))];
  return options.paths.map((path) => (isFolder(at(path)) ? folderFiles(at(path)).flatMap((file) => read(file)) : read(at(path), path)));
}

const COLORS = { error: "red", warning: "yellow", information: "blue", hint: "gray" } as const;

/** One line a finding, `path:line:column: severity: message [rule]`, and a line that counts them. */
function textReport(reports: readonly FileReport[], { locale, target }: Options, color: boolean): string {
  const paint = (style: Parameters<typeof styleText>[0], text: string) => (color ? styleText(style, text) : text);
  const lines: string[] = [];
  const counts = { error: 0, warning: 0, information: 0, hint: 0 };
  for (const { path, findings } of reports)
    for (const { at, severity, message, rule, related } of findings) {
      counts[severity]++;
      lines.push(
        `${paint("bold", `${path}:${at.line.number + 1}:${at.start + 1}:`)} ${paint(COLORS[severity], severity)}: ${message[locale]} ${paint("gray", `[${rule}]`)}`,
      );
      for (const other of related ?? []) lines.push(paint("gray", `  ${path}:${other.at.line.number + 1}:${other.at.start + 1}: ${other.message[locale]}`));
    }
  const { kernel, loader } = describeTarget(target);
  lines.push(
    locale === "en"
      ? `${reports.length} ${reports.length === 1 ? "file" : "files"} checked for Linux ${kernel} and ${loader}: ${counts.error} errors, ${counts.warning} warnings, ${counts.information + counts.hint} remarks`
      : `按 Linux ${kernel}、${loader} 检查了 ${reports.length} 个文件：${counts.error} 个错误，${counts.warning} 个警告，${counts.information + counts.hint} 条说明`,
  );
  return `${lines.join("\n")}\n`;
}
