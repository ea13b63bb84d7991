import type { ExtensionContext } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { applyFile } from "./commands/apply-file.ts";
import { chooseTarget } from "./commands/choose-target.ts";
import { effective } from "./commands/effective.ts";
import { importRunning } from "./commands/import-running.ts";
import { insertProfile } from "./commands/insert-profile.ts";
import { openSample } from "./commands/open-sample.ts";
import { referenceCommands } from "./commands/reference.ts";
import { sortAssignments } from "./commands/sort-assignments.ts";
import { writes } from "./commands/writes.ts";
import { followDocuments } from "./current-document.ts";
import { machineContext } from "./machine.ts";
import { followTargets } from "./target.ts";
import { trust } from "./trust.ts";
import { compareView } from "./views/compare.ts";
import { lifecycle } from "./views/lifecycle.ts";
import { targetStatus } from "./views/target-status.ts";
import { tcpView } from "./views/tcp.ts";

/** What commands and views are given. */
export interface Extension {
  readonly context: ExtensionContext;
  readonly client: BaseLanguageClient;
}

/** A command or a view: puts what it registers into `context.subscriptions`. */
export type Part = (extension: Extension) => void;

/** Common to both hosts. A file a command in commands/, a file a view in views/. */
const PARTS: readonly Part[] = [
  applyFile,
  chooseTarget,
  effective,
  compareView,
  followDocuments,
  followTargets,
  importRunning,
  insertProfile,
  lifecycle,
  machineContext,
  openSample,
  referenceCommands,
  sortAssignments,
  targetStatus,
  tcpView,
  trust,
  writes,
];

/** Starts the server and registers everything that the user can ask for. */
export async function startExtension(extension: Extension): Promise<void> {
  for (const part of PARTS) part(extension);
  await extension.client.start();
}
