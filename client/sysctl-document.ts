import { Position, Range, Selection, SnippetString, type TextDocument, type TextEditor, ViewColumn, window } from "vscode";
import type { Part } from "./extension.ts";
import { LANGUAGE_ID } from "./language-client.ts";

let last: TextDocument | undefined;

/** Remembers which document was worked on, so that a view that has the focus knows what it is about. */
export const followDocuments: Part = ({ context }) => {
  const remember = (editor: TextEditor | undefined) => {
    if (editor?.document.languageId === LANGUAGE_ID) last = editor.document;
  };
  remember(window.activeTextEditor);
  context.subscriptions.push(window.onDidChangeActiveTextEditor(remember));
};

/** The sysctl file that commands and views are about: the active one, else the one worked on last, else one in sight. */
export function currentDocument(): TextDocument | undefined {
  const active = window.activeTextEditor?.document;
  if (active?.languageId === LANGUAGE_ID) return active;
  if (last && !last.isClosed && last.languageId === LANGUAGE_ID) return last;
  return window.visibleTextEditors.find(({ document }) => document.languageId === LANGUAGE_ID)?.document;
}

/** Shows a document where it is open already, else beside the views, and gives it the focus. */
export function showDocument(document: TextDocument): Thenable<TextEditor> {
  const open = window.visibleTextEditors.find((editor) => editor.document === document);
  return window.showTextDocument(document, open?.viewColumn ?? ViewColumn.One);
}

/** Puts the cursor on a line (from 0), in sight. */
export async function goToLine(document: TextDocument, line: number): Promise<void> {
  const editor = await showDocument(document);
  const { range } = document.lineAt(Math.min(line, document.lineCount - 1));
  editor.selection = new Selection(range.start, range.start);
  editor.revealRange(range);
}

/**
 * Writes an assignment below the cursor's line, or on it if it is empty; at the end of a file that nobody has been in yet.
 * Interface and value are selected to be typed over. Without a value its place is left empty.
 */
export async function insertParameter(document: TextDocument, key: string, value: string | undefined): Promise<void> {
  const editor = await showDocument(document);
  const { active } = editor.selection;
  const untouched = active.isEqual(new Position(0, 0));
  const line = document.lineAt(untouched ? document.lineCount - 1 : active.line);
  const snippet = new SnippetString();
  if (!line.isEmptyOrWhitespace) snippet.appendText("\n");
  const [before = "", ...after] = key.split("*");
  snippet.appendText(before);
  for (const part of after) {
    snippet.appendChoice(["default", "all", "eth0"]);
    snippet.appendText(part);
  }
  snippet.appendText(" = ");
  if (value) snippet.appendPlaceholder(value);
  else snippet.appendTabstop();
  await editor.insertSnippet(snippet, line.isEmptyOrWhitespace ? line.range : new Range(line.range.end, line.range.end));
}
