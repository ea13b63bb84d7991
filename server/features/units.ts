import { grouped, type Integer } from "../catalogue/number.ts";
import type { Locale } from "../locale.ts";

const PAGE = 4096;
const BINARY = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];

/** 16777216 -> "16 MiB"; at most one decimal. */
export function bytesText(bytes: number): string {
  let size = Math.abs(bytes);
  let unit = 0;
  while (size >= 1024 && unit < BINARY.length - 1) {
    size /= 1024;
    unit++;
  }
  const rounded = Math.round(size * 10) / 10;
  return `${bytes < 0 ? "-" : ""}${rounded} ${BINARY[unit]}`;
}

const TIMES: readonly { seconds: number; en: [string, string]; "zh-cn": string }[] = [
  { seconds: 86_400, en: ["day", "days"], "zh-cn": "天" },
  { seconds: 3_600, en: ["hour", "hours"], "zh-cn": "小时" },
  { seconds: 60, en: ["minute", "minutes"], "zh-cn": "分钟" },
  { seconds: 1, en: ["second", "seconds"], "zh-cn": "秒" },
];

/** 7875 -> "2 hours 11 minutes 15 seconds". Whole seconds. */
export function secondsText(total: number, locale: Locale): string {
  let rest = Math.abs(total);
  const parts: string[] = [];
  for (const time of TIMES) {
    const count = Math.floor(rest / time.seconds);
    if (count === 0) continue;
    rest -= count * time.seconds;
    parts.push(locale === "en" ? `${grouped(count)} ${time.en[count === 1 ? 0 : 1]}` : `${grouped(count)} ${time["zh-cn"]}`);
  }
  if (parts.length === 0) parts.push(locale === "en" ? "0 seconds" : "0 秒");
  return (total < 0 ? (locale === "en" ? "minus " : "负 ") : "") + parts.join(" ");
}

/** A number in a friendlier unit, where its unit has one: seconds, milliseconds, bytes, kilobytes, pages. */
export function inWords(value: Integer, unit: string | undefined, locale: Locale): string | undefined {
  const number = Number(value);
  switch (unit) {
    case "seconds":
      return Math.abs(number) >= 60 ? secondsText(number, locale) : undefined;
    case "milliseconds":
      if (Math.abs(number) < 1000) return undefined;
      return number % 1000 === 0 ? secondsText(number / 1000, locale) : `${number / 1000} ${locale === "en" ? "seconds" : "秒"}`;
    case "centiseconds":
      return Math.abs(number) < 100
        ? undefined
        : number % 100 === 0
          ? secondsText(number / 100, locale)
          : `${number / 100} ${locale === "en" ? "seconds" : "秒"}`;
    case "microseconds":
      return Math.abs(number) >= 1000 ? `${number / 1000} ${locale === "en" ? "milliseconds" : "毫秒"}` : undefined;
    case "nanoseconds":
      return Math.abs(number) >= 1000
        ? Math.abs(number) >= 1e6
          ? `${number / 1e6} ${locale === "en" ? "milliseconds" : "毫秒"}`
          : `${number / 1e3} ${locale === "en" ? "microseconds" : "微秒"}`
        : undefined;
    case "bytes":
      return Math.abs(number) >= 1024 ? bytesText(number) : undefined;
    case "kilobytes":
      return Math.abs(number) >= 1024 ? bytesText(number * 1024) : undefined;
    case "pages":
      return number > 0 ? bytesText(number * PAGE) : undefined;
    default:
      return undefined;
  }
}
