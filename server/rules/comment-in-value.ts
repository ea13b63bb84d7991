import type { ParameterAtRelease } from "../catalogue/parameter.ts";
import { takesText } from "../catalogue/text-syntax.ts";
import type { Verdict } from "../catalogue/write.ts";
import type { Line } from "../document/line.ts";
import { formProblem } from "./value-form.ts";

/** A comment that somebody wrote behind a value. `start` is a column of the line. */
export interface CommentInValue {
  readonly start: number;
  /** True where the kernel refuses the write because of it. */
  readonly refused: boolean;
}

/** Finds `#`, `;` or `//` behind a value, where it is meant as a comment. */
export function commentInValue(line: Line, parameter: ParameterAtRelease | undefined, verdict: Verdict | undefined): CommentInValue | undefined {
  const value = line.value;
  if (!parameter || !verdict) {
    // A key that we do not know: only the unmistakable form, a number and then a comment.
    const numbers = /^-?\d[\s\d]*/.exec(value)?.[0] ?? "";
    if (!/\s$/.test(numbers) || !isMark(value.slice(numbers.length))) return undefined;
    return { start: line.valueStart + numbers.length, refused: false };
  }
  if (parameter.isNumeric) {
    if (verdict.status === "accepted") {
      if (!verdict.ignored || !isMark(verdict.ignored.text)) return undefined;
      return { start: line.valueStart + verdict.ignored.start, refused: false };
    }
    const bad = verdict.numbers.at(-1);
    if (verdict.status !== "refused" || !bad || bad.number) return undefined;
    // `7#seven`, `7;`, and a mark where a number is still missing.
    const glued = /^(-?(?:0[xX])?[0-9a-fA-F]*)(#|;|\/\/)/.exec(bad.text);
    if (!glued || (glued[1] === "" && verdict.position === 0)) return undefined;
    return { start: line.valueStart + bad.start + (glued[1]?.length ?? 0), refused: true };
  }
  // Free text may well hold these marks; where the text has a syntax, they are never part of it.
  const syntax = parameter.facts.syntax;
  if (syntax === "text" || (syntax === undefined && parameter.facts.type === "string")) return undefined;
  const form = formProblem(value);
  if (form === "doubled-equals" || form === "quoted-value") return undefined;
  const match = /\s(?:#|;|\/\/)/.exec(value);
  return match ? { start: line.valueStart + match.index + 1, refused: takesText(value, syntax) !== true } : undefined;
}

function isMark(text: string): boolean {
  return text.startsWith("#") || text.startsWith(";") || text.startsWith("//");
}
