import type { Connection, ServerCapabilities } from "vscode-languageserver";
import type { ClientCapabilities } from "../features/context.ts";
import type { Session } from "../session.ts";
import type { System } from "../system/system.ts";

/** A group of LSP requests: what the server says it can do, and who answers. The answers themselves are in `features/`. */
export interface Requests {
  capabilities(client: ClientCapabilities, system: System): Partial<ServerCapabilities>;
  listen(connection: Connection, session: Session): void;
}
