/**
 * Numbers as /proc/sys reads them: blanks (space, tab, LF) separate, and vertical tab, form feed and CR are skipped in front; base 10, 0x for 16, a leading 0 for 8;
 * a minus sign, but no plus sign, no suffix, no decimal point.
 *
 * Source: kernel/sysctl.c proc_skip_spaces, proc_get_long, lib/kstrtox.c _parse_integer_fixup_radix.
 */

/** Exact: a BigInt only beyond 2^53. */
export type Integer = number | bigint;

/** The buffer of proc_get_long holds 21 characters; a longer number is refused. */
const MAX_LENGTH = 20;

export interface Token {
  /** Columns in the value text. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The words of a value, as the kernel separates them. */
export function tokens(value: string): Token[] {
  // Nearly every value is one word.
  if (!/[ \t-\r]/.test(value)) return value === "" ? [] : [{ start: 0, end: value.length, text: value }];
  const found: Token[] = [];
  let start = -1;
  for (let i = 0; i <= value.length; i++) {
    const c = i < value.length ? value.charCodeAt(i) : 0x20;
    const blank = c === 0x20 || c === 0x09 || c === 0x0a;
    if (start < 0 && !blank && (c < 0x0b || c > 0x0d)) start = i;
    if (blank && start >= 0) {
      found.push({ start, end: i, text: value.slice(start, i) });
      start = -1;
    }
  }
  return found;
}

export interface KernelNumber {
  readonly value: Integer;
  readonly base: 8 | 10 | 16;
  readonly negative: boolean;
}

/** The number that the kernel reads, or undefined where it answers EINVAL. */
export function parseKernelNumber(text: string): KernelNumber | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  return parsePlain(text) ?? parseAny(text);
}

/** Nearly every number in a file: decimal, and small enough to be exact. */
function parsePlain(text: string): KernelNumber | undefined {
  if (text.length === 0 || text.length > 15 || (text.length > 1 && text.charCodeAt(0) === 0x30)) return undefined;
  let value = 0;
  for (let i = 0; i < text.length; i++) {
    const digit = text.charCodeAt(i) - 0x30;
    if (digit < 0 || digit > 9) return undefined;
    value = value * 10 + digit;
  }
  return { value, base: 10, negative: false };
}

function parseAny(text: string): KernelNumber | undefined {
  const match = /^(-?)(?:(0[xX][0-9a-fA-F]+)|(0[0-7]*)|([1-9][0-9]*))$/.exec(text);
  if (!match) return undefined;
  const negative = match[1] === "-";
  const base = match[2] ? 16 : match[3] && match[3] !== "0" ? 8 : 10;
  const digits = match[2] ?? (base === 8 ? `0o${match[3]?.slice(1)}` : (match[3] ?? match[4] ?? "0"));
  const exact = BigInt(digits);
  if (exact > 0xffff_ffff_ffff_ffffn) return undefined;
  return { value: shrink(negative ? -exact : exact), base, negative };
}

/** As a number where that is exact. */
export function shrink(value: bigint): Integer {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

/** Reads an integer from the catalogue's files, where those beyond 2^53 are strings. */
export function integerOf(value: number | string): Integer {
  return typeof value === "number" ? value : shrink(BigInt(value));
}

/** 1234567 -> "1,234,567" */
export function grouped(value: Integer): string {
  const digits = String(value);
  const start = digits.startsWith("-") ? 1 : 0;
  let out = "";
  for (let i = start; i < digits.length; i++) {
    if (i > start && (digits.length - i) % 3 === 0) out += ",";
    out += digits[i];
  }
  return (start ? "-" : "") + out;
}
