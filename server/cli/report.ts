import { styleText } from "node:util";
import { describeTarget } from "../target.ts";
import { githubCommands } from "./github.ts";
import { commonTarget, type FileReport, pathOfRelated, reportJson } from "./lint.ts";
import type { Options } from "./options.ts";
import { sarifLog } from "./sarif.ts";
import { printedJson, shown, shownPath } from "./shown.ts";

/** What `--format` asks for. `written`: how many files were fixed, where any could be. */
export function formatReport(reports: readonly FileReport[], options: Options, color: boolean, written?: number): string {
  if (options.format === "text") return textReport(reports, options, color, written);
  if (options.format === "github") return githubCommands(reports, options.locale);
  if (options.format === "sarif") return printedJson(sarifLog(reports, options.locale, process.cwd()));
  const files = reports.map((report) => reportJson(report, reports, options));
  return printedJson({ version: 1, target: describeTarget(commonTarget(reports, options)), files });
}

const COLORS = { error: "red", warning: "yellow", information: "blue", hint: "gray" } as const;

/** One line a finding, `path:line:column: severity: message [rule]`, and a line that counts them. */
function textReport(reports: readonly FileReport[], options: Options, color: boolean, written: number | undefined): string {
  const { locale } = options;
  const paint = (style: Parameters<typeof styleText>[0], text: string) => (color ? styleText(style, text) : text);
  const lines: string[] = [];
  const counts = { error: 0, warning: 0, information: 0, hint: 0 };
  for (const report of reports) {
    const { path, findings } = report;
    for (const { at, severity, message, rule, related } of findings) {
      counts[severity]++;
      lines.push(
        `${paint("bold", `${shownPath(path)}:${at.line.number + 1}:${at.start + 1}:`)} ${paint(COLORS[severity], severity)}: ${shown(message[locale])} ${paint("gray", `[${rule}]`)}`,
      );
      for (const other of related ?? [])
        lines.push(
          paint("gray", `  ${shown(pathOfRelated(other, reports, report))}:${other.at.line.number + 1}:${other.at.start + 1}: ${shown(other.message[locale])}`),
        );
    }
  }
  if (written !== undefined) lines.push(locale === "en" ? `${written} ${written === 1 ? "file" : "files"} fixed` : `修复了 ${written} 个文件`);
  const { kernel, loader } = describeTarget(commonTarget(reports, options));
  lines.push(
    locale === "en"
      ? `${many(reports.length, "file")} checked for Linux ${kernel} and ${loader}: ${many(counts.error, "error")}, ${many(counts.warning, "warning")}, ${many(counts.information + counts.hint, "remark")}`
      : `按 Linux ${kernel}、${loader} 检查了 ${reports.length} 个文件：${counts.error} 个错误，${counts.warning} 个警告，${counts.information + counts.hint} 条说明`,
  );
  return `${lines.join("\n")}\n`;
}

/** 1, "error" -> "1 error" */
function many(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
