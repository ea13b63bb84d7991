import type { Line } from "../document/line.ts";
import { atOnce, STEP, type Steps } from "../gently.ts";
import type { Loader } from "../target.ts";
import type { FileIndex } from "./file-index.ts";

/** An assignment or an exclusion, and the file it is in. */
export interface Statement {
  readonly line: Line;
  readonly file: FileIndex;
}

/** Compares statements by where they stand in files that are read in this order. */
export function byPlaceIn(files: readonly FileIndex[]): (a: Statement, b: Statement) => number {
  const order = new Map(files.map((file, i) => [file, i]));
  const place = ({ file }: Statement) => order.get(file) ?? 0;
  return (a, b) => place(a) - place(b) || a.line.number - b.line.number || a.line.keyStart - b.line.keyStart;
}

/** An assignment that a loader makes. */
export interface Written<S extends Statement = Statement> {
  readonly statement: S;
  /** Where the loader makes it: at this statement's turn. */
  readonly place: S;
}

/**
 * The assignments that a loader makes, in its order, of statements in the order of the files. procps makes them all.
 * systemd-sysctl collects first: of one key the last statement counts, at the place where it was first given the value
 * that it has in the end; an exclusion there takes the key out.
 *
 * Source: systemd src/sysctl/sysctl.c parse_file, apply_all; procps src/sysctl.c write_setting_list.
 */
export function written<S extends Statement>(statements: readonly S[], loader: Loader): Written<S>[] {
  return atOnce(writtenInSteps(statements, loader));
}

export function* writtenInSteps<S extends Statement>(statements: readonly S[], loader: Loader): Steps<Written<S>[]> {
  if (loader === "procps") return statements.filter(({ line }) => line.kind === "assignment").map((statement) => ({ statement, place: statement }));
  const byPath = new Map<string, Written<S>>();
  for (const [i, statement] of statements.entries()) {
    if (i % STEP === STEP - 1) yield;
    const { path } = statement.line;
    const before = byPath.get(path);
    const same = before && before.statement.line.kind === statement.line.kind && before.statement.line.value === statement.line.value;
    // A map keeps the place of what is only replaced.
    if (!same) byPath.delete(path);
    byPath.set(path, { statement, place: same ? before.place : statement });
  }
  return [...byPath.values()].filter(({ statement }) => statement.line.kind === "assignment");
}
