import type { SymbolInformation } from "vscode-languageserver";
import type { FileIndex } from "../configuration/file-index.ts";
import type { Position, Range, SysctlDocument } from "../document/document.ts";
import { keyInStyleOf, pathOfKey } from "../document/key.ts";
import { STEP, type Steps } from "../gently.ts";
import type { Text } from "../locale.ts";
import { fileNameOf } from "../uri.ts";
import { visible } from "../visible.ts";
import { type FeatureContext, lineAt } from "./context.ts";
import { isStatement } from "./structure.ts";
import { keyRange, type Place, placeOf, statementAt, statementsAbout, winnerOf } from "./writes.ts";

type Context = Pick<FeatureContext, "analysis">;

/** The write that wins, from any write of the parameter. */
export function definition(context: Context, position: Position): Place | undefined {
  const line = statementAt(context, position);
  const winner = line && winnerOf(context, line);
  return winner && placeOf(winner);
}

/** More are no help, and are megabytes. */
const MAX_REFERENCES = 10_000;

/** Every write of the parameter. */
export function* references(context: Context, position: Position): Steps<Place[]> {
  const line = statementAt(context, position);
  return line ? (yield* statementsAbout(context, line, MAX_REFERENCES)).map(placeOf) : [];
}

/** The key under the cursor, which is what can be renamed. */
export function renameRange(context: Context, position: Position): { range: Range; placeholder: string } | undefined {
  const line = lineAt(context, position);
  if (!isStatement(line) || line.path === "") return undefined;
  if (position.character < line.keyStart || position.character > line.keyEnd) return undefined;
  return { range: keyRange(line), placeholder: line.key };
}

interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

/** Why a key cannot be given this name; undefined where it can. */
export function nameProblem(name: string): Text | undefined {
  if (/^[^\s=#;-][^\s=]*$/.test(name)) return undefined;
  return {
    en: "A key is one word without blanks and without =, such as net.ipv4.tcp_fin_timeout.",
    "zh-cn": "键是一个词，里面没有空格和 =，例如 net.ipv4.tcp_fin_timeout。",
  };
}

/** Edits of more places are hundreds of megabytes, which nobody can look at. */
const MOST_RENAMED = 500_000;

/** Why the key at a position cannot be given another name everywhere; undefined where it can. */
export function placesProblem(context: Context, position: Position): Text | undefined {
  const { path } = lineAt(context, position) ?? {};
  const count = path === undefined ? 0 : renamedFiles(context).reduce((sum, file) => sum + file.linesFor(path).length, 0);
  if (count <= MOST_RENAMED) return undefined;
  return {
    en: `This key is written in ${count} places; it can be renamed in ${MOST_RENAMED} at most.`,
    "zh-cn": `这个键写在 ${count} 处；最多只能同时重命名 ${MOST_RENAMED} 处。`,
  };
}

/** Files that came with a package are left alone. */
function renamedFiles({ analysis: { configuration, document } }: Context): readonly FileIndex[] {
  return configuration.files.filter((file) => file.document === document || !isVendors(file.path));
}

/** Edits that give a key another name wherever it is written, dotted or with slashes. */
export function* rename(context: Context, position: Position, name: string): Steps<Record<string, TextEdit[]> | undefined> {
  const line = renameRange(context, position) && lineAt(context, position);
  if (!line) return undefined;
  const path = pathOfKey(name);
  const changes: Record<string, TextEdit[]> = {};
  for (const file of renamedFiles(context)) {
    const edits: TextEdit[] = [];
    for (const [i, each] of file.linesFor(line.path).entries()) {
      if (i % STEP === STEP - 1) yield;
      edits.push({ range: keyRange(each), newText: each === line ? name : keyInStyleOf(each.key, path) });
    }
    if (edits.length > 0) changes[file.document.uri] = edits;
  }
  return changes;
}

const isVendors = (path: string | undefined) => path !== undefined && /^\/(?:usr|lib)\//.test(path);

/** Longer lists are no help. */
const MAX_SYMBOLS = 500;
/** LSP's SymbolKind.Property. */
const PROPERTY = 7 as const;

/** Assignments in documents whose key holds the letters asked for, in this order. */
export function* workspaceSymbols(documents: Iterable<SysctlDocument>, query: string): Steps<SymbolInformation[]> {
  const wanted = query.toLowerCase();
  const symbols: SymbolInformation[] = [];
  let done = 0;
  for (const document of documents) {
    const containerName = visible(fileNameOf(document.uri));
    yield* document.read();
    for (const line of document.lines) {
      if (++done % STEP === 0) yield;
      if (symbols.length >= MAX_SYMBOLS) return symbols;
      if (line.kind !== "assignment" || !hasInOrder(line.key, wanted)) continue;
      symbols.push({ name: visible(line.key), kind: PROPERTY, containerName, location: { uri: document.uri, range: keyRange(line) } });
    }
  }
  return symbols;
}

function hasInOrder(text: string, letters: string): boolean {
  let at = 0;
  for (const letter of letters) {
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
