import type { ExperimentalCapabilities } from "./protocol.ts";
import type { Requests } from "./requests.ts";

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
  },
};
