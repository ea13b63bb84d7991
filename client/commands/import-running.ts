import { commands, window, workspace } from "vscode";
import type { ImportAnswer } from "../../server/requests/protocol.ts";
import type { Part } from "../extension.ts";
import { LANGUAGE_ID } from "../language-client.ts";
import { askMachine } from "../machine.ts";

/** The command "Import Running Values That Differ from Defaults": a new document, nobody's file yet. */
export const importRunning: Part = ({ context, client }) => {
  context.subscriptions.push(
    commands.registerCommand("sysctl.importRunning", async () => {
      const answer = await askMachine<ImportAnswer>(client, "sysctl/importRunning", {});
      if (!answer) return;
      await window.showTextDocument(await workspace.openTextDocument({ language: LANGUAGE_ID, content: answer.text }));
    }),
  );
};
