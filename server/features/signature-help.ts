import type { SignatureHelp } from "vscode-languageserver";
import { tokens } from "../catalogue/number.ts";
import type { ParameterAtRelease } from "../catalogue/parameter.ts";
import { rangeText } from "../catalogue/range-text.ts";
import { Words } from "../catalogue/texts.ts";
import type { Position } from "../document/document.ts";
import type { Line } from "../document/line.ts";
import { type FeatureContext, lineAt } from "./context.ts";
import { inWords } from "./units.ts";

/** Which number of a vector the cursor is in: `tcp_rmem`: min, **default**, max. Undefined where one number is all there is. */
export function signatureHelp(context: FeatureContext, position: Position): SignatureHelp | undefined {
  const line = lineAt(context, position);
  if (line?.kind !== "assignment" || !isBehindEquals(line, position.character)) return undefined;
  const { parameter } = context.analysis.resolve(line);
  if (!parameter?.isNumeric || parameter.arity < 2 || parameter.facts.readOnly) return undefined;
  const words = new Words(parameter.parameter, context.texts);
  const names = Array.from({ length: parameter.arity }, (_, i) => words.name(i) ?? String(i + 1));
  const active = numberAt(line, position.character);
  if (active >= names.length) return undefined;
  let label = `${line.key} =`;
  const parameters = names.map((name, i) => {
    const start = label.length + 1;
    label += ` ${name}`;
    const documentation = positionText(context, parameter, words, i);
    return {
      label: context.client.labelOffsets ? ([start, label.length] as [number, number]) : name,
      ...(documentation ? { documentation } : {}),
    };
  });
  return {
    signatures: [{ label, documentation: wholeText(context, words), parameters, activeParameter: active }],
    activeSignature: 0,
    activeParameter: active,
  };
}

function isBehindEquals(line: Line, at: number): boolean {
  const equals = line.text.indexOf("=", line.keyEnd);
  return equals >= 0 && at > equals;
}

/** Which number a column is in, from 0. Right behind one counts as inside: that is where the cursor is while it is typed. */
function numberAt({ text, valueStart, valueEnd }: Line, at: number): number {
  const before = tokens(text.slice(valueStart, Math.min(at, valueEnd))).length;
  return at > valueStart && at <= valueEnd && !/[ \t]/.test(text.charAt(at - 1)) ? before - 1 : before;
}

/** "default: 131,072 (128 KiB); 4,096 to 2,147,483,647": what the number is by default, and what it may be. */
function positionText({ locale }: FeatureContext, parameter: ParameterAtRelease, words: Words, position: number): string {
  const standard = parameter.defaultText?.split(" ")[position];
  const friendly = standard === undefined ? undefined : inWords(Number(standard), parameter.facts.unit, locale);
  const parts: string[] = [];
  if (words.unit) parts.push(words.unit);
  if (standard !== undefined)
    parts.push(`${locale === "en" ? "default" : "默认值"} ${standard}${friendly ? (locale === "en" ? ` (${friendly})` : `（${friendly}）`) : ""}`);
  if (parameter.intervalsAt(position)) parts.push(rangeText(parameter, position)[locale]);
  return parts.join(locale === "en" ? "; " : "；");
}

function wholeText({ client }: FeatureContext, words: Words) {
  const { title, summary } = words.text;
  const text = summary || title;
  return client.markdown ? { kind: "markdown" as const, value: text } : text.replaceAll(/[*`]/g, "");
}
