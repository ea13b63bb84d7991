import type { FileAnalysis } from "../analysis.ts";
import { pathOf } from "../catalogue/catalogue.ts";
import { parseKernelNumber, tokens } from "../catalogue/number.ts";
import type { ParameterAtRelease } from "../catalogue/parameter.ts";
import { bitmapProblem } from "../catalogue/text-syntax.ts";
import { judgeWrite } from "../catalogue/write.ts";
import type { Line } from "../document/line.ts";
import { PORT_RANGE, portRange } from "../rules/port-range.ts";
import type { HeldStatus } from "./model.ts";

/** What a parameter holds on the target after the files have been applied. */
export interface Held {
  readonly key: string;
  readonly parameter: ParameterAtRelease;
  readonly status: HeldStatus;
  /** What the last line wrote, else the default as text, else the example of a default that depends on the machine. */
  readonly text: string;
  /** The line that wrote it last, if it is in the file looked at. */
  readonly line: Line | undefined;
  /** What is in force: where the kernel refuses the line, what was there before. NaN where that is not known. */
  readonly numbers: readonly number[];
}

/** Answers for every parameter that the target has; undefined for the others. */
export type Holdings = (key: string) => Held | undefined;

export function holdingsOf(analysis: FileAnalysis): Holdings {
  const known = new Map<string, Held | undefined>();
  return (key) => {
    if (!known.has(key)) known.set(key, heldOf(analysis, key));
    return known.get(key);
  };
}

function heldOf(analysis: FileAnalysis, key: string): Held | undefined {
  const { configuration, target, document } = analysis;
  const found = configuration.catalogue.get(key);
  if (!found?.existsIn(target.kernel)) return undefined;
  const parameter = found.at(target.kernel, target.hz);
  const base = defaultNumbers(parameter);
  const last = configuration.lastWrite(pathOf(key), () => true);
  if (!last?.line) {
    const text = parameter.defaultText ?? parameter.exampleText ?? "";
    return { key, parameter, status: parameter.defaultText === undefined ? "machine" : "default", text, line: undefined, numbers: base };
  }
  const { line } = last;
  const refused = isRefused(analysis, key, line, parameter);
  return {
    key,
    parameter,
    status: refused ? "refused" : sameNumbers(last.value, parameter) ? "same" : "changed",
    text: last.value,
    line: document.lines[line.number] === line ? line : undefined,
    numbers: writesInForce(analysis, key, line, refused).reduce((held, write) => written(held, write.value, parameter), base),
  };
}

/** The lines whose writes are in force: procps writes line by line, systemd-sysctl the last one only. */
function writesInForce({ configuration, target }: FileAnalysis, key: string, last: Line, refused: boolean): readonly Line[] {
  const writes = target.loader === "systemd" ? [last] : configuration.writes([key]).map(({ line }) => line);
  const all = writes.includes(last) ? writes : [...writes, last];
  return key === PORT_RANGE && refused ? all.filter((line) => line !== last) : all;
}

function isRefused({ configuration }: FileAnalysis, key: string, line: Line, parameter: ParameterAtRelease): boolean {
  if (parameter.facts.syntax === "ports") return bitmapProblem(line.value, 65_535) !== undefined;
  if (judgeWrite(line.value, parameter).status === "refused") return true;
  if (key !== PORT_RANGE || tokens(line.value).length < 2) return false;
  return !portRange({ effective: (other) => configuration.effective(other), number: (other) => configuration.number(other) });
}

/** What is held after a write: the kernel stores number by number up to the first that it refuses, or all or none. */
function written(before: readonly number[], value: string, parameter: ParameterAtRelease): readonly number[] {
  const verdict = judgeWrite(value, parameter);
  if (verdict.status === "refused" && (verdict.position === 0 || parameter.facts.atomic)) return before;
  const good = verdict.status === "refused" ? verdict.numbers.slice(0, verdict.position) : verdict.numbers;
  const after = [...before];
  for (const [i, { number }] of good.entries()) after[i] = Number(number?.value ?? Number.NaN);
  return after;
}

function sameNumbers(value: string, parameter: ParameterAtRelease): boolean {
  const standard = parameter.defaultText;
  if (standard === undefined) return false;
  if (!parameter.isNumeric) return value.trim() === standard;
  const [now, then] = [value, standard].map((text) => tokens(text).slice(0, parameter.arity));
  // A word too few leaves the default in its place.
  return (now ?? []).every(({ text }, i) => parseKernelNumber(text)?.value === parseKernelNumber(then?.[i]?.text ?? "")?.value);
}

/** The numbers of the default; where it depends on the machine, those of the example. */
function defaultNumbers(parameter: ParameterAtRelease): readonly number[] {
  const text = parameter.defaultText ?? parameter.exampleText ?? "";
  const numbers = tokens(text).map(({ text: word }) => Number(parseKernelNumber(word)?.value ?? Number.NaN));
  return Array.from({ length: parameter.arity }, (_, i) => numbers[i] ?? Number.NaN);
}
