import { commands } from "vscode";
import type { Part } from "../extension.ts";

/** "Sort assignments": the server's code action of that kind on the whole file. */
export const sortAssignments: Part = ({ context }) => {
  const sort = () => commands.executeCommand("editor.action.sourceAction", { kind: "source.sort.sysctl", apply: "first" });
  context.subscriptions.push(commands.registerCommand("sysctl.sortAssignments", sort));
};
