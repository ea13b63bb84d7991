import { commands, type TextDocument, type Uri, window, workspace } from "vscode";
import type { Text } from "../../server/locale.ts";
import { currentDocument } from "../current-document.ts";
import type { Part } from "../extension.ts";
import { LANGUAGE_ID } from "../language-client.ts";
import { say } from "../locale.ts";
import { machineOf, sayNoMachine } from "../machine.ts";
import { type ApplyLine, applyLines } from "./apply-lines.ts";

const WHAT: Readonly<Record<ApplyLine["applies"], Text>> = {
  file: { en: "This file alone", "zh-cn": "只应用此文件" },
  procps: { en: "All files, in the order of procps", "zh-cn": "所有文件，按 procps 的顺序" },
  systemd: { en: "All files, as systemd does at boot", "zh-cn": "所有文件，与 systemd 启动时相同" },
};

/**
 * The command "Apply This File": a terminal with the line that applies it, typed and not run. What changes the kernel is
 * never done behind the user's back.
 */
export const applyFile: Part = ({ context, client }) => {
  context.subscriptions.push(
    commands.registerCommand("sysctl.applyFile", async (uri?: Uri) => {
      const machine = workspace.isTrusted ? machineOf(client) : undefined;
      if (!machine) return sayNoMachine();
      const document = uri ? await workspace.openTextDocument(uri) : currentDocument();
      if (document?.languageId !== LANGUAGE_ID) return void window.showInformationMessage(say(NO_FILE));
      if (!(await isSaved(document))) return;
      const lines = applyLines(document.uri.fsPath, machine);
      if (!lines) return void window.showErrorMessage(say(UNTYPABLE));
      const items = lines.map(({ applies, line }) => ({ label: line, description: say(WHAT[applies]) }));
      const chosen = await window.showQuickPick(items, { title: say(TITLE), placeHolder: say(PLACEHOLDER) });
      if (!chosen) return;
      const terminal = window.createTerminal("sysctl");
      terminal.show();
      terminal.sendText(chosen.label, false);
    }),
  );
};

const NO_FILE: Text = { en: "Open the sysctl file to apply first.", "zh-cn": "请先打开要应用的 sysctl 文件。" };
const TITLE: Text = { en: "Which line?", "zh-cn": "用哪一行命令？" };
const PLACEHOLDER: Text = {
  en: "It is typed into a terminal and not run: you press Enter.",
  "zh-cn": "只会输入到终端里，不会执行；由你按回车。",
};
const UNTYPABLE: Text = {
  en: "The path of this file holds characters that cannot be typed into a terminal safely. Rename the file.",
  "zh-cn": "这个文件的路径里有无法安全输入到终端的字符。请给文件改名。",
};
const UNSAVED: Text = {
  en: "What is applied is the file on disk. Save it first.",
  "zh-cn": "应用的是磁盘上的文件，请先保存。",
};
const SAVE: Text = { en: "Save", "zh-cn": "保存" };

/** Only a file on disk can be applied, and as it is there. */
async function isSaved(document: TextDocument): Promise<boolean> {
  if (!document.isUntitled && document.uri.scheme !== "file") {
    void window.showInformationMessage(say(UNSAVED));
    return false;
  }
  if (!document.isUntitled && !document.isDirty) return true;
  if ((await window.showInformationMessage(say(UNSAVED), say(SAVE))) !== say(SAVE)) return false;
  // A new file gets a path, and with it another document: the command is given again then.
  return (await document.save()) && !document.isUntitled;
}
