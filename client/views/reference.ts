import { Disposable, type TextDocument, type Uri, ViewColumn, window, workspace } from "vscode";
import type { AssignmentsAnswer, DocumentationAnswer, ParametersAnswer, SearchAnswer } from "../../server/requests/protocol.ts";
import type { Extension } from "../extension.ts";
import { say } from "../locale.ts";
import type { FromPage, ToPage } from "../pages/reference-messages.ts";
import { currentDocument, goToLine, insertParameter } from "../sysctl-document.ts";
import { onTargetChange } from "../target.ts";
import { openPanel, type Panel } from "./panel.ts";

/** Milliseconds that a burst of changes is waited out; the settings have reached the server by then. */
const DELAY = 150;

const TITLE = { en: "sysctl parameters", "zh-cn": "sysctl 参数" };

let reference: Reference | undefined;

/** Opens the reference, or brings it to the front; at a parameter, or searching for a text. */
export function showReference(extension: Extension, wanted: { key?: string | undefined; query?: string | undefined } = {}): void {
  if (reference) reference.show(wanted);
  else reference = new Reference(extension, wanted, () => (reference = undefined));
}

/** The page with all parameters. It follows the file that is worked on, its target and the language. */
class Reference {
  private readonly panel: Panel;
  private readonly subscriptions: Disposable[] = [];
  private document: TextDocument | undefined = currentDocument();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private everything = false;

  constructor(
    private readonly extension: Extension,
    private wanted: { key?: string | undefined; query?: string | undefined },
    closed: () => void,
  ) {
    const column = this.document ? ViewColumn.Beside : ViewColumn.Active;
    this.panel = openPanel(extension, { script: "reference", title: say(TITLE), column, onMessage: (message) => void this.receive(message as FromPage) });
    this.subscriptions.push(
      window.onDidChangeActiveTextEditor(() => this.refresh(currentDocument() !== this.document)),
      workspace.onDidChangeTextDocument(({ document }) => document === this.document && this.refresh(false)),
      workspace.onDidCloseTextDocument((document) => document === this.document && this.refresh(true)),
      workspace.onDidChangeConfiguration((event) => event.affectsConfiguration("sysctl") && this.refresh(true)),
      onTargetChange(({ uri }) => uri === this.uri && this.refresh(true)),
    );
    this.panel.panel.onDidDispose(() => {
      clearTimeout(this.timer);
      Disposable.from(...this.subscriptions).dispose();
      closed();
    });
  }

  show(wanted: { key?: string | undefined; query?: string | undefined }): void {
    this.panel.panel.reveal(undefined, true);
    if (wanted.key !== undefined || wanted.query !== undefined) this.post({ type: "show", ...wanted });
  }

  private get uri(): string | undefined {
    return this.document && this.extension.client.code2ProtocolConverter.asUri(this.document.uri);
  }

  private post(message: ToPage): void {
    this.panel.post(message);
  }

  private async receive(message: FromPage): Promise<void> {
    switch (message.type) {
      case "ready":
        await this.send(true);
        this.post({ type: "show", ...this.wanted });
        this.wanted = {};
        return;
      case "search": {
        const { query } = message;
        return this.post({ type: "found", query, ...(await this.ask<SearchAnswer>("sysctl/search", { query })) });
      }
      case "open": {
        const found = await this.ask<DocumentationAnswer | null>("sysctl/documentation", { key: message.key, uri: this.uri });
        return found ? this.post({ type: "documentation", ...found }) : undefined;
      }
      case "insert":
        return insertParameter(this.document ?? (await workspace.openTextDocument({ language: "sysctl" })), message.key, message.value);
      case "goTo":
        return this.document && goToLine(this.document, message.line);
    }
  }

  /** Sends what has changed, a moment after the last change. */
  private refresh(everything: boolean): void {
    this.everything ||= everything;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const all = this.everything;
      this.everything = false;
      void this.send(all);
    }, DELAY);
  }

  private async send(everything: boolean): Promise<void> {
    this.document = currentDocument();
    const { uri, document } = this;
    this.panel.panel.title = say(TITLE);
    if (everything) this.post({ type: "parameters", ...(await this.ask<ParametersAnswer>("sysctl/parameters", { uri })) });
    const { assignments } = await this.ask<AssignmentsAnswer>("sysctl/assignments", { uri });
    this.post({ type: "assignments", file: document && baseName(document.uri), assignments });
  }

  private ask<T>(method: string, params: object): Promise<T> {
    return this.extension.client.sendRequest<T>(method, params);
  }
}

function baseName({ path }: Uri): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
