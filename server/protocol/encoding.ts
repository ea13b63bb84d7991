import type { Connection, DidChangeTextDocumentParams, ServerCapabilities } from "vscode-languageserver";
import type { SysctlDocument } from "../document/document.ts";
import { gently, type Steps } from "../gently.ts";
import { stopUnless } from "./cancellation.ts";
import { Columns, type Encoding } from "./columns.ts";
import { type Handler, wrapHandlers } from "./handlers.ts";

/** What to count in for a client that offers these (`general.positionEncodings`): our own where it can be had. */
export function chooseEncoding(offered: unknown): Encoding {
  if (!Array.isArray(offered) || offered.includes("utf-16")) return "utf-16";
  return offered.includes("utf-8") ? "utf-8" : offered.includes("utf-32") ? "utf-32" : "utf-16";
}

/**
 * The connection to a client that counts in another encoding: every handler gets positions in UTF-16 units and every answer and
 * message leaves in the client's. Nothing else in the server need know. `documentOf` has the open documents.
 */
export function translated(connection: Connection, encoding: Encoding, documentOf: (uri: string) => SysctlDocument | undefined): Connection {
  const lineOf = (uri: string, line: number) => documentOf(uri)?.lines[line]?.text;
  // Columns of their own for each message: they keep a line of the text, and others come between the steps of a long answer.
  const translation = (way: "toUnits" | "fromUnits"): Translation => {
    const columns = new Columns(encoding);
    return { lineOf, column: (text, column) => columns[way](text, column) };
  };
  const decode = (value: unknown) => walk(value, undefined, translation("toUnits"));

  return wrapHandlers(connection, adapt, (value) => walk(value, undefined, translation("fromUnits")));

  function adapt(handler: Handler, name: string): Handler {
    // Each change counts in the text that the ones before it have left, which only the document knows.
    if (name === "onDidChangeTextDocument") return (params) => handler({ ...(params as DidChangeTextDocumentParams), toUnits: translation("toUnits").column });
    return (params, ...rest) => {
      const uri = uriOf(params, undefined);
      const result = handler(decode(params), ...rest);
      return result instanceof Promise ? result.then((answer) => encode(answer, uri)) : encode(result, uri);
    };
  }

  /** A long answer in steps. What is about a text that is no more cannot be translated: the client is told so, and asks again. */
  function encode(answer: unknown, uri: string | undefined): unknown {
    if (typeof answer !== "object" || answer === null) return answer;
    const documentNow = () => (uri === undefined ? undefined : documentOf(uri));
    const document = documentNow();
    const revision = document?.revision;
    return gently(walkInSteps(answer, uri, translation("fromUnits")), () => {
      stopUnless(documentNow() === document && document?.revision === revision);
      return true;
    });
  }
}

/** How columns are translated, and where the text is that they count. */
interface Translation {
  readonly lineOf: (uri: string, line: number) => string | undefined;
  readonly column: (text: string, column: number) => number;
}

/** So many things, or the numbers of so many tokens, make a step. */
const A_STEP = 500;

/** Opaque to whoever carries it: what a client is given to hand back. */
const OPAQUE = new Set(["data", "arguments", "initializationOptions", "settings"]);
/** Ranges of a LocationLink that are in the document it leads to. */
const IN_TARGET = new Set(["targetRange", "targetSelectionRange"]);

/** A copy with every position moved; `around` is the document that positions are in unless something about them says otherwise. */
function walk(value: unknown, around: string | undefined, translation: Translation): unknown {
  if (Array.isArray(value)) return value.map((each) => walk(each, around, translation));
  if (!isPlain(value)) return value;
  const uri = uriOf(value, around);
  if (isPosition(value)) return { ...value, character: moved(value.line, value.character, uri, translation) };
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, walkMember(value, name, member, uri, translation)]));
}

/** The same in steps: long lists, wherever they are in an answer, a part at a time. */
function* walkInSteps(value: unknown, around: string | undefined, translation: Translation): Steps<unknown> {
  if (Array.isArray(value)) {
    const copy: unknown[] = [];
    for (const each of value) {
      copy.push(value.length > A_STEP ? walk(each, around, translation) : yield* walkInSteps(each, around, translation));
      if (copy.length % A_STEP === 0) yield;
    }
    return copy;
  }
  if (!isPlain(value) || isPosition(value)) return walk(value, around, translation);
  const uri = uriOf(value, around);
  const copy: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) {
    if (name === "data" && isTokens(member)) copy[name] = yield* tokensInSteps(member, uri, translation);
    else if (Array.isArray(member) && !OPAQUE.has(name)) copy[name] = yield* walkInSteps(member, uri, translation);
    else copy[name] = walkMember(value, name, member, uri, translation);
  }
  return copy;
}

/** A member of an object in `uri`. */
function walkMember(owner: Plain, name: string, member: unknown, uri: string | undefined, translation: Translation): unknown {
  if (OPAQUE.has(name)) return member;
  if (name === "changes" && isPlain(member)) return walkChanges(member, translation);
  if (name === "startCharacter") return moved(owner.startLine, member, uri, translation);
  if (name === "endCharacter") return moved(owner.endLine, member, uri, translation);
  return walk(member, IN_TARGET.has(name) ? textOf(owner.targetUri) : uri, translation);
}

function moved(line: unknown, character: unknown, uri: string | undefined, { lineOf, column }: Translation): unknown {
  const text = uri === undefined || typeof line !== "number" ? undefined : lineOf(uri, line);
  return text === undefined || typeof character !== "number" ? character : column(text, character);
}

type Plain = Readonly<Record<string, unknown>>;

/** Errors, tokens and the like are no messages. */
function isPlain(value: unknown): value is Plain {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function isPosition(value: Plain): boolean {
  return "line" in value && "character" in value;
}

/** Semantic tokens: five numbers each, the second and third of which are columns. */
function isTokens(data: unknown): data is readonly number[] {
  return Array.isArray(data) && data.length % 5 === 0 && typeof data[0] === "number";
}

function* tokensInSteps(data: readonly number[], uri: string | undefined, { lineOf, column }: Translation): Steps<readonly number[]> {
  const copy = data.slice();
  let line = 0;
  let start = 0;
  let startBefore = 0;
  let text = "";
  for (let i = 0; i < data.length; i += 5) {
    const [down, right, length] = [data[i] as number, data[i + 1] as number, data[i + 2] as number];
    line += down;
    start = down > 0 ? right : start + right;
    if (down > 0) startBefore = 0;
    if (down > 0 || i === 0) text = (uri === undefined ? undefined : lineOf(uri, line)) ?? "";
    const from = column(text, start);
    copy[i + 1] = from - startBefore;
    copy[i + 2] = column(text, start + length) - from;
    startBefore = from;
    if (i % (5 * A_STEP) === 0) yield;
  }
  return copy;
}

/** What became different in semantic tokens is told by places in their numbers, which we cannot translate: all are sent again. */
export function withoutDeltas(capabilities: ServerCapabilities): ServerCapabilities {
  const { semanticTokensProvider: provider } = capabilities;
  return provider ? { ...capabilities, semanticTokensProvider: { ...provider, full: true } } : capabilities;
}

/** Edits by the address of their document. */
function walkChanges(changes: Plain, translation: Translation): unknown {
  return Object.fromEntries(Object.entries(changes).map(([uri, edits]) => [uri, walk(edits, uri, translation)]));
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
