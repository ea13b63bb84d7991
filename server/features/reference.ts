import type { FileAnalysis } from "../analysis.ts";
import type { Parameter } from "../catalogue/parameter.ts";
import type { Release } from "../catalogue/release.ts";
import { sameValue } from "../catalogue/same-value.ts";
import { type Texts, Words } from "../catalogue/texts.ts";
import { statements } from "../configuration/file-index.ts";
import type { Position } from "../document/document.ts";
import type { Line } from "../document/line.ts";
import { STEP, type Steps } from "../gently.ts";
import { type FeatureContext, lineAt } from "./context.ts";

/** A line of the list of parameters. What is usual is left out: there are more than a thousand. */
export interface ParameterRow {
  readonly key: string;
  readonly title: string;
  /** Missing: the release has it. */
  readonly absent?: "removed" | "not-yet";
  readonly readOnly?: true;
}

/** A line of a file that writes a parameter of the catalogue. */
export interface ParameterAssignment {
  /** Of the parameter: `net.ipv4.conf.*.rp_filter`. */
  readonly key: string;
  readonly value: string;
  /** From 0. */
  readonly line: number;
  /** True: the kernel takes it, and it is not the default; missing where that cannot be told. */
  readonly differs?: boolean;
}

export function parameterRow(parameter: Parameter, release: Release, texts: Texts): ParameterRow {
  const { key, facts } = parameter;
  const row: { -readonly [K in keyof ParameterRow]: ParameterRow[K] } = { key, title: new Words(parameter, texts).text.title };
  if (parameter.isRemovedIn(release)) row.absent = "removed";
  else if (parameter.isNotYetIn(release)) row.absent = "not-yet";
  if (facts.readOnly) row.readOnly = true;
  return row;
}

/** What a file writes, in its order; a pattern counts for each parameter that it stands for. */
export function* assignmentsOf(analysis: FileAnalysis): Steps<ParameterAssignment[]> {
  const found: ParameterAssignment[] = [];
  for (const line of analysis.document.lines) {
    if (line.number % STEP === 0) yield;
    for (const part of statements(line, analysis.target.loader)) {
      if (part.kind !== "assignment") continue;
      const { resolution } = analysis.resolve(part);
      if (resolution?.kind === "parameter") found.push(assignment(analysis, part, resolution.parameter));
      else if (resolution?.kind === "glob" && found.length < MAX_EXPANDED)
        for (const { key } of resolution.parameters) found.push({ key, value: part.value, line: part.number });
    }
  }
  return found;
}

/** A hostile file can hold thousands of patterns over hundreds of parameters. */
const MAX_EXPANDED = 10_000;

function assignment(analysis: FileAnalysis, line: Line, { key }: Parameter): ParameterAssignment {
  const { resolution, parameter } = analysis.resolve(line);
  const written = { key, value: line.value, line: line.number };
  // The defaults of `all` and of single interfaces are not those of new ones.
  const name = resolution?.kind === "parameter" ? resolution.interface : undefined;
  if (!parameter || (name !== undefined && name !== "default")) return written;
  const standard = parameter.defaultText;
  const equal = standard === undefined ? undefined : sameValue(line.value, standard, parameter);
  return equal === undefined ? written : { ...written, differs: !equal };
}

/** The parameter that a line of the file names, with what stands there; undefined on comments and the like. */
export function parameterAt(context: Pick<FeatureContext, "analysis">, position: Position): { readonly key?: string; readonly written: string } | undefined {
  const line = lineAt(context, position);
  if (!line || (line.kind !== "assignment" && line.kind !== "exclusion")) return undefined;
  const { resolution } = context.analysis.resolve(line);
  const written = line.text.slice(line.keyStart, line.keyEnd);
  return resolution?.kind === "parameter" ? { key: resolution.parameter.key, written } : { written };
}
