import type { Configuration } from "../configuration/configuration.ts";
import type { FileIndex } from "../configuration/file-index.ts";
import type { Statement } from "../configuration/written.ts";
import { STEP, type Steps } from "../gently.ts";
import type { Locale, Text } from "../locale.ts";
import { describeTarget } from "../target.ts";
import { visible } from "../visible.ts";
import type { EffectiveConfiguration } from "./effective.ts";

/** More than these are not listed for one parameter. */
const MAX_OVERRIDES = 20;

/** The effective values as a sysctl file: above each assignment a comment says where it comes from. */
export function* effectiveText(
  { values, failing }: EffectiveConfiguration,
  { files, target }: Configuration,
  nameOf: (file: FileIndex) => string,
  locale: Locale,
): Steps<string> {
  const say = (text: Text) => text[locale];
  const place = ({ line, file }: Statement) => `${nameOf(file)}:${line.number + 1}`;
  const { kernel, loader } = describeTarget(target);
  const program = loader === "systemd" ? "systemd-sysctl" : "sysctl --system";
  const lines = [
    say({
      en: `# What ${program} leaves on Linux ${kernel}. The files, in the order in which they are read:`,
      "zh-cn": `# ${program} 在 Linux ${kernel} 上的最终结果。按读取顺序，文件有：`,
    }),
    ...files.map((file) => `#   ${nameOf(file)}`),
    ...(files.length === 0 ? [say({ en: "#   none", "zh-cn": "#   无" })] : []),
  ];
  for (const [i, { key, value, by, overrides }] of values.entries()) {
    if (i % STEP === 0) yield;
    lines.push("", `# ${place(by)}`);
    for (const other of overrides.slice(0, MAX_OVERRIDES))
      lines.push(say({ en: `#   instead of ${other.line.value} from ${place(other)}`, "zh-cn": `#   取代 ${place(other)} 的 ${other.line.value}` }));
    if (overrides.length > MAX_OVERRIDES)
      lines.push(say({ en: `#   and of ${overrides.length - MAX_OVERRIDES} more`, "zh-cn": `#   以及另外 ${overrides.length - MAX_OVERRIDES} 处` }));
    lines.push(`${key} = ${value}`);
  }
  if (failing.length > 0) lines.push("", say({ en: "# Written in the files, without taking effect:", "zh-cn": "# 写在文件里、但不会生效：" }));
  for (const [i, statement] of failing.entries()) {
    if (i % STEP === 0) yield;
    lines.push(`#   ${place(statement)}: ${statement.line.key} = ${statement.line.value}`);
  }
  const parts: string[] = [];
  for (let i = 0; i < lines.length; i += STEP) {
    parts.push(
      lines
        .slice(i, i + STEP)
        .map(visible)
        .join("\n"),
    );
    yield;
  }
  return `${parts.join("\n")}\n`;
}
