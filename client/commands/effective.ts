import { commands, Uri, ViewColumn, window, workspace } from "vscode";
import { EFFECTIVE_SCHEME } from "../../server/effective-address.ts";
import { currentDocument } from "../current-document.ts";
import type { Part } from "../extension.ts";

/** Where no sysctl file is open: the machine's own configuration. */
const OWN_SYSTEM = "file:///etc/sysctl.conf";

/** Shows what the files set in the end that are applied together with the one that is worked on. */
export const effective: Part = ({ context }) => {
  context.subscriptions.push(
    commands.registerCommand("sysctl.showEffective", async () => {
      const document = currentDocument();
      const shown = document?.uri.scheme === EFFECTIVE_SCHEME ? document.uri : undefined;
      const query = document ? document.uri.toString() : OWN_SYSTEM;
      const uri = shown ?? Uri.from({ scheme: EFFECTIVE_SCHEME, path: "/effective.sysctl", query });
      await window.showTextDocument(await workspace.openTextDocument(uri), { viewColumn: ViewColumn.Beside, preview: true });
    }),
  );
};
