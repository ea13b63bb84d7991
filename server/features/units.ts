import { grouped, type Integer } from "../catalogue/number.ts";
import type { Locale } from "../locale.ts";

const PAGE = 4096;
const BINARY = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];

/** 16777216 -> "16 MiB"; at most one decimal. */
function bytesText(bytes: number): string {
  let size = Math.abs(bytes);
  let unit = 0;
  while (size >= 1024 && unit < BINARY.length - 1) {
    size /= 1024;
    unit++;
  }
  const rounded = Math.round(size * 10) / 10;
  return `${bytes < 0 ? "-" : ""}${rounded} ${BINARY[unit]}`;
}

/** Words for a sentence ("20 minutes"), or for the little room beside a number ("20 min"). */
export type Style = "long" | "short";

interface TimeWords {
  readonly en: readonly [one: string, more: string];
  readonly short: string;
  readonly "zh-cn": string;
}

const TIMES: readonly (TimeWords & { readonly seconds: number })[] = [
  { seconds: 86_400, en: ["day", "days"], short: "d", "zh-cn": "天" },
  { seconds: 3_600, en: ["hour", "hours"], short: "h", "zh-cn": "小时" },
  { seconds: 60, en: ["minute", "minutes"], short: "min", "zh-cn": "分钟" },
  { seconds: 1, en: ["second", "seconds"], short: "s", "zh-cn": "秒" },
];
const SECOND: TimeWords = { en: ["second", "seconds"], short: "s", "zh-cn": "秒" };
const MILLISECOND: TimeWords = { en: ["millisecond", "milliseconds"], short: "ms", "zh-cn": "毫秒" };
const MICROSECOND: TimeWords = { en: ["microsecond", "microseconds"], short: "µs", "zh-cn": "微秒" };

/** 7875 -> "2 hours 11 minutes 15 seconds", "2 h 11 min 15 s". Whole seconds. */
function secondsText(total: number, locale: Locale, style: Style = "long"): string {
  let rest = Math.abs(total);
  const parts: string[] = [];
  for (const time of TIMES) {
    const count = Math.floor(rest / time.seconds);
    if (count === 0) continue;
    rest -= count * time.seconds;
    parts.push(counted(count, time, locale, style));
  }
  if (parts.length === 0) parts.push(counted(0, SECOND, locale, style));
  return (total < 0 ? (locale === "en" ? (style === "long" ? "minus " : "-") : "负 ") : "") + parts.join(" ");
}

function counted(count: number, unit: TimeWords, locale: Locale, style: Style): string {
  const number = Number.isInteger(count) ? grouped(count) : String(count);
  if (locale !== "en") return `${number} ${unit["zh-cn"]}`;
  return `${number} ${style === "short" ? unit.short : unit.en[count === 1 ? 0 : 1]}`;
}

/** How many of a unit make a second, and from how many on a friendlier unit says more. */
const TIME_UNITS: ReadonlyMap<string, { readonly perSecond: number; readonly from: number }> = new Map([
  ["seconds", { perSecond: 1, from: 60 }],
  ["milliseconds", { perSecond: 1_000, from: 1_000 }],
  ["centiseconds", { perSecond: 100, from: 100 }],
  ["microseconds", { perSecond: 1_000_000, from: 1_000 }],
  ["nanoseconds", { perSecond: 1_000_000_000, from: 1_000 }],
]);

/** What the units of sizes are in bytes. */
const SIZE_UNITS: ReadonlyMap<string, { readonly bytes: number; readonly from: number }> = new Map([
  ["bytes", { bytes: 1, from: 1024 }],
  ["kilobytes", { bytes: 1024, from: 1024 }],
  ["pages", { bytes: PAGE, from: 1 }],
]);

/** Is a number in this unit a time or a size? */
export function kindOfUnit(unit: string | undefined): "time" | "size" | undefined {
  if (unit === undefined) return undefined;
  return TIME_UNITS.has(unit) ? "time" : SIZE_UNITS.has(unit) ? "size" : undefined;
}

/** A number in a friendlier unit, where its unit has one: times, bytes, kilobytes, pages. */
export function inWords(value: Integer, unit: string | undefined, locale: Locale, style: Style = "long"): string | undefined {
  const number = Number(value);
  const size = SIZE_UNITS.get(unit ?? "");
  if (size) return (unit === "pages" ? number : Math.abs(number)) >= size.from ? bytesText(number * size.bytes) : undefined;
  const time = TIME_UNITS.get(unit ?? "");
  if (!time || Math.abs(number) < time.from) return undefined;
  if (number % time.perSecond === 0) return secondsText(number / time.perSecond, locale, style);
  if (time.perSecond <= 1_000) return counted(number / time.perSecond, SECOND, locale, style);
  const perMillisecond = time.perSecond / 1_000;
  if (Math.abs(number) >= perMillisecond) return counted(number / perMillisecond, MILLISECOND, locale, style);
  return counted((number * 1_000) / perMillisecond, MICROSECOND, locale, style);
}
