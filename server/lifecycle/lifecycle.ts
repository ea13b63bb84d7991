import { tokens } from "../catalogue/number.ts";
import { formatRelease } from "../catalogue/release.ts";
import { Words } from "../catalogue/texts.ts";
import type { FeatureContext } from "../features/context.ts";
import { inWords } from "../features/units.ts";
import type { Text } from "../locale.ts";
import { buffersOf } from "./buffers.ts";
import type { LifecycleContext } from "./context.ts";
import { type Held, holdingsOf } from "./held.ts";
import { limitsOf } from "./limits.ts";
import type { Lifecycle, ParameterView } from "./model.ts";
import { portsOf } from "./ports.ts";
import { statesOf, TRANSITIONS } from "./states.ts";
import { waitsOf } from "./waits.ts";

/** A value longer than this is cut for showing. */
const LONGEST_VALUE = 40;

type Source = Pick<FeatureContext, "analysis" | "texts" | "locale">;

/** The TCP connection lifecycle as a file has it, on the file's target and in the session's language. */
export function lifecycleOf(source: Source): Lifecycle {
  const { analysis, locale } = source;
  const say = (text: Text) => text[locale];
  const context: LifecycleContext = { held: holdingsOf(analysis), kernel: analysis.target.kernel, say };
  const waits = waitsOf(context);
  const parts = { states: statesOf(context, waits), waits, limits: limitsOf(context), buffers: buffersOf(context) };
  const ports = portsOf(context);
  const keys = new Set([...Object.values(parts), ports ? [ports] : []].flatMap((views) => views.flatMap((view) => view.keys)));
  const parameters = [...keys].map((key) => context.held(key)).filter((held) => held !== undefined);
  return {
    target: `Linux ${formatRelease(context.kernel)}`,
    parameters: parameters.map((held) => parameterView(held, source)),
    transitions: TRANSITIONS,
    ports,
    ...parts,
  };
}

function parameterView(held: Held, source: Source): ParameterView {
  const { key, status } = held;
  const text = shownValue(held);
  const words = new Words(held.parameter.parameter, source.texts);
  return {
    key,
    name: key.slice(key.lastIndexOf(".") + 1),
    value: text === "" ? "–" : shortened(text),
    meaning: meaning(held, source),
    status,
    note: note(held, source),
    summary: words.text.summary,
    written: held.line !== undefined,
  };
}

function meaning({ text, parameter, numbers, status }: Held, { locale }: Source): string | undefined {
  const { unit, arity = 1 } = parameter.facts;
  if (status === "machine") return locale === "en" ? "with 4 GiB" : "4 GiB 内存时";
  if (arity > 1 || status === "refused" || tokens(text).length > 1) return undefined;
  return inWords(numbers[0] ?? Number.NaN, unit, locale, "short");
}

function note({ status, parameter, numbers }: Held, { locale }: Source): string {
  const standard = parameter.defaultText;
  const texts: Readonly<Record<Held["status"], Text>> = {
    default: { en: "default", "zh-cn": "默认值" },
    machine: { en: "default, with 4 GiB of memory", "zh-cn": "默认值，以 4 GiB 内存为例" },
    same: { en: "written, same as the default", "zh-cn": "已写入，与默认值相同" },
    changed: standard
      ? { en: `changed, default ${standard}`, "zh-cn": `已修改，默认值 ${standard}` }
      : { en: "changed, the default depends on memory", "zh-cn": "已修改，默认值取决于内存" },
    refused: { en: `refused by the kernel, ${numbers.join(" ")} stays`, "zh-cn": `内核拒绝，保持 ${numbers.join(" ")}` },
  };
  return texts[status][locale];
}

/** What the kernel reads of a value: a remark behind the last number that counts is left out. */
function shownValue({ text, status, parameter }: Held): string {
  if (status === "refused" || !parameter.isNumeric) return text;
  return tokens(text)
    .slice(0, parameter.arity)
    .map((word) => word.text)
    .join(" ");
}

function shortened(text: string): string {
  return text.length <= LONGEST_VALUE ? text : `${text.slice(0, LONGEST_VALUE)}…`;
}
