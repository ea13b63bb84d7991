import type { Parameter } from "../catalogue/parameter.ts";
import { type Texts, Words } from "../catalogue/texts.ts";
import { isGlob, keyOfPath } from "../document/key.ts";
import type { Line } from "../document/line.ts";
import type { Locale } from "../locale.ts";
import type { Running } from "../machine/machine.ts";
import type { FeatureContext } from "./context.ts";
import { code as markdownCode } from "./markdown.ts";
import { valueNote } from "./value-note.ts";

/** What the running kernel holds at a line's path, for a hover; undefined where there is no machine to ask or no single path. */
export function runningLine(context: FeatureContext, line: Line, parameter?: Parameter): string | undefined {
  const { machine, locale } = context;
  if (!machine || isGlob(line.path) || parameter?.facts.writeOnly) return undefined;
  const label = locale === "en" ? "Running value: " : "运行值：";
  const running = machine.running(line.path);
  return label + ("value" in running ? runningText(context, running.value, parameter) : missingText(running, parameter, locale)) + fileText(context, line);
}

function runningText({ texts, locale }: FeatureContext, value: string, parameter: Parameter | undefined): string {
  const shown = value.replaceAll("\t", " ");
  return parameter ? valueText(shown.split(" "), parameter, texts, locale, shown) : code(shown, locale);
}

/** A value with what it means, `3600` (1 hour). */
function valueText(words: readonly (string | number)[], parameter: Parameter, texts: Texts, locale: Locale, shown: string): string {
  const note = valueNote(words, new Words(parameter, texts), locale);
  if (!note) return code(shown, locale);
  return locale === "en" ? `${code(shown, locale)} (${note})` : `${code(shown, locale)}（${note}）`;
}

/** Why there is no running value. */
export function missingText({ missing }: Extract<Running, { missing: string }>, parameter: Parameter | undefined, locale: Locale): string {
  const en = locale === "en";
  if (missing === "secret") return en ? "not shown, it is a secret" : "属于机密，不显示";
  if (missing === "busy") return en ? "not read, because reading it does something" : "不读取，因为读取本身会产生动作";
  if (missing === "unreadable") return en ? "cannot be read by this user" : "当前用户无法读取";
  const module = parameter?.facts.module;
  if (module) return en ? `not there now; module \`${module}\` may not be loaded` : `现在没有，模块 \`${module}\` 可能没有加载`;
  return en ? "this kernel does not have it now" : "当前内核没有这个参数";
}

/** What the file leaves the parameter at; another of its lines may be the one that decides. */
function fileText({ analysis, locale }: FeatureContext, line: Line): string {
  const last = analysis.configuration.lastWrite(line.path);
  if (last?.line === undefined) return "";
  if (analysis.document.lines[last.line.number] !== last.line)
    return locale === "en" ? `; another file sets ${code(last.value, locale)}` : `；另一个文件设为 ${code(last.value, locale)}`;
  return locale === "en" ? `; the file sets ${code(last.value, locale)}` : `；文件设为 ${code(last.value, locale)}`;
}

function code(value: string, locale: Locale): string {
  if (value === "") return locale === "en" ? "empty" : "空";
  return markdownCode(value.replaceAll("\n", " "));
}

/** The hover on a key that the running kernel has and the catalogue does not. */
export function undocumented(context: FeatureContext, line: Line): string {
  const en = context.locale === "en";
  const text = en ? "The running kernel has this parameter; the catalogue does not document it." : "正在运行的内核有这个参数，但目录里没有它的文档。";
  const now = runningLine(context, line);
  return [markdownCode(keyOfPath(line.path)), text, ...(now ? [`- ${now}`] : [])].join("\n\n");
}

/** Said above a page of the catalogue where the running kernel has what its release should not. */
export function backported(locale: Locale): string {
  return locale === "en"
    ? "The running kernel has this parameter nevertheless: its vendor brought it, or kept it."
    : "但正在运行的内核有这个参数：发行商移植了它，或保留了它。";
}
