import type { Connection, MessageStrategy } from "vscode-languageserver";
import { ErrorCodes, Message, ResponseError } from "./library.ts";

/** What requests and notifications that are not let through become, so that they are answered and logged in their turn. */
const REFUSED = "sysctl/refused";

interface Refusal {
  readonly code: number;
  readonly reason: string;
}

/**
 * Stands before all handlers: nothing is asked of them before `initialize` or after `shutdown`, nor with parameters that are not of
 * the shape that LSP gives them. So a handler may trust what it is handed, and a client that errs gets the error that LSP names.
 */
export class Gate implements MessageStrategy {
  private state: "new" | "running" | "stopped" = "new";

  handleMessage(message: Message, next: (message: Message) => void): void {
    const refusal = this.refusal(message);
    // The library counts what is in flight by what is returned here.
    // biome-ignore lint/correctness/noVoidTypeReturn: see above
    return next(refusal ? ({ ...message, method: REFUSED, params: refusal } as Message) : message);
  }

  /** `initialize` has been answered; one that failed may be followed by another. */
  open(): void {
    this.state = "running";
  }

  /** `shutdown` has been sent. */
  get isStopped(): boolean {
    return this.state === "stopped";
  }

  /** Answers and logs what is not let through. */
  attend(connection: Connection): void {
    connection.onRequest(REFUSED, ({ code, reason }: Refusal) => new ResponseError(code, reason));
    connection.onNotification(REFUSED, ({ reason }: Refusal) => connection.console.warn(reason));
  }

  private refusal(message: Message): Refusal | undefined {
    if (!Message.isRequest(message) && !Message.isNotification(message)) return undefined;
    const { method, params } = message as { method: string; params?: unknown };
    if (method === "exit" || method === "$/cancelRequest") return undefined;
    if (Message.isRequest(message) && method === "initialize") {
      if (this.state !== "new") return { code: ErrorCodes.InvalidRequest, reason: "initialize was sent before" };
      if (!isObject(params) || !isObject(params.capabilities)) return invalid(method, "capabilities");
      return undefined;
    }
    if (this.state === "new") return { code: ErrorCodes.ServerNotInitialized, reason: `${method} was sent before initialize` };
    if (this.state === "stopped") return { code: ErrorCodes.InvalidRequest, reason: `${method} was sent after shutdown` };
    if (Message.isRequest(message) && method === "shutdown") this.state = "stopped";
    const wrong = malformed(method, params);
    return wrong === undefined ? undefined : invalid(method, wrong);
  }
}

function invalid(method: string, name: string): Refusal {
  return { code: ErrorCodes.InvalidParams, reason: `${method}: ${name} is missing or malformed` };
}

const POSITION = ["textDocument", "position"];
const RANGE = ["textDocument", "range"];

/** What the parameters of a request must hold beside a document; `textDocument` alone for the other `textDocument/` ones. */
const REQUIRED: ReadonlyMap<string, readonly string[]> = new Map([
  ["textDocument/didChange", ["textDocument", "contentChanges"]],
  ["textDocument/hover", POSITION],
  ["textDocument/completion", POSITION],
  ["textDocument/signatureHelp", POSITION],
  ["textDocument/definition", POSITION],
  ["textDocument/declaration", POSITION],
  ["textDocument/typeDefinition", POSITION],
  ["textDocument/implementation", POSITION],
  ["textDocument/references", POSITION],
  ["textDocument/documentHighlight", POSITION],
  ["textDocument/linkedEditingRange", POSITION],
  ["textDocument/prepareRename", POSITION],
  ["textDocument/rename", [...POSITION, "newName"]],
  ["textDocument/onTypeFormatting", [...POSITION, "options"]],
  ["textDocument/formatting", ["textDocument", "options"]],
  ["textDocument/rangeFormatting", [...RANGE, "options"]],
  ["textDocument/codeAction", [...RANGE, "context"]],
  ["textDocument/inlayHint", RANGE],
  ["textDocument/semanticTokens/range", RANGE],
  ["textDocument/selectionRange", ["textDocument", "positions"]],
  ["workspace/executeCommand", ["command"]],
  ["workspace/symbol", ["query"]],
  ["workspace/textDocumentContent", ["uri"]],
  ["workspace/didChangeWatchedFiles", ["changes"]],
  ["workspace/didChangeWorkspaceFolders", ["event"]],
  ["$/setTrace", ["value"]],
  ["sysctl/target", ["uri"]],
  ["sysctl/profiles", ["uri"]],
  ["sysctl/search", ["query"]],
  ["sysctl/documentation", ["key"]],
  ["sysctl/parameterAt", ["uri", "position"]],
  ["sysctl/lifecycle", ["uri"]],
  ["sysctl/place", ["uri", "key"]],
  ["sysctl/compareWithRunning", ["uri"]],
]);

/** What has no parameters. */
const WITHOUT = new Set(["initialized", "shutdown", "sysctl/importRunning"]);

const SHAPES: ReadonlyMap<string, (value: unknown) => boolean> = new Map([
  ["textDocument", (value) => isObject(value) && typeof value.uri === "string"],
  ["position", isPosition],
  ["uri", isString],
  ["key", isString],
  ["positions", (value) => Array.isArray(value) && value.every(isPosition)],
  ["range", isRange],
  ["contentChanges", (value) => Array.isArray(value) && value.every(isChange)],
  ["context", (value) => isObject(value) && isListOf(value.diagnostics, isDiagnostic) && isListOf(value.only, isString)],
  ["options", isObject],
  ["newName", isString],
  ["command", isString],
  ["query", isString],
  ["changes", (value) => Array.isArray(value) && value.every((change) => isObject(change) && isString(change.uri))],
  ["event", (value) => isObject(value) && isListOf(value.added, isFolder) && isListOf(value.removed, isFolder)],
  ["value", isString],
]);

/** The name of a parameter that is missing or not of its shape; undefined if all are well. */
function malformed(method: string, params: unknown): string | undefined {
  const required = REQUIRED.get(method) ?? (method.startsWith("textDocument/") ? ["textDocument"] : []);
  // Some clients say null for none.
  if (required.length === 0 && (params === undefined || WITHOUT.has(method))) return undefined;
  if (!isObject(params)) return "params";
  if (params.uri !== undefined && !isString(params.uri)) return "uri";
  if (method === "textDocument/didOpen" && isObject(params.textDocument) && !isString(params.textDocument.text)) return "textDocument.text";
  return required.find((name) => !SHAPES.get(name)?.(params[name]));
}

function isPosition(value: unknown): boolean {
  return isObject(value) && typeof value.line === "number" && typeof value.character === "number";
}

function isRange(value: unknown): boolean {
  return isObject(value) && isPosition(value.start) && isPosition(value.end);
}

function isChange(value: unknown): boolean {
  return isObject(value) && isString(value.text) && (value.range === undefined || value.range === null || isRange(value.range));
}

function isDiagnostic(value: unknown): boolean {
  return isObject(value) && isRange(value.range);
}

function isFolder(value: unknown): boolean {
  return isObject(value) && isString(value.uri);
}

function isListOf(value: unknown, item: (value: unknown) => boolean): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.every(item));
}

function isString(value: unknown): value is string {
  return typeof value === "string";
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
