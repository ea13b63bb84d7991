import type { Loader } from "../target.ts";

/** What stands under a name in a drop-in folder. */
export interface Entry {
  readonly name: string;
  /**
   * Once links are followed: a regular file, /dev/null, nothing (a dangling or endless link), or what holds no lines
   * (a folder, a fifo, what may not be read). Each of them hides files of its name in later folders.
   */
  readonly kind: "file" | "null" | "missing" | "other";
  /** Where the file is, behind all links; two entries with the same one are one file. */
  readonly real: string;
}

/** The places of one system that loaders look into, as found. */
export interface Tree {
  /** By folder; one that is missing or unreadable has no entry. */
  readonly folders: ReadonlyMap<string, readonly Entry[]>;
  readonly sysctlConf: Entry | undefined;
}

/** The tree with a regular file at `path`, if that is a place where loaders look and nothing stands there yet. */
export function withEntry(tree: Tree, path: string, real: string): Tree {
  const at = path.lastIndexOf("/");
  const [folder, name] = [path.slice(0, at), path.slice(at + 1)];
  const entry: Entry = { name, kind: "file", real };
  if (path === SYSCTL_CONF) return tree.sysctlConf ? tree : { ...tree, sysctlConf: entry };
  const entries = tree.folders.get(folder) ?? [];
  if (!DROP_IN_FOLDERS.includes(folder) || entries.some((each) => each.name === name)) return tree;
  return { ...tree, folders: new Map([...tree.folders, [folder, [...entries, entry]]]) };
}

/** A file that a loader reads: its path as the target sees it (`/etc/sysctl.d/90-web.conf`), and where it is behind all links. */
export interface LoadedFile {
  readonly path: string;
  readonly real: string;
}

export interface LoadOrder {
  /** In the order in which the loader reads them; a file that is read twice stands at its last place, which decides. */
  readonly files: readonly LoadedFile[];
  readonly hidden: readonly HiddenDropIn[];
}

/** A drop-in that is not read, and the path of the one of the same name that hides it. */
export interface HiddenDropIn extends LoadedFile {
  readonly by: string;
}

export const SYSCTL_CONF = "/etc/sysctl.conf";

/** Where administrators put their drop-ins. */
export const LOCAL_FOLDER = "/etc/sysctl.d";

/**
 * Where drop-ins stand; a file hides those of its name in later folders. The same for both loaders.
 *
 * Source: systemd src/basic/constants.h CONF_PATHS (/lib where it is built for a separate /usr, as on Debian 12), procps
 * src/sysctl.c PreloadSystem.
 */
export const DROP_IN_FOLDERS: readonly string[] = [LOCAL_FOLDER, "/run/sysctl.d", "/usr/local/lib/sysctl.d", "/usr/lib/sysctl.d", "/lib/sysctl.d"];

/** True for a name that the loader takes for a drop-in: systemd-sysctl passes over hidden files. */
export function isDropInName(name: string, loader: Loader): boolean {
  return name.endsWith(".conf") && (loader === "procps" || !name.startsWith("."));
}

/**
 * The files that a loader applies, in order. Drop-ins are sorted by file name over all folders; of one name only the
 * first folder's counts, whatever it is: an empty file, a link to /dev/null or a link to nothing hides the others.
 * procps ends with /etc/sysctl.conf; systemd-sysctl does not read that file unless a drop-in links to it.
 *
 * Source: systemd src/basic/conf-files.c conf_files_list_strv, procps src/sysctl.c PreloadSystem.
 */
export function loadOrder(loader: Loader, tree: Tree): LoadOrder {
  const byName = new Map<string, { path: string; entry: Entry }>();
  const hidden: HiddenDropIn[] = [];
  for (const folder of DROP_IN_FOLDERS) {
    for (const entry of tree.folders.get(folder) ?? []) {
      if (!isDropInName(entry.name, loader)) continue;
      const path = `${folder}/${entry.name}`;
      const first = byName.get(entry.name);
      if (!first) byName.set(entry.name, { path, entry });
      // Where /lib is a link to /usr/lib, the file meets itself. What holds no lines is not missed.
      else if (first.entry.real !== entry.real && entry.kind === "file") hidden.push({ path, real: entry.real, by: first.path });
    }
  }
  const inOrder = [...byName.values()].sort((a, b) => compareNames(a.entry.name, b.entry.name));
  if (loader === "procps" && tree.sysctlConf) inOrder.push({ path: SYSCTL_CONF, entry: tree.sysctlConf });
  const files = new Map<string, LoadedFile>();
  for (const { path, entry } of inOrder) {
    if (entry.kind !== "file") continue;
    files.delete(entry.real);
    files.set(entry.real, { path, real: entry.real });
  }
  return { files: [...files.values()], hidden };
}

/** The drop-ins that one hides, each once however many folders lead to it. */
export function hiddenBy(path: string, { hidden }: LoadOrder): readonly HiddenDropIn[] {
  const seen = new Set<string>();
  return hidden.filter(({ by, real }) => {
    const isNew = by === path && !seen.has(real);
    if (isNew) seen.add(real);
    return isNew;
  });
}

/** Orders as strcmp(3) does on the bytes in UTF-8, which is the order of code points. */
export function compareNames(a: string, b: string): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    if (a.charCodeAt(i) === b.charCodeAt(i)) continue;
    return (a.codePointAt(i) ?? 0) - (b.codePointAt(i) ?? 0) || a.charCodeAt(i) - b.charCodeAt(i);
  }
  return a.length - b.length;
}
