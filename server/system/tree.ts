import { readdirSync, type Stats, statSync } from "node:fs";
import { sep } from "node:path";
import { DROP_IN_FOLDERS, type Entry, SYSCTL_CONF, type Tree } from "../configuration/load-order.ts";
import type { Loader } from "../target.ts";
import { resolveUnder } from "./rooted.ts";

/** More files than this in one folder are no configuration; the rest is not looked at. */
const MAX_NAMES = 1_000;

/** Where systemd-sysctl stands. */
export const SYSTEMD_SYSCTL = ["/usr/lib/systemd/systemd-sysctl", "/lib/systemd/systemd-sysctl"];
const PROCPS = ["/usr/sbin/sysctl", "/sbin/sysctl", "/usr/bin/sysctl", "/bin/sysctl"];

/** Looks at the places that loaders read in the system at `root`. Nothing is opened; what is missing is left out. */
export function lookAtTree(root: string): Tree {
  const folders = new Map<string, readonly Entry[]>();
  for (const folder of DROP_IN_FOLDERS) {
    const entries = lookInFolder(root, folder);
    if (entries) folders.set(folder, entries);
  }
  const sysctlConf = entryAt(root, SYSCTL_CONF);
  return { folders, sysctlConf: sysctlConf.kind === "missing" ? undefined : sysctlConf };
}

/** What stands in a folder of the system at `root`, by name; undefined if there is no such folder or it may not be read. */
export function lookInFolder(root: string, folder: string): Entry[] | undefined {
  try {
    const names = readdirSync(resolveUnder(root, folder)).sort();
    const first = names.length > MAX_NAMES ? names.filter((name) => name.endsWith(".conf")) : names;
    return first.slice(0, MAX_NAMES).map((name) => entryAt(root, `${folder}/${name}`));
  } catch {
    return undefined;
  }
}

/** The loader of the system at `root`; undefined where there is none that we know. */
export function loaderAt(root: string): Loader | undefined {
  const has = (path: string) => statsOf(resolved(root, path)) !== undefined;
  if (SYSTEMD_SYSCTL.some(has)) return "systemd";
  return PROCPS.some(has) ? "procps" : undefined;
}

export function isFolder(path: string): boolean {
  return statsOf(path)?.isDirectory() === true;
}

function entryAt(root: string, path: string): Entry {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const real = resolved(root, path);
  if (real === undefined) return { name, kind: "missing", real: path };
  const stats = statsOf(real);
  // In an image there may be no /dev.
  if (real === resolved(root, "/dev/null") || stats?.isCharacterDevice()) return { name, kind: "null", real };
  return { name, kind: stats ? (stats.isFile() ? "file" : "other") : "missing", real: real.split(sep).join("/") };
}

/** Undefined for links that go in circles. */
function resolved(root: string, path: string): string | undefined {
  try {
    return resolveUnder(root, path);
  } catch {
    return undefined;
  }
}

function statsOf(path: string | undefined): Stats | undefined {
  try {
    return path === undefined ? undefined : statSync(path);
  } catch {
    return undefined;
  }
}
