import type { DocumentSymbol, SymbolInformation } from "vscode-languageserver";
import type { Range } from "../document/document.ts";
import type { Line } from "../document/line.ts";
import type { Steps } from "../gently.ts";
import { visible } from "../visible.ts";
import type { FeatureContext } from "./context.ts";
import { type Part, structureOf } from "./structure.ts";

type Context = Omit<FeatureContext, "texts">;

/** LSP's SymbolKind numbers and its only SymbolTag. */
const KIND = { section: 15, namespace: 3, statement: 7 } as const;
const DEPRECATED = 1;
/** A client asks for the whole outline after each edit; in a longer one nobody finds anything. */
const MOST_SYMBOLS = 10_000;
/** A value is a detail; it can be megabytes long. */
const LONGEST_DETAIL = 60;

/** Sections, namespaces and statements, as a tree where the client shows one, else as a list. */
export function* outline(context: Context): Steps<DocumentSymbol[] | SymbolInformation[]> {
  const parts = firstOf(yield* structureOf(context.analysis.document), { left: MOST_SYMBOLS });
  yield;
  return context.client.hierarchicalSymbols ? parts.map((part) => symbolOf(context, part)) : flat(context, parts, undefined);
}

/** The first parts of a file, whole branches before the rest. */
function firstOf(parts: readonly Part[], budget: { left: number }): Part[] {
  const taken: Part[] = [];
  for (const part of parts) {
    if (budget.left-- <= 0) break;
    taken.push(part.parts.length > 0 ? { ...part, parts: firstOf(part.parts, budget) } : part);
  }
  return taken;
}

function symbolOf(context: Context, part: Part): DocumentSymbol {
  const symbol: DocumentSymbol = {
    name: nameOf(part),
    kind: KIND[part.kind],
    range: rangeOf(context, part),
    selectionRange: span(part.title),
  };
  if (part.kind === "statement") {
    symbol.detail = detailOf(context, part.title);
    if (isGone(context, part.title)) symbol.tags = [DEPRECATED];
  }
  if (part.parts.length > 0) symbol.children = part.parts.map((child) => symbolOf(context, child));
  return symbol;
}

function flat(context: Context, parts: readonly Part[], container: string | undefined): SymbolInformation[] {
  const { uri } = context.analysis.document;
  return parts.flatMap((part) => [
    { name: nameOf(part), kind: KIND[part.kind], location: { uri, range: rangeOf(context, part) }, ...(container ? { containerName: container } : {}) },
    ...flat(context, part.parts, nameOf(part)),
  ]);
}

/** LSP allows no empty names. */
function nameOf({ name }: Part): string {
  return visible(name.slice(0, 200).trim()) || "=";
}

function detailOf({ locale }: Context, line: Line): string {
  if (line.kind === "exclusion") return locale === "en" ? "excluded" : "排除";
  return visible(line.valueEnd - line.valueStart > LONGEST_DETAIL ? `${line.text.slice(line.valueStart, line.valueStart + LONGEST_DETAIL - 1)}…` : line.value);
}

/** Renamed parameters are gone under their old name, too. */
function isGone({ analysis }: Context, line: Line): boolean {
  const { resolution } = analysis.resolve(line);
  return resolution?.kind === "parameter" && resolution.parameter.isRemovedIn(analysis.target.kernel);
}

function rangeOf({ analysis }: Context, { first, last }: Part): Range {
  return { start: { line: first, character: 0 }, end: { line: last, character: analysis.document.lines[last]?.text.length ?? 0 } };
}

function span(line: Line): Range {
  return { start: { line: line.number, character: line.keyStart }, end: { line: line.number, character: line.keyEnd } };
}
