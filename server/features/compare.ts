import type { FileAnalysis } from "../analysis.ts";
import { initialValue } from "../catalogue/initial.ts";
import { sameValue } from "../catalogue/same-value.ts";
import { statements } from "../configuration/file-index.ts";
import { matchesGlob } from "../document/glob.ts";
import { isGlob, keyOfPath } from "../document/key.ts";
import type { Line } from "../document/line.ts";
import { STEP, type Steps } from "../gently.ts";
import type { Locale } from "../locale.ts";
import type { CompareAnswer, CompareRow } from "../machine/compare-answer.ts";
import type { Machine } from "../machine/machine.ts";
import { missingText } from "./running.ts";

/** More parameters are not compared at a time. */
const MOST_ROWS = 2_000;
/** Nor are more patterns followed: each may walk through all of /proc/sys. */
const MOST_PATTERNS = 200;

/** Each is read from the kernel. */
const ROWS_A_STEP = 100;

/** Every parameter that a file writes, beside what the running kernel holds. */
export function* compare(analysis: FileAnalysis, machine: Machine, locale: Locale): Steps<CompareAnswer> {
  const paths = yield* writtenPaths(analysis, machine);
  const rows: CompareRow[] = [];
  for (const [path, last] of paths) {
    if (rows.length % ROWS_A_STEP === 0) yield;
    // Without a write: excluded, or refused; then the last attempt is shown.
    const line = analysis.configuration.lastWrite(path)?.line ?? (isRefused(analysis, last) ? last : undefined);
    // Another file may have the last word.
    if (line && analysis.document.lines[line.number] === line) rows.push(row(analysis, machine, path, line, locale));
  }
  return { rows, isComplete: paths.size < MOST_ROWS };
}

function row(analysis: FileAnalysis, machine: Machine, path: string, line: Line, locale: Locale): CompareRow {
  const { options, target } = analysis;
  const resolution = options.catalogue.resolve(path);
  const known = resolution.kind === "parameter" && resolution.parameter.existsIn(target.kernel) ? resolution.parameter.at(target.kernel, target.hz) : undefined;
  const held = machine.running(path);
  const running = "value" in held ? textOf(held.value) : undefined;
  const same = running === undefined ? undefined : known ? sameValue(line.value, running, known) : line.value.trim() === running;
  const initial = known && resolution.kind === "parameter" ? initialValue(known, resolution.interface) : undefined;
  return {
    key: keyOfPath(path),
    line: line.number,
    file: line.value,
    ...("value" in held ? { running: textOf(held.value) } : { missing: missingText(held, known?.parameter, locale) }),
    ...(initial === undefined ? {} : { default: initial }),
    ...(same === undefined ? {} : { differs: !same }),
    ...(isRefused(analysis, line) ? { isRefused: true } : {}),
  };
}

function isRefused(analysis: FileAnalysis, line: Line): boolean {
  return analysis.resolve(line).verdict?.status === "refused";
}

/** A value in one line. */
function textOf(held: string): string {
  return held.trim().replace(/[\t\n]+/g, " ");
}

/** The paths that a file writes, in order, with the last line for each; patterns stand for the files that they match now. */
function* writtenPaths({ document, target }: FileAnalysis, machine: Machine): Steps<Map<string, Line>> {
  const paths = new Map<string, Line>();
  let patterns = 0;
  for (const whole of document.lines) {
    if (whole.number % STEP === 0) yield;
    for (const line of statements(whole, target.loader)) {
      if (line.kind !== "assignment") continue;
      if (isGlob(line.path) && ++patterns > MOST_PATTERNS) continue;
      // Each is held against whole folders.
      if (isGlob(line.path)) yield;
      const written = isGlob(line.path) ? matches(machine, line.path, MOST_ROWS) : [line.path];
      for (const path of written) if (paths.size < MOST_ROWS || paths.has(path)) paths.set(path, line);
    }
  }
  return paths;
}

/** The files below /proc/sys that match a pattern, folder by folder, as glob(3) finds them; at most `most`. */
function matches(machine: Machine, pattern: string, most: number): string[] {
  let found = [""];
  for (const segment of pattern.split("/")) {
    const next: string[] = [];
    for (const folder of found) {
      const names = isGlob(segment) ? machine.list(folder).flatMap(({ name }) => (matchesGlob(segment, name) ? [name] : [])) : [segment];
      for (const name of names) if (next.length < most) next.push(folder === "" ? name : `${folder}/${name}`);
    }
    found = next;
  }
  return found.filter((path) => machine.exists(path));
}
