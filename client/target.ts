import { type Disposable, EventEmitter } from "vscode";
import type { TargetChanged } from "../server/requests/protocol.ts";
import type { Part } from "./extension.ts";

const changed = new EventEmitter<TargetChanged>();

/** What an open document is checked for has changed; the uri is the server's. */
export const onTargetChange = changed.event;

/** Listens to the server: it has room for one listener a notification. */
export const followTargets: Part = ({ context, client }) => {
  const listening: Disposable = client.onNotification("sysctl/targetChanged", (target: TargetChanged) => changed.fire(target));
  context.subscriptions.push(listening, changed);
};
