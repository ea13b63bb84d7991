import type { System } from "./system.ts";

/** The client starts the worker and passes the address of dist/ as the first message. */
export interface AssetsMessage {
  readonly sysctlAssets: string;
}

/** No machine, only the built files, fetched from beside the worker. */
export function browserSystem(): System {
  const folder = new Promise<string>((resolve) => {
    const scope = globalThis as unknown as { addEventListener(type: "message", listener: (event: { data: unknown }) => void): void };
    scope.addEventListener("message", ({ data }) => {
      const address = (data as Partial<AssetsMessage> | null)?.sysctlAssets;
      if (typeof address === "string") resolve(address);
    });
  });
  return {
    readAsset: async (name) => (await fetch(`${await folder}/${name}`)).text(),
    readBytes: async (name) => new Uint8Array(await (await fetch(`${await folder}/${name}`)).arrayBuffer()),
    address: () => undefined,
    findUp: async () => undefined,
    files: undefined,
    kernel: undefined,
    hz: undefined,
    loader: undefined,
    interfaces: () => [],
    machine: undefined,
    hurry: () => {},
  };
}
