import { opendirSync, type Stats, statSync } from "node:fs";
import { sep } from "node:path";
import { DROP_IN_FOLDERS, type Entry, SYSCTL_CONF, type Tree } from "../configuration/load-order.ts";
import { atOnce, STEP, type Steps } from "../gently.ts";
import { sortedInSteps } from "../sort-in-steps.ts";
import type { Loader } from "../target.ts";
import { resolveUnder } from "./rooted.ts";

/** More files than this in one folder are no configuration; the rest is not looked at. */
const MAX_NAMES = 1_000;

/** For each the system is asked several times. */
const FILES_A_STEP = 100;

const NULL = "/dev/null";

/** Where systemd-sysctl stands. */
export const SYSTEMD_SYSCTL = ["/usr/lib/systemd/systemd-sysctl", "/lib/systemd/systemd-sysctl"];
const PROCPS = ["/usr/sbin/sysctl", "/sbin/sysctl", "/usr/bin/sysctl", "/bin/sysctl"];

/** Looks at the places that loaders read in the system at `root`. Nothing is opened; what is missing is left out. */
export function lookAtTree(root: string): Tree {
  return atOnce(treeInSteps(root));
}

export function* treeInSteps(root: string): Steps<Tree> {
  const folders = new Map<string, readonly Entry[]>();
  for (const folder of DROP_IN_FOLDERS) {
    const entries = yield* folderInSteps(root, folder);
    if (entries) folders.set(folder, entries);
  }
  const sysctlConf = entryAt(root, SYSCTL_CONF, resolved(root, NULL));
  return { folders, sysctlConf: sysctlConf.kind === "missing" ? undefined : sysctlConf };
}

/** What stands in a folder of the system at `root`, by name; undefined if there is no such folder or it may not be read. */
export function* folderInSteps(root: string, folder: string): Steps<Entry[] | undefined> {
  let names: string[];
  try {
    names = yield* namesIn(resolveUnder(root, folder));
  } catch {
    return undefined;
  }
  if (names.length > MAX_NAMES) names = names.filter((name) => name.endsWith(".conf"));
  names = yield* sortedInSteps(names, byName);
  // In an image there may be no /dev.
  const nothing = resolved(root, NULL);
  const entries: Entry[] = [];
  for (const name of names.slice(0, MAX_NAMES)) {
    if (entries.length % FILES_A_STEP === FILES_A_STEP - 1) yield;
    entries.push(entryAt(root, `${folder}/${name}`, nothing));
  }
  return entries;
}

function* namesIn(path: string): Steps<string[]> {
  const folder = opendirSync(path, { bufferSize: STEP });
  try {
    const names: string[] = [];
    for (let entry = folder.readSync(); entry; entry = folder.readSync()) if (names.push(entry.name) % STEP === 0) yield;
    return names;
  } finally {
    folder.closeSync();
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

/** `nothing`: where the system's /dev/null is. */
function entryAt(root: string, path: string, nothing: string | undefined): Entry {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const real = resolved(root, path);
  if (real === undefined) return { name, kind: "missing", real: path };
  const stats = statsOf(real);
  if (real === nothing || stats?.isCharacterDevice()) return { name, kind: "null", real };
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

function byName(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
