import { workspace } from "vscode";
import type { Part } from "./extension.ts";

/** In a folder that the user does not trust the server leaves the running kernel alone; it hears when that changes. */
export const trust: Part = ({ context, client }) => {
  context.subscriptions.push(workspace.onDidGrantWorkspaceTrust(() => void client.sendNotification("sysctl/workspaceTrusted")));
};
