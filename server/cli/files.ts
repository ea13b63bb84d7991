import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { compareNames, hiddenBy, LOCAL_FOLDER, loadOrder, SYSCTL_CONF } from "../configuration/load-order.ts";
import { type Unread, whyUnread } from "../configuration/placement.ts";
import { fileError, UNREADABLE } from "../system/file-error.ts";
import { readRegularFile } from "../system/read-file.ts";
import { resolveUnder } from "../system/rooted.ts";
import { lookAtTree } from "../system/tree.ts";
import type { Loader } from "../target.ts";

/** A file to check. `path` is what the user sees and the target has; `file` where it is, if that differs. */
export interface Source {
  readonly path: string;
  readonly file?: string;
  readonly text: string;
  /** Where it stands in a system's tree. */
  readonly place?: Place;
}

export interface Place {
  readonly hides: readonly Source[];
  readonly unread?: Unread | undefined;
}

/** Larger ones are no configuration; reading them would only hurt. */
export const MAX_BYTES = 64 * 1024 * 1024;

/** Reads one regular file of the system at `root`. Throws a SaidError. */
export function readSource(root: string, path: string): Source {
  try {
    const file = fileUnder(root, path);
    return { path, file, text: readRegularFile(file, MAX_BYTES).toString("utf8") };
  } catch (error) {
    throw fileError(path, error, UNREADABLE);
  }
}

/** The paths to check for an argument: itself, or if it is a folder its `*.conf` files by name, which are one configuration. */
export function pathsOf(root: string, path: string): string[] {
  try {
    const folder = fileUnder(root, path);
    if (!statSync(folder).isDirectory()) return [path];
    const names = readdirSync(folder).filter((name) => name.endsWith(".conf"));
    return names.sort(compareNames).map((name) => join(path, name));
  } catch {
    // Reading it will tell what is wrong.
    return [path];
  }
}

/** A file of a system's tree, as that system sees it. */
export interface SystemFile {
  readonly path: string;
  /** The paths of those that are not read because of it. */
  readonly hides: readonly string[];
  /** Why it is not read itself. */
  readonly unread?: Unread;
}

/** The configuration of the system at `root` in the loader's order, and what stands in /etc as if it belonged to it. */
export function systemFiles(root: string, loader: Loader): { read: SystemFile[]; unread: SystemFile[] } {
  const tree = lookAtTree(root);
  const order = loadOrder(loader, tree);
  const read = order.files.map(({ path }) => ({ path, hides: hiddenBy(path, order).map((hidden) => hidden.path) }));
  const loaded = new Set(order.files.map(({ real }) => real));
  const local = (tree.folders.get(LOCAL_FOLDER) ?? []).map((entry) => ({ path: `${LOCAL_FOLDER}/${entry.name}`, entry }));
  if (tree.sysctlConf) local.push({ path: SYSCTL_CONF, entry: tree.sysctlConf });
  const unread = local.flatMap(({ path, entry }) => {
    const why = entry.kind === "file" && !loaded.has(entry.real) ? whyUnread(path, loader, order, true) : undefined;
    return why ? [{ path, hides: [], unread: why }] : [];
  });
  return { read, unread };
}

/** Where a path of the system at `root` is. Throws an Error where links lead nowhere. */
function fileUnder(root: string, path: string): string {
  return root === "/" ? path : resolveUnder(root, path);
}
