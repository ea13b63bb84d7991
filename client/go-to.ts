import { Position, Range, Selection, SnippetString, type TextDocument, type TextEditor, TextEditorRevealType, ViewColumn, window, workspace } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import type { Place, PlaceParams } from "../server/requests/protocol.ts";
import { LANGUAGE_ID } from "./language-client.ts";

/** Shows a document where it is open already, else beside the views, and gives it the focus. */
function showDocument(document: TextDocument): Thenable<TextEditor> {
  const open = window.visibleTextEditors.find((editor) => editor.document === document);
  return window.showTextDocument(document, open?.viewColumn ?? ViewColumn.One);
}

/** Puts the cursor on a line (from 0), in sight. */
export async function goToLine(document: TextDocument, line: number): Promise<void> {
  const editor = await showDocument(document);
  const { start } = document.lineAt(Math.min(line, document.lineCount - 1)).range;
  select(editor, new Range(start, start));
}

/**
 * Selects the value of a parameter in a file, in the line that writes it last. A file that does not write it gets a line with
 * `value`, or what the server finds sensible, where the server says; without a file, a new one does.
 */
export async function goToParameter(client: BaseLanguageClient, file: TextDocument | undefined, key: string, value?: string): Promise<void> {
  const document = file ?? (await workspace.openTextDocument({ language: LANGUAGE_ID }));
  const params: PlaceParams = { uri: document.uri.toString(), key, value };
  const place = await client.sendRequest<Place | null>("sysctl/place", params);
  if (!place) return;
  const editor = await showDocument(document);
  const range = new Range(positionOf(place.start), positionOf(place.end));
  if (place.insert) await editor.insertSnippet(snippet(place.insert), range);
  else select(editor, range);
}

/** The line to insert; an interface is chosen first, then the value can be typed over. */
function snippet({ before, value, after }: NonNullable<Place["insert"]>): SnippetString {
  const text = new SnippetString();
  for (const [i, part] of before.split("*").entries()) {
    if (i > 0) text.appendChoice(["default", "all", "eth0"]);
    text.appendText(part);
  }
  if (value === "") text.appendTabstop();
  else text.appendPlaceholder(value);
  return text.appendText(after);
}

function select(editor: TextEditor, range: Range): void {
  editor.selection = new Selection(range.start, range.end);
  editor.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport);
}

function positionOf({ line, character }: Place["start"]): Position {
  return new Position(line, character);
}
