import { commands, type TextDocument, type Uri, window, workspace } from "vscode";
import type { CompareAnswer } from "../../server/machine/compare-answer.ts";
import type { CompareParams } from "../../server/requests/protocol.ts";
import { currentDocument } from "../current-document.ts";
import type { Extension, Part } from "../extension.ts";
import { goToLine } from "../go-to.ts";
import { LANGUAGE_ID } from "../language-client.ts";
import { allWords, say } from "../locale.ts";
import { askMachine } from "../machine.ts";
import type { CompareMessage, CompareRequest } from "./compare-messages.ts";
import { COMPARE_WORDS } from "./compare-words.ts";
import { openPanel } from "./panel.ts";

/** The command "Compare with Running Kernel": a page for one file. */
export const compareView: Part = (extension) => {
  extension.context.subscriptions.push(
    commands.registerCommand("sysctl.compareWithRunning", async (uri?: Uri) => {
      const document = uri ? await workspace.openTextDocument(uri) : currentDocument();
      if (document?.languageId !== LANGUAGE_ID) return void window.showInformationMessage(say(NO_FILE));
      const answer = await ask(extension, document);
      if (answer) show(extension, document, answer);
    }),
  );
};

const NO_FILE = { en: "Open the sysctl file to compare first.", "zh-cn": "请先打开要比较的 sysctl 文件。" };

function ask({ client }: Extension, document: TextDocument): Promise<CompareAnswer | undefined> {
  return askMachine<CompareAnswer>(client, "sysctl/compareWithRunning", { uri: document.uri.toString() } satisfies CompareParams);
}

function show(extension: Extension, document: TextDocument, first: CompareAnswer): void {
  let answer = first;
  let version = document.version;
  const post = () => {
    const name = workspace.asRelativePath(document.uri);
    view.post({ words: allWords(COMPARE_WORDS), name, answer } satisfies CompareMessage);
  };
  const refresh = async () => {
    version = document.version;
    const found = document.isClosed ? undefined : await ask(extension, document);
    if (!found) return;
    answer = found;
    post();
  };
  const view = openPanel(extension, {
    script: "compare",
    title: say(COMPARE_WORDS.title),
    onMessage: async (raw) => {
      const message = raw as CompareRequest;
      if (message.type === "ready") post();
      else if (message.type === "refresh") await refresh();
      else {
        // Lines may have moved since.
        if (document.version !== version) await refresh();
        const row = answer.rows.find(({ key }) => key === message.key);
        if (row) await goToLine(document, row.line);
      }
    },
  });
}
