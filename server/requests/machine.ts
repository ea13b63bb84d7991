import type { CancellationToken } from "vscode-languageserver";
import type { FileAnalysis } from "../analysis.ts";
import { NEWEST_RELEASE } from "../catalogue/release.ts";
import { compare } from "../features/compare.ts";
import { importRunning } from "../features/import-running.ts";
import { tcpAnswer } from "../features/tcp.ts";
import { takeSnapshot } from "../machine/snapshot.ts";
import { currentToken, stopIfCancelled } from "../protocol/cancellation.ts";
import { parseKernel } from "../target.ts";
import type { CompareAnswer, CompareParams, ExperimentalCapabilities, ImportAnswer, TcpAnswer, TcpParams } from "./protocol.ts";
import type { Requests } from "./requests.ts";

/** Ends the request when nobody waits for it any more. */
async function letOthersWork(token: CancellationToken | undefined): Promise<void> {
  await new Promise<void>((resolve) => setImmediate(resolve));
  stopIfCancelled(token);
}

/** What is asked about the machine that the server runs on. */
export const machine: Requests = {
  capabilities(_client, system) {
    const { machine } = system;
    if (!machine) return {};
    const { isRoot, systemdSysctl } = machine;
    return { experimental: { sysctlMachine: { isRoot, ...(systemdSysctl ? { systemdSysctl } : {}) } } satisfies ExperimentalCapabilities };
  },

  listen(connection, session) {
    // The user has come to trust the open folder (see InitializationOptions).
    connection.onNotification("sysctl/workspaceTrusted", () => session.trust());
    connection.onRequest("sysctl/tcp", async ({ uri }: TcpParams): Promise<TcpAnswer | null> => {
      // The library hands the token over in the place of parameters that are not there.
      const token = currentToken();
      const { machine } = session;
      if (!machine) return null;
      const snapshot = await takeSnapshot(machine, () => letOthersWork(token));
      const texts = await session.loadTexts();
      const analysis =
        uri === undefined ? undefined : await session.answerWithoutTexts<FileAnalysis | undefined>(uri, undefined, (context) => context.analysis);
      return tcpAnswer({ machine, texts, locale: session.locale, analysis }, snapshot, Date.now());
    });
    connection.onRequest("sysctl/compareWithRunning", ({ uri }: CompareParams): Promise<CompareAnswer | null> | null => {
      const { machine, locale } = session;
      return machine ? session.answerWithoutTexts<CompareAnswer | null>(uri, null, ({ analysis }) => compare(analysis, machine, locale)) : null;
    });
    connection.onRequest("sysctl/importRunning", async (): Promise<ImportAnswer | null> => {
      const token = currentToken();
      const { machine, locale, system } = session;
      if (!machine) return null;
      const [catalogue, texts] = await Promise.all([session.loadCatalogue(), session.loadTexts()]);
      const kernel = parseKernel(system.kernel ?? "") ?? NEWEST_RELEASE;
      return { text: await importRunning({ machine, catalogue, texts, locale, kernel }, () => letOthersWork(token)) };
    });
  },
};
