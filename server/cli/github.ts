import type { Locale } from "../locale.ts";
import { visible } from "../visible.ts";
import type { FileReport } from "./lint.ts";

const COMMAND = { error: "error", warning: "warning", information: "notice", hint: "notice" } as const;

/** The reports as workflow commands of GitHub Actions, which shows them beside the lines of a change. */
export function githubCommands(reports: readonly FileReport[], locale: Locale): string {
  let out = "";
  for (const { path, findings } of reports)
    for (const { severity, rule, at, message } of findings) {
      const line = at.line.number + 1;
      const place = { file: path, line, endLine: line, col: at.start + 1, endColumn: at.end + 1, title: rule };
      const properties = Object.entries(place).map(([name, value]) => `${name}=${property(String(value))}`);
      out += `::${COMMAND[severity]} ${properties.join(",")}::${data(message[locale])}\n`;
    }
  return out;
}

function data(text: string): string {
  return visible(text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A"));
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
