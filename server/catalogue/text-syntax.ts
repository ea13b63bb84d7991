import { parseKernelNumber } from "./number.ts";

/** Part of a text value that the kernel refuses; columns count from the start of the value. */
export interface TextProblem {
  readonly start: number;
  readonly end: number;
  readonly reason: "not-a-port" | "reversed" | "blank" | "empty" | "not-a-key";
}

/**
 * A list of ports: numbers 0 to 65535 and ranges `low-high`, separated by commas without blanks; one comma may end it.
 *
 * Source: kernel/sysctl.c proc_do_large_bitmap.
 */
export function portListProblem(value: string): TextProblem | undefined {
  let start = 0;
  for (const item of value.split(",")) {
    const end = start + item.length;
    if (item === "" && end === value.length) return undefined;
    const reason = portItemProblem(item);
    if (reason) return { start, end: Math.max(end, start + 1), reason };
    start = end + 1;
  }
  return undefined;
}

function portItemProblem(item: string): TextProblem["reason"] | undefined {
  if (item === "") return "empty";
  if (/\s/.test(item)) return "blank";
  const ends = item.split("-");
  const numbers = ends.map((text) => parseKernelNumber(text)?.value);
  if (ends.length > 2 || numbers.some((n) => n === undefined || n < 0 || n > 65_535)) return "not-a-port";
  const [low, high] = numbers;
  return low !== undefined && high !== undefined && low > high ? "reversed" : undefined;
}

/**
 * One or two TCP Fast Open keys: four hexadecimal numbers joined by `-`, the keys by a comma. What follows a key is not looked at.
 *
 * Source: net/ipv4/sysctl_net_ipv4.c proc_tcp_fastopen_key.
 */
export function fastOpenKeyProblem(value: string): TextProblem | undefined {
  let start = 0;
  for (const item of value.split(",").slice(0, 2)) {
    if (!/^\s*(?:(?:0[xX])?[0-9a-fA-F]{1,10}-){3}(?:0[xX])?[0-9a-fA-F]+/.test(item))
      return { start, end: Math.max(start + item.length, start + 1), reason: "not-a-key" };
    start += item.length + 1;
  }
  return undefined;
}
