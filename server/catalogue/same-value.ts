import { parseKernelNumber, tokens } from "./number.ts";
import type { ParameterAtRelease } from "./parameter.ts";
import { bitmapRanges } from "./text-syntax.ts";
import { judgeWrite, type WrittenNumber } from "./write.ts";

/** The highest number of any list. */
const MOST = 65_535;

/** What the kernel keeps in jiffies comes back rounded: by up to 10 ms at HZ=100. */
const ROUNDING: ReadonlyMap<string | undefined, number> = new Map([
  ["milliseconds", 10],
  ["microseconds", 10_000],
  // Of a hundredth of a second each.
  ["userhz", 2],
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
  if (parameter.facts.key === PING_GROUPS && isNobody(verdict.numbers)) return now[0]?.text === "1" && now[1]?.text === "0";
  return verdict.numbers.every((word, i) => sameNumber(word, now[i]?.text ?? "", parameter));
}

const PING_GROUPS = "net.ipv4.ping_group_range";

/** A first group above the last is kept as 1 0. Source: net/ipv4/sysctl_net_ipv4.c ipv4_ping_group_range. */
function isNobody([first, last]: readonly WrittenNumber[]): boolean {
  return first?.number !== undefined && last?.number !== undefined && first.number.value > last.number.value;
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
    case "cpu-regions":
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

/** "3,1-2,2" -> "1-3": in order, and joined where they touch; what is no list stays as it is. */
function rangesOf(text: string): string {
  const joined: { low: number; high: number }[] = [];
  const ranges = bitmapRanges(text.trim(), MOST);
  for (const [low, high] of ranges?.toSorted((a, b) => a[0] - b[0]) ?? []) {
    const last = joined.at(-1);
    if (last && low <= last.high + 1) last.high = Math.max(last.high, high);
    else joined.push({ low, high });
  }
  return ranges ? joined.map(({ low, high }) => `${low}-${high}`).join(",") : text.trim();
}

/** "00000000,0000000F" -> "f" */
function maskOf(text: string): string {
  const [first = "", ...rest] = text.trim().toLowerCase().split(",");
  return (first + rest.map((group) => group.padStart(8, "0")).join("")).replace(/^0+(?=.)/, "");
}
