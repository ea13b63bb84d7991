import type { LanguageClientOptions } from "vscode-languageclient";

/** The language that the manifest contributes; its documents are the server's. */
export const LANGUAGE_ID = "sysctl";

/** Common to both hosts: which documents, and which settings the server hears of. */
export function clientOptions(): LanguageClientOptions {
  return {
    documentSelector: [{ language: LANGUAGE_ID }],
    synchronize: { configurationSection: "sysctl" },
    diagnosticPullOptions: { onChange: true, onSave: false, onTabs: false },
  };
}
