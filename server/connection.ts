import type { Connection, DidChangeTextDocumentParams, FileSystemWatcher, InitializeParams, InitializeResult, ServerCapabilities } from "vscode-languageserver";
import { DROP_IN_FOLDERS } from "./configuration/load-order.ts";
import type { ContentChange } from "./document/document.ts";
import type { ToUnits } from "./document/edit.ts";
import { PROJECT_FILE } from "./project.ts";
import { withTokens } from "./protocol/cancellation.ts";
import { chooseEncoding, translated, withoutDeltas } from "./protocol/encoding.ts";
import type { Gate } from "./protocol/gate.ts";
import { DidChangeConfigurationNotification, DidChangeWatchedFilesNotification, TextDocumentSyncKind } from "./protocol/library.ts";
import { REQUESTS } from "./requests/index.ts";
import { Session } from "./session.ts";
import type { System } from "./system/system.ts";

/** Serves LSP on a connection until it closes. */
export function startServer(connection: Connection, gate: Gate, system: System): void {
  gate.attend(connection);
  connection.onInitialize((params) => {
    const result = initialize(connection, system, params);
    gate.open();
    return result;
  });
  connection.listen();
}

function initialize(raw: Connection, system: System, params: InitializeParams): InitializeResult {
  const offered = params.capabilities.general?.positionEncodings;
  const encoding = chooseEncoding(offered);
  const counting = encoding === "utf-16" ? raw : translated(raw, encoding, (uri) => session.workspace.document(uri));
  const connection = withTokens(counting);
  const session = new Session(connection, system, params);
  followDocuments(connection, session);
  connection.onInitialized(() => {
    watch(connection, session);
    session.start();
  });
  connection.onDidChangeConfiguration(({ settings }) => session.configure((settings as { sysctl?: unknown } | undefined)?.sysctl));
  connection.onDidChangeWatchedFiles(({ changes }) => {
    if (changes.some(({ uri }) => uri.endsWith(`/${PROJECT_FILE}`))) session.startOver();
    else for (const { uri } of changes) session.fileChanged(uri);
  });
  for (const requests of REQUESTS) requests.listen(connection, session);
  const groups = REQUESTS.map((requests) => requests.capabilities(session.client, system));
  const capabilities: ServerCapabilities = Object.assign(
    { textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental } },
    offered ? { positionEncoding: encoding } : {},
    ...groups,
    { workspace: Object.assign({}, ...groups.map(({ workspace }) => workspace)) },
  );
  return {
    serverInfo: { name: "sysctl-language-server", version: process.env.SYSCTL_VERSION ?? "development" },
    capabilities: encoding === "utf-16" ? capabilities : withoutDeltas(capabilities),
  };
}

/** What the translation adds to changes whose columns count something else than we do. */
interface Counted {
  readonly toUnits?: ToUnits;
}

function followDocuments(connection: Connection, session: Session): void {
  connection.onDidOpenTextDocument(({ textDocument: { uri, languageId, version, text } }) => session.open(uri, languageId, version, text));
  connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges, toUnits }: DidChangeTextDocumentParams & Counted) =>
    session.change(uri, contentChanges as ContentChange[], version, toUnits),
  );
  connection.onDidCloseTextDocument(({ textDocument: { uri } }) => session.close(uri));
}

/** Asks to be told of changed settings, project files and drop-ins, where the client lets itself be asked. */
function watch(connection: Connection, session: Session): void {
  const { client, workspace } = session;
  const refused = (error: Error) => connection.console.warn(`The client watches nothing for us: ${error.message}`);
  if (client.watchConfiguration) connection.client.register(DidChangeConfigurationNotification.type, { section: "sysctl" }).catch(refused);
  if (!client.watchFiles) return;
  const files = (watchers: FileSystemWatcher[]) => connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }).catch(refused);
  void files([`**/${PROJECT_FILE}`, "**/sysctl.d/*", "**/sysctl.conf"].map((globPattern) => ({ globPattern })));
  // This machine's files are outside of what is open.
  if (client.watchFolders)
    workspace.onOwnSystem(() => {
      const folders = DROP_IN_FOLDERS.map((folder) => ({ globPattern: { baseUri: `file://${folder}`, pattern: "*" } }));
      void files([...folders, { globPattern: { baseUri: "file:///etc", pattern: "sysctl.conf" } }]);
    });
}
