import { commands, window } from "vscode";
import { type BaseLanguageClient, State } from "vscode-languageclient";
import type { ExperimentalCapabilities, MachineCapability } from "../server/requests/protocol.ts";
import type { Part } from "./extension.ts";
import { say } from "./locale.ts";

/**
 * Tells VS Code whether there is a machine to ask, for the commands about it. Before the server has said so, the manifest
 * goes by the platform, so that they can be found before a file has been opened.
 */
export const machineContext: Part = ({ context, client }) => {
  context.subscriptions.push(
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Running) void commands.executeCommand("setContext", "sysctl.machine", machineOf(client) ? "yes" : "no");
    }),
  );
};

/** The machine that the server runs on, if that is Linux; undefined before the server has started as well. */
export function machineOf(client: BaseLanguageClient): MachineCapability | undefined {
  const { sysctlMachine } = (client.initializeResult?.capabilities.experimental ?? {}) as ExperimentalCapabilities;
  return sysctlMachine;
}

/** Asks the server about the machine; where there is none to ask, says so and gives undefined. */
export async function askMachine<T>(client: BaseLanguageClient, method: string, params: object): Promise<T | undefined> {
  const answer = await client.sendRequest<T | null>(method, params);
  if (answer !== null) return answer;
  sayNoMachine();
  return undefined;
}

export function sayNoMachine(): void {
  void window.showInformationMessage(
    say({
      en: "There is no running Linux kernel to ask: the extension runs elsewhere, or this folder is not trusted.",
      "zh-cn": "没有正在运行的 Linux 内核可供查询：扩展没有运行在 Linux 上，或者这个文件夹不受信任。",
    }),
  );
}
