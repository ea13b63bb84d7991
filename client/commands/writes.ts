import { commands } from "vscode";
import type { Location, Position } from "vscode-languageclient";
import type { Part } from "../extension.ts";

/** What a click on a code lens does: one place is gone to, several are listed. */
export const writes: Part = ({ context, client }) => {
  context.subscriptions.push(
    commands.registerCommand("sysctl.showWrites", async (uri: string, at: Position, places: readonly Location[]) => {
      const { asUri, asPosition, asLocation } = client.protocol2CodeConverter;
      const found = places.map((place) => asLocation(place));
      await commands.executeCommand("editor.action.goToLocations", asUri(uri), asPosition(at), found, found.length > 1 ? "peek" : "goto");
    }),
  );
};
