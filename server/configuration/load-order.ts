import type { Loader } from "../target.ts";

/** A file that a loader reads, as the target sees it (`/etc/sysctl.d/90-web.conf`). */
export interface LoadedFile {
  readonly path: string;
}

/** Reads folders of the target. Both answer "nothing" for what is missing or unreadable. */
export interface FolderReader {
  /** Names in a folder. */
  list(folder: string): readonly string[];
  /** True for an existing file that is neither a folder nor a link to /dev/null. */
  isFile(path: string): boolean;
}

/** Where drop-ins stand; an earlier folder hides files of the same name in later ones. */
const FOLDERS: Readonly<Record<Loader, readonly string[]>> = {
  // Source: systemd src/basic/constants.h CONF_PATHS.
  systemd: ["/etc/sysctl.d", "/run/sysctl.d", "/usr/local/lib/sysctl.d", "/usr/lib/sysctl.d", "/lib/sysctl.d"],
  // Source: procps src/sysctl.c PreloadSystem.
  procps: ["/etc/sysctl.d", "/run/sysctl.d", "/usr/local/lib/sysctl.d", "/usr/lib/sysctl.d", "/lib/sysctl.d"],
};

/**
 * The files that a loader applies, in order. Drop-ins are sorted by file name over all folders; of one name only
 * the first folder's counts, and a link to /dev/null there hides it altogether. procps ends with /etc/sysctl.conf;
 * systemd-sysctl does not read that file unless a drop-in links to it.
 */
export function loadOrder(loader: Loader, reader: FolderReader): LoadedFile[] {
  const byName = new Map<string, string>();
  for (const folder of FOLDERS[loader]) {
    for (const name of reader.list(folder)) {
      if (name.endsWith(".conf") && !byName.has(name)) byName.set(name, `${folder}/${name}`);
    }
  }
  const files = [...byName.keys()]
    .sort((a, b) => (a < b ? -1 : 1))
    .map((name) => ({ path: byName.get(name) as string }))
    .filter(({ path }) => reader.isFile(path));
  if (loader === "procps" && reader.isFile("/etc/sysctl.conf")) files.push({ path: "/etc/sysctl.conf" });
  return files;
}
