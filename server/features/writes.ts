import type { FileAnalysis } from "../analysis.ts";
import { pathOf } from "../catalogue/catalogue.ts";
import type { FileIndex } from "../configuration/file-index.ts";
import { statements } from "../configuration/file-index.ts";
import { byPlaceIn, type Statement, written } from "../configuration/written.ts";
import type { Position, Range } from "../document/document.ts";
import { matchesGlob } from "../document/glob.ts";
import { isGlob } from "../document/key.ts";
import type { Line } from "../document/line.ts";
import { STEP, type Steps } from "../gently.ts";
import { sortedInSteps } from "../sort-in-steps.ts";
import { type FeatureContext, lineAt } from "./context.ts";
import { isStatement } from "./structure.ts";

type Context = Pick<FeatureContext, "analysis">;

/** A place in a document: LSP's Location. */
export interface Place {
  readonly uri: string;
  readonly range: Range;
}

/** Longer files are not looked through for what a pattern matches. */
const MAX_LINES = 20_000;

/** The assignment or exclusion at a position: on its key, its value or the sign between. */
export function statementAt({ analysis }: Context, position: Position): Line | undefined {
  const line = lineAt({ analysis }, position);
  if (!isStatement(line)) return undefined;
  return position.character >= line.keyStart && position.character <= line.valueEnd ? line : undefined;
}

/** The statement that decides what the parameter of a line holds in the end; for an exclusion the assignment that it keeps off. */
export function winnerOf({ analysis }: Context, line: Line): Statement | undefined {
  const { configuration } = analysis;
  const { path } = line;
  if (isGlob(path)) return written(configuration.statementsFor(path), configuration.target.loader).at(-1)?.statement;
  const won = configuration.lastWrite(path);
  if (won?.line && won.file) return { line: won.line, file: won.file };
  for (const file of configuration.files.toReversed()) {
    const named = file.linesFor(path).findLast(({ kind }) => kind === "assignment");
    if (named) return { line: named, file };
  }
  return configuration.patterns().findLast((pattern) => matchesGlob(pattern.line.path, path));
}

/**
 * Every line of the configuration that writes the parameter of a line or keeps it from being written: under its name, under an older one,
 * and patterns. Of a pattern, every line that names something that it stands for. In the order of the files, the first `most` of them.
 */
export function* statementsAbout({ analysis }: Context, line: Line, most: number): Steps<Statement[]> {
  const { configuration } = analysis;
  const paths = namesOf(analysis, line);
  const found = new Map<Line, Statement>();
  const add = (statement: Statement) => found.has(statement.line) || found.set(statement.line, statement);
  if (isGlob(line.path)) for (const file of configuration.files) for (const statement of yield* matching(file, line.path, analysis)) add(statement);
  else {
    for (const path of paths)
      for (const file of configuration.files)
        for (const [i, line] of file.linesFor(path).entries()) {
          if (i >= most) break;
          if (i % STEP === STEP - 1) yield;
          add({ line, file });
        }
    for (const [i, pattern] of configuration.patterns().entries()) {
      if (i % STEP === STEP - 1) yield;
      if (paths.some((path) => matchesGlob(pattern.line.path, path))) add(pattern);
    }
  }
  return (yield* sortedInSteps([...found.values()], byPlaceIn(configuration.files))).slice(0, most);
}

/** The paths under which releases know the parameter of a line. */
function namesOf({ options: { catalogue } }: FileAnalysis, line: Line): string[] {
  const resolution = catalogue.resolve(line.path);
  if (resolution.kind !== "parameter") return [line.path];
  const { parameter } = resolution;
  const current = parameter.facts.renamed ?? parameter.key;
  const keys = catalogue.parameters.filter(({ key, facts }) => key === current || facts.renamed === current).map(({ key }) => key);
  return [line.path, ...keys.map((key) => pathOf(key).replace("/*/", `/${resolution.interface ?? "*"}/`)).filter((path) => path !== line.path)];
}

/** The lines of a file that name what a pattern stands for, or the same pattern. */
function* matching(file: FileIndex, pattern: string, { target }: FileAnalysis): Steps<Statement[]> {
  const found: Statement[] = [];
  for (const whole of file.document.lines.slice(0, MAX_LINES)) {
    if (whole.number % STEP === STEP - 1) yield;
    for (const line of statements(whole, target.loader)) {
      if (isStatement(line) && (line.path === pattern || matchesGlob(pattern, line.path))) found.push({ line, file });
    }
  }
  return found;
}

/** Where a statement's key stands. */
export function placeOf({ line, file }: Statement): Place {
  return { uri: file.document.uri, range: keyRange(line) };
}

export function keyRange(line: Line): Range {
  return { start: { line: line.number, character: line.keyStart }, end: { line: line.number, character: line.keyEnd } };
}
