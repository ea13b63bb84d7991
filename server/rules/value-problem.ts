import type { ParameterAtRelease } from "../catalogue/parameter.ts";
import type { Verdict, WrittenNumber } from "../catalogue/write.ts";
import type { Line } from "../document/line.ts";
import { toAscii } from "./ascii.ts";
import { commentInValue } from "./comment-in-value.ts";
import type { LineContext } from "./rule.ts";
import { type FormProblem, formProblem } from "./value-form.ts";

/** The one rule that speaks about a refused value. */
export type ValueProblem =
  | FormProblem
  | "empty-value"
  | "inline-comment"
  | "full-width-character"
  | "value-not-a-number"
  | "value-out-of-range"
  | "swappiness-range";

/** A value that the kernel refuses, with the word it stumbles over. */
export interface RefusedValue {
  readonly line: Line;
  readonly parameter: ParameterAtRelease;
  readonly verdict: Extract<Verdict, { status: "refused" }>;
  readonly bad: WrittenNumber;
  /** Columns of the word in the line. */
  readonly start: number;
  readonly end: number;
}

/** The refused value of a line if it is `problem`'s to report; parameters that take no write at all are left out. */
export function refusedValue({ line, parameter, verdict }: LineContext, problem: ValueProblem): RefusedValue | undefined {
  if (!parameter || verdict?.status !== "refused" || parameter.facts.readOnly) return undefined;
  const bad = verdict.numbers[verdict.position];
  if (!bad || ownerOf(line, parameter, verdict) !== problem) return undefined;
  return { line, parameter, verdict, bad, start: line.valueStart + bad.start, end: line.valueStart + bad.end };
}

function ownerOf(line: Line, parameter: ParameterAtRelease, verdict: Extract<Verdict, { status: "refused" }>): ValueProblem {
  if (verdict.reason === "empty") return "empty-value";
  if (commentInValue(line, parameter, verdict)) return "inline-comment";
  const form = formProblem(line.value);
  if (form) return form;
  const ascii = toAscii(line.value).trim();
  if (ascii !== line.value && /^[\s\d-]+$/.test(ascii)) return "full-width-character";
  if (verdict.reason !== "out-of-range") return "value-not-a-number";
  return parameter.facts.key === "vm.swappiness" ? "swappiness-range" : "value-out-of-range";
}

/** What a vector holds afterwards when a later number is refused: the numbers before it are stored one by one. */
export function halfWritten({ parameter, verdict, line }: RefusedValue): { en: string; "zh-cn": string } {
  if (verdict.position === 0 || parameter.facts.atomic) return { en: "", "zh-cn": "" };
  const stored = line.value.slice(verdict.numbers[0]?.start, verdict.numbers[verdict.position - 1]?.end);
  return {
    en: ` The numbers before it (${stored}) are stored all the same.`,
    "zh-cn": `它前面的数字（${stored}）仍会被写入。`,
  };
}
