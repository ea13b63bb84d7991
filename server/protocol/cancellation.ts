import type { Connection, Disposable } from "vscode-languageserver";
import { wrapHandlers } from "./handlers.ts";
import { CancellationToken, LSPErrorCodes, ResponseError, WorkDoneProgressReporter } from "./library.ts";

let current: CancellationToken | undefined;
const reporters = new WeakMap<CancellationToken, WorkDoneProgressReporter>();

/** The token of the request that a handler is being called for. To be asked for before anything is awaited. */
export function currentToken(): CancellationToken | undefined {
  return current;
}

/** Where a request can show its progress, if it came with a token for that. */
export function progressOf(token: CancellationToken | undefined): WorkDoneProgressReporter | undefined {
  return token && reporters.get(token);
}

function isReporter(value: unknown): value is WorkDoneProgressReporter {
  return typeof value === "object" && value !== null && "begin" in value && "done" in value && !WorkDoneProgressReporter.isNullInstance(value as never);
}

/** To be called where a request goes on after it has waited. Throws the error that LSP wants for a request that nobody waits for any more. */
export function stopIfCancelled(token: CancellationToken | undefined): void {
  if (token?.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, "cancelled");
}

/** To be called where an answer in steps goes on. Throws the error that LSP wants for an answer about a text that is no more. */
export function stopUnless(isCurrent: boolean): void {
  if (!isCurrent) throw new ResponseError(LSPErrorCodes.ContentModified, "the file has changed");
}

/** What `work` comes to; the request that waits for it ends before that if it is cancelled, the work itself does not. */
export async function unlessCancelled<T>(work: T | Promise<T>, token: CancellationToken | undefined): Promise<T> {
  if (!token || !(work instanceof Promise)) return work;
  let listening: Disposable | undefined;
  const cancelled = new Promise<void>((resolve) => {
    listening = token.onCancellationRequested(() => resolve());
  });
  const result = await Promise.race([work, cancelled]);
  listening?.dispose();
  stopIfCancelled(token);
  return result as T;
}

/** A connection whose handlers, and all that they call, can ask for the token of their request. */
export function withTokens(connection: Connection): Connection {
  return wrapHandlers(connection, (handler) => (...args) => {
    current = args.find((arg): arg is CancellationToken => CancellationToken.is(arg));
    const reporter = args.find(isReporter);
    if (current && reporter) reporters.set(current, reporter);
    try {
      return handler(...args);
    } finally {
      current = undefined;
    }
  });
}
