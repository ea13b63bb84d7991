import type { ExtensionContext } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";

interface Start {
  start(context: ExtensionContext): Promise<BaseLanguageClient>;
}

/**
 * What VS Code calls. Everything else, the LSP library above all, is loaded by `load`, when `activate` has returned: a hundred times as
 * much as this, which would keep other extensions waiting.
 */
export function entry(load: () => Promise<Start>) {
  let started: Promise<BaseLanguageClient> | undefined;
  return {
    async activate(context: ExtensionContext): Promise<void> {
      started = load().then(({ start }) => start(context));
      await started;
    },

    async deactivate(): Promise<void> {
      // Had it not started, there is nothing to stop, and VS Code has been told why.
      const client = await started?.catch(() => undefined);
      await client?.stop();
    },
  };
}
