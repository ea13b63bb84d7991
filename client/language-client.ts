import { workspace } from "vscode";
import type { LanguageClientOptions } from "vscode-languageclient";
import type { InitializationOptions } from "../server/requests/protocol.ts";
import { errorHandler } from "./error-handler.ts";

/** The language that the manifest contributes; its documents are the server's. */
export const LANGUAGE_ID = "sysctl";

/** Common to both hosts: which documents, and which settings the server hears of. */
export function clientOptions(): LanguageClientOptions {
  return {
    documentSelector: [{ language: LANGUAGE_ID }],
    synchronize: { configurationSection: "sysctl" },
    initializationOptions: { workspaceTrusted: workspace.isTrusted } satisfies InitializationOptions,
    errorHandler: errorHandler(),
    diagnosticPullOptions: { onChange: true, onSave: false, onTabs: false },
  };
}
