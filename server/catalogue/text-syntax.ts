import { type Integer, parseKernelNumber } from "./number.ts";
import type { Syntax } from "./parameter.ts";

/** Part of a text value that the kernel refuses; columns count from the start of the value. */
export interface TextProblem {
  readonly start: number;
  readonly end: number;
  readonly reason: "not-in-range" | "reversed" | "blank" | "empty" | "not-a-key" | "not-a-mask" | "not-a-cpu-list" | "not-an-address";
}

/** The first thing in `value` that its syntax does not allow; undefined where it is fine or the syntax has no such rules. */
export function textProblem(value: string, syntax: Syntax | undefined): TextProblem | undefined {
  const whole = (reason: TextProblem["reason"], fine: boolean) => (fine ? undefined : { start: 0, end: value.length, reason });
  switch (syntax) {
    case "ports":
      return bitmapProblem(value, 65_535);
    case "bits":
      return bitmapProblem(value, 255);
    case "keys":
      return fastOpenKeyProblem(value);
    case "cpus":
      return whole("not-a-mask", /^[0-9a-fA-F]{1,8}(?:,[0-9a-fA-F]{1,8})*$/.test(value));
    case "cpu-list":
      return whole("not-a-cpu-list", /^\d+(?:-\d+)?(?:,\d+(?:-\d+)?)*$/.test(value));
    case "ipv6-address":
      return whole("not-an-address", isIpv6Address(value));
    default:
      return undefined;
  }
}

/**
 * Numbers from 0 to `most` and ranges `low-high`, separated by commas without blanks; one comma may end the list.
 *
 * Source: kernel/sysctl.c proc_do_large_bitmap.
 */
export function bitmapProblem(value: string, most: number): TextProblem | undefined {
  for (let start = 0, end = 0; start < value.length; start = end + 1) {
    end = itemEnd(value, start);
    const reason = bitmapItemProblem(value, start, end, most);
    if (reason) return { start, end: Math.max(end, start + 1), reason };
  }
  return undefined;
}

/** `8080,9000-9010` as closed intervals of numbers from 0 to `most`; undefined where the kernel refuses the list. */
export function bitmapRanges(value: string, most: number): (readonly [low: number, high: number])[] | undefined {
  if (bitmapProblem(value, most)) return undefined;
  const ranges: (readonly [number, number])[] = [];
  for (let start = 0, end = 0; start < value.length; start = end + 1) {
    end = itemEnd(value, start);
    const plain = plainRange(value, start, end);
    ranges.push(plain < 0 ? writtenRange(value.slice(start, end)) : [Math.floor(plain / LOW), plain % LOW]);
  }
  return ranges;
}

function writtenRange(item: string): readonly [low: number, high: number] {
  const [low = Number.NaN, high = low] = numbersIn(item).map(Number);
  return [low, high];
}

function itemEnd(value: string, start: number): number {
  const comma = value.indexOf(",", start);
  return comma < 0 ? value.length : comma;
}

/** The part of a value from `start` to `end`. */
function bitmapItemProblem(value: string, start: number, end: number, most: number): TextProblem["reason"] | undefined {
  const plain = plainRange(value, start, end);
  if (plain >= 0) return rangeProblem(Math.floor(plain / LOW), plain % LOW, most);
  const item = value.slice(start, end);
  if (item === "") return "empty";
  if (/\s/.test(item)) return "blank";
  const numbers = numbersIn(item);
  const [low, high = low] = numbers.map(Number);
  if (numbers.length > 2 || low === undefined || high === undefined || numbers.includes(undefined)) return "not-in-range";
  return rangeProblem(low, high, most);
}

function rangeProblem(low: number, high: number, most: number): TextProblem["reason"] | undefined {
  if (low < 0 || high < 0 || low > most || high > most) return "not-in-range";
  return low > high ? "reversed" : undefined;
}

function numbersIn(item: string): (Integer | undefined)[] {
  return item.split("-").map((text) => parseKernelNumber(text)?.value);
}

/** What the low end of a range counts for in one number with the high end. */
const LOW = 100_000;

/** A decimal number or range of at most five digits each, which nearly all items are, without making anything: low end × LOW + high end. Else -1. */
function plainRange(value: string, start: number, end: number): number {
  let low = -1;
  let number = 0;
  let digits = 0;
  for (let i = start; i < end; i++) {
    const digit = value.charCodeAt(i) - 0x30;
    // Not behind a zero: that would be octal.
    if (digit >= 0 && digit <= 9 && digits < 5 && (digits === 0 || number > 0)) {
      number = number * 10 + digit;
      digits++;
    } else if (digit === -3 && low < 0 && digits > 0) {
      low = number;
      number = 0;
      digits = 0;
    } else return -1;
  }
  return digits === 0 ? -1 : (low < 0 ? number : low) * LOW + number;
}

/**
 * One or two TCP Fast Open keys: four hexadecimal numbers joined by `-`, the keys by a comma. What follows a key is not looked at.
 *
 * Source: net/ipv4/sysctl_net_ipv4.c proc_tcp_fastopen_key.
 */
function fastOpenKeyProblem(value: string): TextProblem | undefined {
  let start = 0;
  for (const item of value.split(",").slice(0, 2)) {
    if (!/^\s*(?:(?:0[xX])?[0-9a-fA-F]{1,10}-){3}(?:0[xX])?[0-9a-fA-F]+/.test(item))
      return { start, end: Math.max(start + item.length, start + 1), reason: "not-a-key" };
    start += item.length + 1;
  }
  return undefined;
}

/** Source: net/ipv6/addrconf.c addrconf_sysctl_stable_secret, lib: in6_pton. */
function isIpv6Address(value: string): boolean {
  const halves = value.split("::");
  if (halves.length > 2) return false;
  const groups = halves.map((half) => (half === "" ? [] : half.split(":")));
  const count = groups.flat().length;
  return groups.flat().every((group) => /^[0-9a-fA-F]{1,4}$/.test(group)) && (halves.length === 2 ? count < 8 : count === 8);
}
