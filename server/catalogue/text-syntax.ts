import { secretEnd } from "./ipv6-secret.ts";
import { type Integer, parseKernelNumber } from "./number.ts";
import type { Syntax } from "./parameter.ts";

/** Part of a text value that the kernel refuses, or (`unread`) does not look at; columns count from the start of the value. */
export interface TextProblem {
  readonly start: number;
  readonly end: number;
  readonly reason: "not-in-range" | "reversed" | "blank" | "empty" | "not-a-key" | "cut-off" | "not-a-mask" | "not-a-cpu-list" | "not-an-address" | "unread";
}

/** Values of these are judged here: what has no problem is taken. */
const JUDGED: ReadonlySet<Syntax | undefined> = new Set(["ports", "bits", "keys", "cpus", "cpu-list", "cpu-regions", "ipv6-address"]);

/** Does the kernel take a text of this syntax, as far as the text alone decides it? Undefined where it is a name that is looked up, or free text. */
export function takesText(value: string, syntax: Syntax | undefined): boolean | undefined {
  if (!JUDGED.has(syntax)) return undefined;
  const problem = textProblem(value, syntax);
  return !problem || problem.reason === "unread";
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
      return whole(
        "not-a-mask",
        groupsOf(value).every((group) => /^[0-9a-fA-F]{1,8}$/.test(group)),
      );
    case "cpu-list":
      return bitmapProblem(value, MOST_CPUS - 1);
    case "cpu-regions":
      return whole("not-a-cpu-list", groupsOf(value).every(isRegion));
    case "ipv6-address":
      return addressProblem(value);
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

/** The parts of a CPU mask or list: blanks and commas separate them, and may stand anywhere. Source: lib/bitmap-str.c bitmap_parse, bitmap_parselist. */
function groupsOf(value: string): string[] {
  return value.split(/[\s,]+/).filter((group) => group !== "");
}

/** CONFIG_NR_CPUS is at most this on x86. */
const MOST_CPUS = 8_192;

/** `4`, `0-7`, `0-N`, `0-15:2/4` (two of each four), `all`. Source: lib/bitmap-str.c bitmap_parse_region, bitmap_check_region. */
function isRegion(item: string): boolean {
  const [range = "", pattern, ...rest] = item.split(":");
  const ends = range.split("-");
  const isAll = range.toLowerCase() === "all";
  if (rest.length > 0 || (!isAll && (ends.length > 2 || !ends.every(isPlace)))) return false;
  if (Number(ends[0]) > Number(ends[1])) return false;
  if (pattern === undefined) return true;
  const [used = "", of = "", ...more] = pattern.split("/");
  return (isAll || ends.length === 2) && more.length === 0 && isPlace(used) && isPlace(of) && Number(of) !== 0 && !(Number(used) > Number(of));
}

/** The number of a CPU; N is the last one. */
function isPlace(text: string): boolean {
  return /^(?:\d+|N)$/.test(text);
}

/** proc_dostring keeps no more of the two keys. */
const LONGEST_KEYS = 73;

/** What sscanf takes for "%x-%x-%x-%x": any number of digits, blanks before each number, a prefix even without digits. */
const KEY = /^(?:[\t-\r ]*(?:0[xX][0-9a-fA-F]*|[0-9a-fA-F]+)-){3}[\t-\r ]*(?:0[xX]|[0-9a-fA-F])/;

/**
 * One or two TCP Fast Open keys: four hexadecimal numbers joined by `-`, the keys by a comma. What follows a key is not looked at.
 *
 * Source: net/ipv4/sysctl_net_ipv4.c proc_tcp_fastopen_key.
 */
function fastOpenKeyProblem(value: string): TextProblem | undefined {
  const text = value.slice(0, LONGEST_KEYS);
  const comma = text.indexOf(",");
  if (!KEY.test(comma < 0 ? text : text.slice(0, comma))) return { start: 0, end: comma > 0 ? comma : value.length, reason: "not-a-key" };
  if (comma < 0 || KEY.test(text.slice(comma + 1))) return undefined;
  const reason = KEY.test(value.slice(comma + 1)) ? "cut-off" : "not-a-key";
  return { start: Math.min(comma + 1, value.length - 1), end: value.length, reason };
}

function addressProblem(value: string): TextProblem | undefined {
  const end = secretEnd(value);
  if (end === value.length) return undefined;
  return end < 0 ? { start: 0, end: value.length, reason: "not-an-address" } : { start: end, end: value.length, reason: "unread" };
}
