import { type ExtensionContext, Uri } from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";
import { startExtension } from "../extension.ts";
import { clientOptions, LANGUAGE_ID } from "../language-client.ts";

let client: LanguageClient | undefined;

/** Desktop and remote hosts: the server is a child process. */
export async function activate(context: ExtensionContext): Promise<void> {
  const module = Uri.joinPath(context.extensionUri, "dist", "server.js").fsPath;
  client = new LanguageClient(LANGUAGE_ID, "sysctl", { module, transport: TransportKind.ipc }, clientOptions());
  await startExtension({ context, client });
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}
