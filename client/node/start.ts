import { type ExtensionContext, Uri } from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";
import { startExtension } from "../extension.ts";
import { clientOptions, LANGUAGE_ID } from "../language-client.ts";

/** Desktop and remote hosts: the server is a child process. */
export async function start(context: ExtensionContext): Promise<LanguageClient> {
  const module = Uri.joinPath(context.extensionUri, "dist", "server.js").fsPath;
  const client = new LanguageClient(LANGUAGE_ID, "sysctl", { module, transport: TransportKind.ipc }, clientOptions());
  await startExtension({ context, client });
  return client;
}
