import { commands, type Uri, workspace } from "vscode";
import type { Lifecycle, LifecycleParams } from "../../server/requests/protocol.ts";
import { currentDocument, watchCurrentDocument } from "../current-document.ts";
import type { Extension, Part } from "../extension.ts";
import { goToParameter } from "../go-to.ts";
import { allWords, say } from "../locale.ts";
import type { LifecycleMessage, LifecycleRequest } from "./lifecycle-messages.ts";
import { LIFECYCLE_WORDS } from "./lifecycle-words.ts";
import { openPanel } from "./panel.ts";

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
  const panel = openPanel(
    { context },
    { script: "lifecycle", title: say(LIFECYCLE_WORDS.title), onMessage: (message) => void hear(message as LifecycleRequest) },
  );
  panel.panel.onDidDispose(() => watching.dispose());

  async function draw(): Promise<void> {
    uri = currentDocument()?.uri ?? uri;
    if (!uri) return;
    const file = nameOf(uri);
    const request = ++asked;
    const params: LifecycleParams = { uri: uri.toString() };
    const drawn = await client.sendRequest<Lifecycle | null>("sysctl/lifecycle", params);
    // An answer that a later question has overtaken is of no use any more.
    if (request === asked && drawn) panel.post({ ...drawn, file, words: allWords(LIFECYCLE_WORDS) } satisfies LifecycleMessage);
  }

  async function hear(message: LifecycleRequest): Promise<void> {
    if (message.type === "ready") await draw();
    else if (uri) await goToParameter(client, await workspace.openTextDocument(uri), message.key);
  }

  return panel;
}

function nameOf({ path }: Uri): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
