import type { InlayHint } from "vscode-languageserver";
import { grouped } from "../catalogue/number.ts";
import type { ParameterAtRelease } from "../catalogue/parameter.ts";
import { Words } from "../catalogue/texts.ts";
import type { WrittenNumber } from "../catalogue/write.ts";
import type { Range } from "../document/document.ts";
import type { Line } from "../document/line.ts";
import { STEP, type Steps } from "../gently.ts";
import type { HintKind } from "../settings.ts";
import type { FeatureContext } from "./context.ts";
import { toPlainText } from "./documentation.ts";
import { bitsOf, meaningOf } from "./meaning.ts";
import { inWords, kindOfUnit } from "./units.ts";

/** Room beside a line; the tooltip has it all. */
const LONGEST = 60;
/** A line that writes more numbers than this is read by nobody. */
const MAX_HINTS_A_LINE = 50;

/** "20 min" beside 1200 seconds, "16 MiB", "octal: 8", the names of bits: for the numbers in a range whose kind is switched on. */
export function* inlayHints(context: FeatureContext, range: Range, kinds: ReadonlySet<HintKind>): Steps<InlayHint[]> {
  const hints: InlayHint[] = [];
  if (kinds.size === 0) return hints;
  const { analysis } = context;
  for (let n = range.start.line; n <= range.end.line; n++) {
    if (n % STEP === 0) yield;
    const line = analysis.document.lines[n];
    if (line?.kind !== "assignment") continue;
    const { parameter, verdict } = analysis.resolve(line);
    if (!parameter || !verdict) continue;
    const words = new Words(parameter.parameter, context.texts);
    for (const [position, word] of verdict.numbers.slice(0, MAX_HINTS_A_LINE).entries()) {
      const label = labelOf(context, word, parameter, words, kinds);
      if (label !== "") hints.push(hint(context, line, word, label, meaningOf(word, position, parameter, words, context.locale)));
    }
  }
  return hints;
}

function labelOf({ locale }: FeatureContext, word: WrittenNumber, parameter: ParameterAtRelease, words: Words, kinds: ReadonlySet<HintKind>): string {
  const { number } = word;
  if (!number) return "";
  const { unit, bits } = parameter.facts;
  const parts: string[] = [];
  const colon = locale === "en" ? ": " : "：";
  if (number.base !== 10 && kinds.has("base")) {
    const base = number.base === 8 ? { en: "octal", "zh-cn": "八进制" } : { en: "hexadecimal", "zh-cn": "十六进制" };
    parts.push(`${base[locale]}${colon}${grouped(number.value)}`);
  }
  const kind = kindOfUnit(unit);
  const friendly = kind && kinds.has(kind) ? inWords(number.value, unit, locale, "short") : undefined;
  if (friendly) parts.push(friendly);
  if (bits && kinds.has("bits")) {
    const { names } = bitsOf(number.value, bits, words);
    if (names.length > 0) parts.push(names.map(({ name }) => shortName(name)).join(" + "));
  }
  return parts.join(", ");
}

/** A bit's name without what explains it: "dumps: tasks, memory (t, m)" -> "dumps". */
function shortName(name: string): string {
  return name.split(/[:：(（,，;；]/, 1)[0]?.trim() || name;
}

function hint({ client }: FeatureContext, line: Line, word: WrittenNumber, label: string, meaning: readonly string[]): InlayHint {
  const shown = label.length > LONGEST ? `${label.slice(0, LONGEST - 1)}…` : label;
  const tooltip = meaning.join("\n\n");
  return {
    position: { line: line.number, character: line.valueStart + word.end },
    label: shown,
    paddingLeft: true,
    ...(tooltip === "" ? {} : { tooltip: client.markdown ? { kind: "markdown", value: tooltip } : toPlainText(tooltip) }),
  };
}
