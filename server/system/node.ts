import { existsSync, readdirSync, readFileSync } from "node:fs";
import { platform, release } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Machine } from "../machine/machine.ts";
import { files } from "./files.ts";
import { findUp } from "./find-up.ts";
import { hurry } from "./hurry.ts";
import { hzOf } from "./kernel-config.ts";
import { procNetwork } from "./proc-network.ts";
import { procSys } from "./proc-sys.ts";
import type { System } from "./system.ts";
import { loaderAt, SYSTEMD_SYSCTL } from "./tree.ts";

/** The machine as Node sees it. `folder`: where the built files are. */
export function nodeSystem(folder: string): System {
  const linux = platform() === "linux";
  let hz: { readonly known: number | undefined } | undefined;
  return {
    // At once: a file of ours takes less time to read than a promise takes to be kept while the client sends its first file.
    readAsset: async (name) => readFileSync(join(folder, name), "utf8"),
    readBytes: async (name) => readFileSync(join(folder, name)),
    address: (path) => {
      const file = join(folder, "..", path);
      return existsSync(file) ? pathToFileURL(file).href : undefined;
    },
    findUp: async (uri, name) => (uri.startsWith("file:") ? findUp(dirname(fileURLToPath(uri)), name) : undefined),
    files,
    kernel: linux ? release() : undefined,
    get hz() {
      hz ??= { known: linux ? hzOf(release()) : undefined };
      return hz.known;
    },
    get loader() {
      return linux ? (loaderAt("/") ?? "procps") : undefined;
    },
    interfaces: () => {
      try {
        return linux ? readdirSync("/proc/sys/net/ipv4/conf").slice(0, 200) : [];
      } catch {
        return [];
      }
    },
    machine: linux ? thisMachine() : undefined,
    hurry,
  };
}

/** Made without touching /proc: nothing is read before somebody asks. */
function thisMachine(): Machine {
  return {
    ...procSys("/proc/sys"),
    network: procNetwork("/proc/net"),
    isRoot: process.geteuid?.() === 0,
    get systemdSysctl() {
      return SYSTEMD_SYSCTL.find((path) => existsSync(path));
    },
  };
}
