import { Disposable, type TextDocument, type TextEditor, window, workspace } from "vscode";
import type { Part } from "./extension.ts";
import { LANGUAGE_ID } from "./language-client.ts";
import { onTargetChange } from "./target.ts";

/** Milliseconds that a burst of changes is waited out; the settings have reached the server by then. */
const PAUSE = 150;

let last: TextDocument | undefined;

/** Remembers which document was worked on, so that a view that has the focus knows what it is about. */
export const followDocuments: Part = ({ context }) => {
  const remember = (editor: TextEditor | undefined) => {
    if (editor && isOurs(editor)) last = editor.document;
  };
  remember(window.activeTextEditor);
  context.subscriptions.push(window.onDidChangeActiveTextEditor(remember));
};

/** The sysctl file that commands and views are about: the active one, else the one worked on last, else one in sight. */
export function currentDocument(): TextDocument | undefined {
  const active = window.activeTextEditor;
  if (active && isOurs(active)) return active.document;
  if (last && !last.isClosed && last.languageId === LANGUAGE_ID) return last;
  return window.visibleTextEditors.find(isOurs)?.document;
}

/**
 * Calls back a moment after the last change to what a view shows of the current document. `isTextOnly`: it is the same
 * document, checked for the same target with the same settings.
 */
export function watchCurrentDocument(onChange: (isTextOnly: boolean) => void): Disposable {
  let current = currentDocument();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isTextOnly = true;
  const soon = (isText: boolean) => {
    isTextOnly &&= isText;
    clearTimeout(timer);
    timer = setTimeout(() => {
      const said = isTextOnly;
      isTextOnly = true;
      onChange(said);
    }, PAUSE);
  };
  const look = () => {
    const now = currentDocument();
    if (now === current) return;
    current = now;
    soon(false);
  };
  return Disposable.from(
    window.onDidChangeActiveTextEditor(look),
    workspace.onDidCloseTextDocument(look),
    workspace.onDidChangeTextDocument(({ document }) => document === current && soon(true)),
    workspace.onDidChangeConfiguration((event) => event.affectsConfiguration("sysctl") && soon(false)),
    onTargetChange(({ uri }) => uri === current?.uri.toString() && soon(false)),
    { dispose: () => clearTimeout(timer) },
  );
}

function isOurs({ document }: TextEditor): boolean {
  return document.languageId === LANGUAGE_ID;
}
