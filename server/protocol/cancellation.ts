import { CancellationToken, type Connection, LSPErrorCodes, ResponseError } from "vscode-languageserver";
import { wrapHandlers } from "./handlers.ts";

let current: CancellationToken | undefined;

/** The token of the request that a handler is being called for. To be asked for before anything is awaited. */
export function currentToken(): CancellationToken | undefined {
  return current;
}

/** To be called where a request goes on after it has waited. Throws the error that LSP wants for a request that nobody waits for any more. */
export function stopIfCancelled(token: CancellationToken | undefined): void {
  if (token?.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, "cancelled");
}

/** A connection whose handlers, and all that they call, can ask for the token of their request. */
export function withTokens(connection: Connection): Connection {
  return wrapHandlers(connection, (handler) => (...args) => {
    current = args.find((arg): arg is CancellationToken => CancellationToken.is(arg));
    try {
      return handler(...args);
    } finally {
      current = undefined;
    }
  });
}
