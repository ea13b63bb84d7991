import type { Resolution } from "../catalogue/catalogue.ts";
import type { Parameter, ParameterAtRelease } from "../catalogue/parameter.ts";
import { Words } from "../catalogue/texts.ts";
import type { Verdict, WrittenNumber } from "../catalogue/write.ts";
import type { Position, Range } from "../document/document.ts";
import { keyOfPath } from "../document/key.ts";
import type { Line } from "../document/line.ts";
import { type FeatureContext, lineAt } from "./context.ts";
import { documentation, toPlainText } from "./documentation.ts";
import { code } from "./markdown.ts";
import { meaningOf } from "./meaning.ts";
import { backported, runningLine, undocumented } from "./running.ts";

export interface HoverResult {
  readonly contents: { readonly kind: "markdown" | "plaintext"; readonly value: string };
  readonly range: Range;
}

/** On a key: the parameter's page. On a value: what the number under the cursor means. */
export function hover(context: FeatureContext, position: Position): HoverResult | undefined {
  const line = lineAt(context, position);
  if (!line || (line.kind !== "assignment" && line.kind !== "exclusion")) return undefined;
  const at = position.character;
  if (at >= line.keyStart && at <= line.keyEnd) return hoverKey(context, line);
  if (line.kind === "assignment" && at >= line.valueStart && at <= line.valueEnd) return hoverValue(context, line, at);
  return undefined;
}

function hoverKey(context: FeatureContext, line: Line): HoverResult | undefined {
  const { resolution } = context.analysis.resolve(line);
  const page = resolution && keyPage(context, line, resolution);
  return page === undefined ? undefined : result(context, page, line, line.keyStart, line.keyEnd);
}

function keyPage(context: FeatureContext, line: Line, resolution: Resolution): string | undefined {
  switch (resolution.kind) {
    case "parameter":
      return parameterPage(context, line, resolution.parameter);
    case "running":
      if (!resolution.parameter) return undocumented(context, line);
      return `${backported(context.locale)}\n\n${parameterPage(context, line, resolution.parameter)}`;
    case "glob":
      return patternPage(context, resolution.parameters);
    default:
      return undefined;
  }
}

function parameterPage(context: FeatureContext, line: Line, parameter: Parameter): string {
  const { texts, locale, analysis } = context;
  return documentation(parameter.at(analysis.target.kernel, analysis.target.hz), texts, locale, keyOfPath(line.path), runningLine(context, line, parameter));
}

function patternPage(context: FeatureContext, parameters: readonly Parameter[]): string {
  const names = parameters.slice(0, 20).map((parameter) => `- ${summaryOf(context, parameter)}`);
  const more = parameters.length - names.length;
  if (more > 0) names.push(context.locale === "en" ? `- and ${more} more` : `- 另有 ${more} 个`);
  const head = context.locale === "en" ? "A pattern for these parameters:" : "这个模式匹配以下参数：";
  return [head, "", ...names].join("\n");
}

function summaryOf(context: FeatureContext, parameter: Parameter): string {
  return `\`${parameter.key}\` ${new Words(parameter, context.texts).text.title}`;
}

function hoverValue(context: FeatureContext, line: Line, at: number): HoverResult | undefined {
  const { parameter, verdict } = context.analysis.resolve(line);
  if (!parameter || !verdict) return undefined;
  const words = new Words(parameter.parameter, context.texts);
  if (!parameter.isNumeric) {
    const meaning = words.value(line.value);
    return meaning ? result(context, `${code(line.value)}: ${meaning}`, line, line.valueStart, line.valueEnd) : undefined;
  }
  const position = verdict.numbers.findIndex((word) => at >= line.valueStart + word.start && at <= line.valueStart + word.end);
  const word = verdict.numbers[position];
  if (!word) return undefined;
  const text = numberText(context, word, position, parameter, words, verdict);
  return text ? result(context, text, line, line.valueStart + word.start, line.valueStart + word.end) : undefined;
}

function numberText(context: FeatureContext, word: WrittenNumber, position: number, parameter: ParameterAtRelease, words: Words, verdict: Verdict): string {
  const { locale } = context;
  const name = words.name(position);
  const unit = words.unit;
  const head = `${name ? `**${name}** ` : ""}${code(word.text)}${unit && word.number ? ` ${unit}` : ""}`;
  const lines = meaningOf(word, position, parameter, words, locale);
  if (lines.length === 0 && !name && verdict.status !== "refused" && !unit) return "";
  const [first, ...rest] = lines;
  return [first ? `${head} = ${first}` : head, ...rest.map((text) => `- ${text}`)].join("\n\n").replaceAll("\n\n- ", "\n- ").replace("\n- ", "\n\n- ");
}

function result(context: FeatureContext, markdown: string, line: Line, start: number, end: number): HoverResult {
  return {
    contents: context.client.markdown ? { kind: "markdown", value: markdown } : { kind: "plaintext", value: toPlainText(markdown) },
    range: { start: { line: line.number, character: start }, end: { line: line.number, character: end } },
  };
}
