import { parseKernelNumber, tokens } from "./number.ts";
import type { ParameterAtRelease } from "./parameter.ts";
import { judgeWrite, type WrittenNumber } from "./write.ts";

/** What the kernel keeps in jiffies comes back rounded: by up to 10 ms at HZ=100. */
const ROUNDING: ReadonlyMap<string | undefined, number> = new Map([
  ["milliseconds", 10],
  ["microseconds", 10_000],
]);

/**
 * Would `written` leave the parameter at what it holds, `held` (the text of its file)? Undefined where that cannot be told:
 * the kernel refuses the value, or the file cannot be both written and read.
 */
export function sameValue(written: string, held: string, parameter: ParameterAtRelease): boolean | undefined {
  const { readOnly, writeOnly } = parameter.facts;
  if (readOnly || writeOnly) return undefined;
  return parameter.isNumeric ? sameNumbers(written, held, parameter) : sameText(written, held, parameter.facts.syntax);
}

function sameNumbers(written: string, held: string, parameter: ParameterAtRelease): boolean | undefined {
  const verdict = judgeWrite(written, parameter);
  if (verdict.status === "refused") return undefined;
  const now = tokens(held.replaceAll("\n", " "));
  return verdict.numbers.every((word, i) => sameNumber(word, now[i]?.text ?? "", parameter));
}

function sameNumber({ number }: WrittenNumber, held: string, parameter: ParameterAtRelease): boolean {
  const now = parseKernelNumber(held);
  if (!number || !now) return false;
  if (parameter.width === "bool") return (number.value !== 0) === (now.value !== 0);
  if (number.value === now.value) return true;
  const rounding = ROUNDING.get(parameter.facts.jiffies) ?? 0;
  return Math.abs(Number(number.value) - Number(now.value)) < rounding;
}

function sameText(written: string, held: string, syntax: ParameterAtRelease["facts"]["syntax"]): boolean {
  switch (syntax) {
    case "ports":
    case "bits":
    case "cpu-list":
      return rangesOf(written) === rangesOf(held);
    case "algorithms":
      return wordsOf(written).sort().join(" ") === wordsOf(held).sort().join(" ");
    case "cpus":
      return maskOf(written) === maskOf(held);
    default:
      return wordsOf(written).join(" ") === wordsOf(held).join(" ");
  }
}

function wordsOf(text: string): string[] {
  return text.split(/[ \t\n]+/).filter((word) => word !== "");
}

/** "3,1-2,2" -> "1-3": in order, and joined where they touch. */
function rangesOf(text: string): string {
  const ranges = text
    .trim()
    .split(",")
    .filter((item) => item !== "")
    .map((item) => item.split("-").map(Number))
    .map(([low = Number.NaN, high = low]) => ({ low, high }))
    .sort((a, b) => a.low - b.low);
  const joined: { low: number; high: number }[] = [];
  for (const range of ranges) {
    const last = joined.at(-1);
    if (last && range.low <= last.high + 1) last.high = Math.max(last.high, range.high);
    else joined.push({ ...range });
  }
  return joined.map(({ low, high }) => `${low}-${high}`).join(",");
}

/** "00000000,0000000F" -> "f" */
function maskOf(text: string): string {
  const [first = "", ...rest] = text.trim().toLowerCase().split(",");
  return (first + rest.map((group) => group.padStart(8, "0")).join("")).replace(/^0+(?=.)/, "");
}
