import { byItself } from "../by-itself.ts";
import { type Integer, type KernelNumber, parseKernelNumber, type Token, tokens } from "./number.ts";
import { contains, type ParameterAtRelease } from "./parameter.ts";

/** One word of a numeric value with what the kernel reads in it. */
export interface WrittenNumber extends Token {
  readonly number: KernelNumber | undefined;
}

/** What becomes of a write to a numeric parameter. Columns count from the start of the value. */
export type Verdict =
  | {
      readonly status: "accepted";
      readonly numbers: readonly WrittenNumber[];
      /** Text behind the last number that counts; the kernel never looks at it. */
      readonly ignored: Token | undefined;
    }
  | {
      readonly status: "refused";
      readonly reason: "empty" | "not-a-number" | "out-of-range";
      readonly numbers: readonly WrittenNumber[];
      /** Position of the word that is refused; the ones before it may be stored already. */
      readonly position: number;
    }
  /** Text values, and parameters of which no range is known. */
  | { readonly status: "unknown"; readonly numbers: readonly WrittenNumber[] };

/**
 * What the kernel answers when `value` (trimmed, as the loaders write it) is written to a parameter,
 * as far as the value alone decides. The order is the kernel's: number by number, the first bad one ends it.
 *
 * Source: kernel/sysctl.c __do_proc_dointvec, do_proc_douintvec_w, __do_proc_doulongvec_minmax.
 */
export function judgeWrite(value: string, parameter: ParameterAtRelease): Verdict {
  const known = parameter.verdicts.get(value);
  if (known) return known;
  // Bounded: a file can hold any number of values, of any length.
  if (value.length > LONG) return judge(value, parameter);
  const own = byItself(value);
  const verdict = judge(own, parameter);
  if (parameter.verdicts.size >= MANY) parameter.verdicts.clear();
  parameter.verdicts.set(own, verdict);
  return verdict;
}

const LONG = 100;
const MANY = 50;

function judge(value: string, parameter: ParameterAtRelease): Verdict {
  if (!parameter.isNumeric) return { status: "unknown", numbers: [] };
  const words = tokens(value);
  const numbers: WrittenNumber[] = [];
  const wraps = keepsLowBits(parameter);
  if (words.length === 0) return { status: "refused", reason: "empty", numbers, position: 0 };
  for (let i = 0; i < Math.min(words.length, parameter.arity); i++) {
    const word = words[i] as Token;
    const number = parseKernelNumber(word.text);
    numbers.push({ start: word.start, end: word.end, text: word.text, number });
    if (!number) {
      const reason = /^-?\d+$/.test(word.text) && !/^-?0\d/.test(word.text) ? "out-of-range" : "not-a-number";
      return { status: "refused", reason, numbers, position: i };
    }
    const intervals = parameter.intervalsAt(i);
    if (intervals && !contains(intervals, wraps ? lowBits(number.value) : number.value))
      return { status: "refused", reason: "out-of-range", numbers, position: i };
    if (number.negative && number.value === 0 && refusesSign(parameter)) return { status: "refused", reason: "out-of-range", numbers, position: i };
  }
  const next = words[numbers.length];
  const ignored = next && { start: next.start, end: value.length, text: value.slice(next.start) };
  if (!parameter.accepts) return { status: "unknown", numbers };
  return { status: "accepted", numbers, ignored };
}

/** Files of unsigned numbers refuse the sign itself, -0 included. Those of `unsigned long` passed over such a number before Linux 6.1, and said nothing. */
function refusesSign({ width, release }: ParameterAtRelease): boolean {
  return width === "uint" || width === "u8" || (width === "ulong" && release >= 6_001_000);
}

/**
 * Milliseconds that are kept as jiffies in an int: the kernel looks at the low 32 bits only. 4294967297 is 1 there.
 *
 * Source: kernel/sysctl.c do_proc_dointvec_ms_jiffies_conv, which calls msecs_to_jiffies(unsigned int).
 */
function keepsLowBits({ facts, width }: ParameterAtRelease): boolean {
  return facts.jiffies === "milliseconds" && width === "int";
}

function lowBits(value: Integer): number {
  return Number(BigInt.asUintN(32, BigInt(value)));
}
