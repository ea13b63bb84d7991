import { parseKernelNumber } from "./number.ts";
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
  let start = 0;
  for (const item of value.split(",")) {
    const end = start + item.length;
    if (item === "" && end === value.length) return undefined;
    const reason = bitmapItemProblem(item, most);
    if (reason) return { start, end: Math.max(end, start + 1), reason };
    start = end + 1;
  }
  return undefined;
}

function bitmapItemProblem(item: string, most: number): TextProblem["reason"] | undefined {
  if (item === "") return "empty";
  if (/\s/.test(item)) return "blank";
  const ends = item.split("-");
  const numbers = ends.map((text) => parseKernelNumber(text)?.value);
  if (ends.length > 2 || numbers.some((n) => n === undefined || n < 0 || n > most)) return "not-in-range";
  const [low, high] = numbers;
  return low !== undefined && high !== undefined && low > high ? "reversed" : undefined;
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
