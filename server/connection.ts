import {
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
} from "vscode-languageserver";
import type { ContentChange } from "./document/document.ts";
import { PROJECT_FILE } from "./project.ts";
import { REQUESTS } from "./requests/index.ts";
import { Session } from "./session.ts";
import type { System } from "./system/system.ts";

/** Serves LSP on a connection until it closes. */
export function startServer(connection: Connection, system: System): void {
  connection.onInitialize((params) => initialize(connection, system, params));
  connection.listen();
}

function initialize(connection: Connection, system: System, params: InitializeParams): InitializeResult {
  const session = new Session(connection, system, params);
  followDocuments(connection, session);
  connection.onInitialized(() => {
    watch(connection, session);
    session.start();
  });
  connection.onDidChangeConfiguration(({ settings }) => session.configure((settings as { sysctl?: unknown } | undefined)?.sysctl));
  connection.onDidChangeWatchedFiles(() => session.startOver());
  for (const requests of REQUESTS) requests.listen(connection, session);
  return {
    serverInfo: { name: "sysctl-language-server", version: process.env.SYSCTL_VERSION ?? "development" },
    capabilities: Object.assign(
      { textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental } },
      ...REQUESTS.map((requests) => requests.capabilities(session.client, system)),
    ),
  };
}

function followDocuments(connection: Connection, session: Session): void {
  connection.onDidOpenTextDocument(({ textDocument: { uri, languageId, version, text } }) => session.open(uri, languageId, version, text));
  connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) => session.change(uri, contentChanges as ContentChange[], version));
  connection.onDidCloseTextDocument(({ textDocument: { uri } }) => session.close(uri));
}

/** Asks to be told of changed settings and project files, where the client lets itself be asked. */
function watch(connection: Connection, { client }: Session): void {
  const refused = (error: Error) => connection.console.warn(`The client watches nothing for us: ${error.message}`);
  if (client.watchConfiguration) connection.client.register(DidChangeConfigurationNotification.type, { section: "sysctl" }).catch(refused);
  if (client.watchFiles)
    connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: `**/${PROJECT_FILE}` }] }).catch(refused);
}
