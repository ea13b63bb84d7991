import type { DocumentHighlight } from "vscode-languageserver";
import type { Position } from "../document/document.ts";
import { matchesGlob } from "../document/glob.ts";
import { isGlob } from "../document/key.ts";
import type { Line } from "../document/line.ts";
import { STEP, type Steps } from "../gently.ts";
import { type FeatureContext, lineAt } from "./context.ts";
import { isStatement } from "./structure.ts";

/** LSP's DocumentHighlightKind numbers. */
const TEXT = 1;
const WRITE = 3;

/** More are no help, and are megabytes at every move of the cursor. */
const MAX_HIGHLIGHTS = 10_000;

/** On a key: every line of the file that is about the same path, however it is written, and the patterns that match it. */
export function* highlights(context: Omit<FeatureContext, "texts">, position: Position): Steps<DocumentHighlight[] | null> {
  const at = lineAt(context, position);
  if (!isStatement(at) || position.character < at.keyStart || position.character > at.keyEnd) return null;
  const found: DocumentHighlight[] = [];
  const { lines } = context.analysis.document;
  // Outwards from the position, so that the nearest are there.
  for (let away = 0; away < lines.length && found.length < MAX_HIGHLIGHTS; away++) {
    if (away % STEP === STEP - 1) yield;
    for (const line of away === 0 ? [at] : [lines[at.number - away], lines[at.number + away]])
      if (line && isStatement(line) && isAbout(line.path, at.path)) found.push(highlight(line));
  }
  return found.sort((a, b) => a.range.start.line - b.range.start.line);
}

function isAbout(path: string, wanted: string): boolean {
  return path === wanted || (isGlob(path) && matchesGlob(path, wanted)) || (isGlob(wanted) && matchesGlob(wanted, path));
}

function highlight(line: Line): DocumentHighlight {
  const range = { start: { line: line.number, character: line.keyStart }, end: { line: line.number, character: line.keyEnd } };
  return { range, kind: line.kind === "assignment" ? WRITE : TEXT };
}
