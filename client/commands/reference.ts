import { commands, type QuickPickItem, type TextDocument, window } from "vscode";
import type { ParameterAtAnswer, ParametersAnswer } from "../../server/requests/protocol.ts";
import { currentDocument } from "../current-document.ts";
import type { Extension, Part } from "../extension.ts";
import { goToParameter } from "../go-to.ts";
import { LANGUAGE_ID } from "../language-client.ts";
import { say } from "../locale.ts";
import { showReference } from "../views/reference.ts";

/** The commands that open the reference, and the one that inserts from a list. */
export const referenceCommands: Part = (extension) => {
  extension.context.subscriptions.push(
    commands.registerCommand("sysctl.openReference", () => showReference(extension)),
    commands.registerCommand("sysctl.explainParameter", () => explain(extension)),
    commands.registerCommand("sysctl.insertParameter", () => insert(extension)),
  );
};

/** Opens the reference at the parameter under the cursor; at what is none, with a search for it. */
async function explain(extension: Extension): Promise<void> {
  const editor = window.activeTextEditor;
  if (editor?.document.languageId !== LANGUAGE_ID) return showReference(extension);
  const { client } = extension;
  const params = { uri: editor.document.uri.toString(), position: client.code2ProtocolConverter.asPosition(editor.selection.active) };
  const found = await client.sendRequest<ParameterAtAnswer | null>("sysctl/parameterAt", params);
  showReference(extension, found?.key === undefined ? { query: found?.written } : { key: found.key });
}

/** Offers all parameters that the target has and that can be written. */
async function insert(extension: Extension): Promise<void> {
  const document = currentDocument();
  const chosen = await window.showQuickPick(choices(extension, document), {
    matchOnDescription: true,
    placeHolder: say({ en: "Parameter to insert: a part of its name or title", "zh-cn": "要插入的参数：输入名称或标题的一部分" }),
  });
  if (chosen) await goToParameter(extension.client, document, chosen.label);
}

async function choices({ client }: Extension, document: TextDocument | undefined): Promise<QuickPickItem[]> {
  const uri = document?.uri.toString();
  const { parameters } = await client.sendRequest<ParametersAnswer>("sysctl/parameters", { uri });
  return parameters.filter(({ absent, readOnly }) => absent === undefined && !readOnly).map(({ key, title }) => ({ label: key, description: title }));
}
