import { type TextDocument, type Uri, ViewColumn } from "vscode";
import type { AssignmentsAnswer, DocumentationAnswer, ParametersAnswer, SearchAnswer } from "../../server/requests/protocol.ts";
import { currentDocument, watchCurrentDocument } from "../current-document.ts";
import type { Extension } from "../extension.ts";
import { goToLine, goToParameter } from "../go-to.ts";
import { allWords, say } from "../locale.ts";
import { openPanel, type Panel } from "./panel.ts";
import type { ReferenceMessage, ReferenceRequest } from "./reference-messages.ts";
import { REFERENCE_WORDS } from "./reference-words.ts";

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
  private document: TextDocument | undefined = currentDocument();

  constructor(
    private readonly extension: Extension,
    private wanted: { key?: string | undefined; query?: string | undefined },
    closed: () => void,
  ) {
    const column = this.document ? ViewColumn.Beside : ViewColumn.Active;
    this.panel = openPanel(extension, {
      script: "reference",
      title: say(TITLE),
      column,
      onMessage: (message) => void this.receive(message as ReferenceRequest),
    });
    const watching = watchCurrentDocument((isTextOnly) => void this.send(!isTextOnly));
    this.panel.panel.onDidDispose(() => {
      watching.dispose();
      closed();
    });
  }

  show(wanted: { key?: string | undefined; query?: string | undefined }): void {
    this.panel.panel.reveal(undefined, true);
    if (wanted.key !== undefined || wanted.query !== undefined) this.post({ type: "show", ...wanted });
  }

  private get uri(): string | undefined {
    return this.document?.uri.toString();
  }

  private post(message: ReferenceMessage): void {
    this.panel.post(message);
  }

  private async receive(message: ReferenceRequest): Promise<void> {
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
        return goToParameter(this.extension.client, this.document, message.key);
      case "goTo":
        return this.document && goToLine(this.document, message.line);
    }
  }

  private async send(everything: boolean): Promise<void> {
    this.document = currentDocument();
    const { uri, document } = this;
    this.panel.panel.title = say(TITLE);
    if (everything) this.post({ type: "parameters", words: allWords(REFERENCE_WORDS), ...(await this.ask<ParametersAnswer>("sysctl/parameters", { uri })) });
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
