import type { Connection, DidChangeTextDocumentParams, ServerCapabilities } from "vscode-languageserver";
import { type Handler, wrapHandlers } from "./handlers.ts";

/** What a column counts. We count UTF-16 units, as LSP does unless a client and a server agree on something else. */
export type Encoding = "utf-8" | "utf-16" | "utf-32";

/** The text of a line of an open document. */
export type LineReader = (uri: string, line: number) => string | undefined;

/** What to count in for a client that offers these (`general.positionEncodings`): our own where it can be had. */
export function chooseEncoding(offered: unknown): Encoding {
  if (!Array.isArray(offered) || offered.includes("utf-16")) return "utf-16";
  return offered.includes("utf-8") ? "utf-8" : offered.includes("utf-32") ? "utf-32" : "utf-16";
}

/** The column in UTF-16 units of one in another encoding. Inside a character: its beginning. Behind the line: its end. */
export function toUnits(text: string, column: number, encoding: Encoding): number {
  let units = 0;
  for (let counted = 0; units < text.length; ) {
    const code = text.codePointAt(units) ?? 0;
    counted += sizeOf(code, encoding);
    if (counted > column) break;
    units += code > 0xffff ? 2 : 1;
  }
  return units;
}

/** The column in another encoding of one in UTF-16 units. */
export function fromUnits(text: string, column: number, encoding: Encoding): number {
  let counted = 0;
  for (let units = 0; units < Math.min(column, text.length); ) {
    const code = text.codePointAt(units) ?? 0;
    const next = units + (code > 0xffff ? 2 : 1);
    if (next > column) break;
    counted += sizeOf(code, encoding);
    units = next;
  }
  return counted;
}

function sizeOf(code: number, encoding: Encoding): number {
  if (encoding === "utf-16") return code > 0xffff ? 2 : 1;
  if (encoding === "utf-32" || code < 0x80) return 1;
  return code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}

/**
 * The connection to a client that counts in another encoding: every handler gets positions in UTF-16 units and every answer and
 * message leaves in the client's. Nothing else in the server need know.
 */
export function translated(connection: Connection, encoding: Encoding, lineOf: LineReader): Connection {
  const decode = (value: unknown, uri?: string) => walk(value, uri, (text, column) => toUnits(text, column, encoding), lineOf);
  const encode = (value: unknown, uri?: string) => walk(value, uri, (text, column) => fromUnits(text, column, encoding), lineOf);

  return wrapHandlers(connection, adapt, (value) => encode(value));

  function adapt(handler: Handler, name: string): Handler {
    if (name === "onDidChangeTextDocument") return (params) => changeByChange(params as DidChangeTextDocumentParams, handler);
    return (params, ...rest) => {
      const uri = uriOf(params, undefined);
      const result = handler(decode(params), ...rest);
      return result instanceof Promise ? result.then((settled) => encode(settled, uri)) : encode(result, uri);
    };
  }

  /** Each change counts in the text that the ones before it have left. */
  function changeByChange(params: DidChangeTextDocumentParams, handler: Handler): void {
    for (const change of params.contentChanges) handler(decode({ ...params, contentChanges: [change] }));
  }
}

type Column = (text: string, column: number) => number;

/** Opaque to whoever carries it: what a client is given to hand back. */
const OPAQUE = new Set(["data", "arguments", "initializationOptions", "settings"]);
/** Ranges of a LocationLink that are in the document it leads to. */
const IN_TARGET = new Set(["targetRange", "targetSelectionRange"]);

/** A copy with every position moved; `uri` is the document that positions are in unless something around them says otherwise. */
function walk(value: unknown, around: string | undefined, column: Column, lineOf: LineReader): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((each) => walk(each, around, column, lineOf));
  // Errors, tokens and the like are no messages.
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  const moved = (line: unknown, character: unknown, uri: string | undefined) => {
    const text = uri === undefined || typeof line !== "number" ? undefined : lineOf(uri, line);
    return text === undefined || typeof character !== "number" ? character : column(text, character);
  };
  const source = value as Readonly<Record<string, unknown>>;
  const uri = uriOf(source, around);
  if ("line" in source && "character" in source) return { ...source, character: moved(source.line, source.character, uri) };
  const copy: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(source)) {
    if (name === "data" && isTokens(member)) copy[name] = tokensIn(member, uri, column, lineOf);
    else if (OPAQUE.has(name)) copy[name] = member;
    else if (name === "changes" && isObject(member)) copy[name] = walkChanges(member, column, lineOf);
    else if (name === "startCharacter") copy[name] = moved(source.startLine, member, uri);
    else if (name === "endCharacter") copy[name] = moved(source.endLine, member, uri);
    else copy[name] = walk(member, IN_TARGET.has(name) ? textOf(source.targetUri) : uri, column, lineOf);
  }
  return copy;
}

/** Semantic tokens: five numbers each, the second and third of which are columns. */
function isTokens(data: unknown): data is readonly number[] {
  return Array.isArray(data) && data.length % 5 === 0 && data.every((each) => typeof each === "number");
}

function tokensIn(data: readonly number[], uri: string | undefined, column: Column, lineOf: LineReader): readonly number[] {
  const copy = data.slice();
  let line = 0;
  let start = 0;
  let startBefore = 0;
  for (let i = 0; i < data.length; i += 5) {
    const [down = 0, right = 0, length = 0] = data.slice(i, i + 3);
    line += down;
    start = down > 0 ? right : start + right;
    if (down > 0) startBefore = 0;
    const text = (uri === undefined ? undefined : lineOf(uri, line)) ?? "";
    const from = column(text, start);
    copy[i + 1] = from - startBefore;
    copy[i + 2] = column(text, start + length) - from;
    startBefore = from;
  }
  return copy;
}

/** What became different in semantic tokens is told by places in their numbers, which we cannot translate: all are sent again. */
export function withoutDeltas(capabilities: ServerCapabilities): ServerCapabilities {
  const { semanticTokensProvider: provider } = capabilities;
  return provider ? { ...capabilities, semanticTokensProvider: { ...provider, full: true } } : capabilities;
}

/** Edits by the address of their document. */
function walkChanges(changes: object, column: Column, lineOf: LineReader): unknown {
  return Object.fromEntries(Object.entries(changes).map(([uri, edits]) => [uri, walk(edits, uri, column, lineOf)]));
}

/** The document that an object's positions are in. */
function uriOf(value: unknown, around: string | undefined): string | undefined {
  if (!isObject(value)) return around;
  const { uri, textDocument } = value as { uri?: unknown; textDocument?: unknown };
  return textOf(uri) ?? (isObject(textDocument) ? textOf((textDocument as { uri?: unknown }).uri) : undefined) ?? around;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
