import { Disposable, type TextEditor, type Uri, window, workspace } from "vscode";
import { LANGUAGE_ID } from "../language-client.ts";

/** A view is drawn anew when nothing has been typed for this long, in milliseconds. */
const PAUSE = 120;

/** The sysctl file that the user works on: the active one, else the last that was. Tells when it is another, or has changed. */
export class FollowedFile implements Disposable {
  uri: Uri | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly listening: Disposable;

  constructor(private readonly onChange: (uri: Uri | undefined) => void) {
    this.uri = [window.activeTextEditor, ...window.visibleTextEditors].find((editor) => editor && isOurs(editor))?.document.uri;
    this.listening = Disposable.from(
      window.onDidChangeActiveTextEditor((editor) => this.follow(editor)),
      workspace.onDidChangeTextDocument(({ document }) => document.uri.toString() === this.uri?.toString() && this.soon()),
      workspace.onDidChangeConfiguration((change) => change.affectsConfiguration("sysctl") && this.soon()),
    );
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.listening.dispose();
  }

  private follow(editor: TextEditor | undefined): void {
    if (!editor || !isOurs(editor) || editor.document.uri.toString() === this.uri?.toString()) return;
    this.uri = editor.document.uri;
    this.soon();
  }

  private soon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.onChange(this.uri), PAUSE);
  }
}

function isOurs({ document }: TextEditor): boolean {
  return document.languageId === LANGUAGE_ID;
}
