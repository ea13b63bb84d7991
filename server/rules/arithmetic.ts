import { parseKernelNumber, tokens } from "../catalogue/number.ts";
import type { Text } from "../locale.ts";

/** Bytes in a memory page on x86 and most other machines; a few arm64 and POWER kernels use 64 KiB. */
export const PAGE_SIZE = 4096;

const UNITS = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];

/** The words of a value as the kernel reads them; NaN for a word that is no number. */
export function numbersOf(value: string): number[] {
  return tokens(value).map(({ text }) => Number(parseKernelNumber(text)?.value ?? Number.NaN));
}

/** 16777216 -> "16 MiB", 87380 -> "85.3 KiB"; at most one decimal. */
export function sizeText(bytes: number): string {
  let size = bytes;
  let unit = 0;
  // 1023.97 KiB would be shown as 1024 KiB.
  while (oneDecimal(size) >= 1024 && unit < UNITS.length - 1) {
    size /= 1024;
    unit++;
  }
  return `${oneDecimal(size)} ${UNITS[unit]}`;
}

/** Rounded to one decimal: 0.607 -> 0.6. */
export function oneDecimal(value: number): number {
  return Math.round(value * 10) / 10;
}

/** How long a connection stays in TIME-WAIT: TCP_TIMEWAIT_LEN, a constant of the kernel. */
export const TIME_WAIT_SECONDS = 60;

/** 7875 -> "2 h 11 min 15 s", 102.2 -> "102.2 s"; minutes from 120 s on. */
export function timeText(seconds: number): Text {
  const rounded = oneDecimal(seconds);
  if (rounded < 120) return { en: `${rounded} s`, "zh-cn": `${rounded} 秒` };
  const whole = Math.round(seconds);
  const parts = [
    { count: Math.floor(whole / 86_400), en: "d", "zh-cn": "天" },
    { count: Math.floor(whole / 3_600) % 24, en: "h", "zh-cn": "小时" },
    { count: Math.floor(whole / 60) % 60, en: "min", "zh-cn": "分钟" },
    { count: whole % 60, en: "s", "zh-cn": "秒" },
  ].filter(({ count }) => count > 0);
  return {
    en: parts.map(({ count, en }) => `${count} ${en}`).join(" "),
    "zh-cn": parts.map((part) => `${part.count} ${part["zh-cn"]}`).join(" "),
  };
}
