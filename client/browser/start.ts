import { type ExtensionContext, Uri } from "vscode";
import { LanguageClient } from "vscode-languageclient/browser";
import { startExtension } from "../extension.ts";
import { clientOptions, LANGUAGE_ID } from "../language-client.ts";

declare const Worker: new (url: string) => { postMessage(message: unknown): void };

/** vscode.dev and other browser hosts: the server is a web worker. */
export async function start(context: ExtensionContext): Promise<LanguageClient> {
  const dist = Uri.joinPath(context.extensionUri, "dist");
  const worker = new Worker(Uri.joinPath(dist, "server.browser.js").toString(true));
  worker.postMessage({ sysctlAssets: dist.toString(true) });
  const client = new LanguageClient(LANGUAGE_ID, "sysctl", worker as never, clientOptions());
  await startExtension({ context, client });
  return client;
}
