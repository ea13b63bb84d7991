import { commands, Position, Range, Selection, type TextEditor, TextEditorRevealType, Uri, ViewColumn, window, workspace } from "vscode";
import type { Lifecycle, LifecycleParams, Place, PlaceParams } from "../../server/requests/protocol.ts";
import type { Extension, Part } from "../extension.ts";
import { say } from "../locale.ts";
import { FollowedFile } from "./followed-file.ts";
import { openPanel } from "./panel.ts";

const TITLE = { en: "Connection lifecycle", "zh-cn": "连接的生命周期" };

/** What the page says. */
type FromPage = { readonly type: "ready" } | { readonly type: "open"; readonly key: string };

/** The TCP connection lifecycle beside the file, as the file has it. One panel; it follows the active editor and typing. */
export const lifecycle: Part = (extension) => {
  let reveal: (() => void) | undefined;
  const command = commands.registerCommand("sysctl.showLifecycle", () => {
    if (reveal) return reveal();
    const { panel } = open(extension);
    reveal = () => panel.reveal(undefined, true);
    panel.onDidDispose(() => {
      reveal = undefined;
    });
  });
  extension.context.subscriptions.push(command);
};

function open({ context, client }: Extension) {
  const file = new FollowedFile((uri) => void show(uri));
  const panel = openPanel({ context }, { script: "lifecycle", title: say(TITLE), onMessage: (message) => void hear(message as FromPage) });
  panel.panel.onDidDispose(() => file.dispose());
  let asked = 0;

  async function show(uri: Uri | undefined): Promise<void> {
    if (!uri) return;
    const request = ++asked;
    const params: LifecycleParams = { uri: uri.toString() };
    const drawn = await client.sendRequest<Lifecycle | null>("sysctl/lifecycle", params);
    // An answer that a later question has overtaken is of no use any more.
    if (request === asked && drawn) panel.post({ file: nameOf(uri), lifecycle: drawn });
  }

  async function hear(message: FromPage): Promise<void> {
    if (message.type === "ready") await show(file.uri);
    else if (file.uri) await goTo({ uri: file.uri.toString(), key: message.key });
  }

  async function goTo(params: PlaceParams): Promise<void> {
    const uri = Uri.parse(params.uri);
    const place = await client.sendRequest<Place | null>("sysctl/place", params);
    if (!place) return;
    const editor = await editorOf(uri);
    if (place.insert) {
      const { at, text } = place.insert;
      await editor.edit((edit) => edit.insert(editor.document.validatePosition(positionOf(at)), text));
    }
    const range = new Range(positionOf(place.start), positionOf(place.end));
    editor.selection = new Selection(range.start, range.end);
    editor.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport);
  }

  return panel;
}

/** The editor that shows a file already, where it is; else a new one in the first column. */
async function editorOf(uri: Uri): Promise<TextEditor> {
  const shown = window.visibleTextEditors.find((editor) => editor.document.uri.toString() === uri.toString());
  return window.showTextDocument(await workspace.openTextDocument(uri), { viewColumn: shown?.viewColumn ?? ViewColumn.One });
}

function nameOf(uri: Uri): string {
  return uri.path.slice(uri.path.lastIndexOf("/") + 1);
}

function positionOf({ line, character }: Place["start"]): Position {
  return new Position(line, character);
}
