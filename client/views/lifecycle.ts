import { commands, type Uri, workspace } from "vscode";
import type { Lifecycle, LifecycleParams } from "../../server/requests/protocol.ts";
import { currentDocument, watchCurrentDocument } from "../current-document.ts";
import type { Extension, Part } from "../extension.ts";
import { goToParameter } from "../go-to.ts";
import { say } from "../locale.ts";
import { openPanel } from "./panel.ts";

const TITLE = { en: "Connection lifecycle", "zh-cn": "连接的生命周期" };

/** What the page says. */
type FromPage = { readonly type: "ready" } | { readonly type: "open"; readonly key: string };

/** The TCP connection lifecycle beside the file, as the file has it. One panel; it follows the active editor and typing. */
export const lifecycle: Part = (extension) => {
  let reveal: (() => void) | undefined;
  const command = commands.registerCommand("sysctl.showLifecycle", async () => {
    if (reveal) return reveal();
    // The walkthrough leads here before there is a file.
    if (!currentDocument()) await commands.executeCommand("sysctl.openSample");
    const { panel } = open(extension);
    reveal = () => panel.reveal(undefined, true);
    panel.onDidDispose(() => {
      reveal = undefined;
    });
  });
  extension.context.subscriptions.push(command);
};

function open({ context, client }: Extension) {
  /** What is drawn; it stays when the file is closed. */
  let uri: Uri | undefined;
  let asked = 0;
  const watching = watchCurrentDocument(() => void draw());
  const panel = openPanel({ context }, { script: "lifecycle", title: say(TITLE), onMessage: (message) => void hear(message as FromPage) });
  panel.panel.onDidDispose(() => watching.dispose());

  async function draw(): Promise<void> {
    uri = currentDocument()?.uri ?? uri;
    if (!uri) return;
    const file = nameOf(uri);
    const request = ++asked;
    const params: LifecycleParams = { uri: uri.toString() };
    const drawn = await client.sendRequest<Lifecycle | null>("sysctl/lifecycle", params);
    // An answer that a later question has overtaken is of no use any more.
    if (request === asked && drawn) panel.post({ file, lifecycle: drawn });
  }

  async function hear(message: FromPage): Promise<void> {
    if (message.type === "ready") await draw();
    else if (uri) await goToParameter(client, await workspace.openTextDocument(uri), message.key);
  }

  return panel;
}

function nameOf({ path }: Uri): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
