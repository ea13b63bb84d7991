import type { SysctlDocument } from "../document/document.ts";
import type { Loader } from "../target.ts";
import { DROP_IN_FOLDERS, isDropInName, type LoadOrder, SYSCTL_CONF } from "./load-order.ts";

/** Where a file stands in the system that it belongs to. */
export interface Placement {
  /** As that system sees it: `/etc/sysctl.d/90-web.conf`. */
  readonly path: string;
  /** Why the loader does not read it; undefined where it does. */
  readonly unread?: Unread | undefined;
  /** The files of the same name that are not read because of it. */
  readonly hides: readonly HiddenFile[];
}

export type Unread =
  /** A file of the same name in a folder that comes first. */
  | { readonly reason: "hidden"; readonly by: string }
  /** In a folder that is read, with a name that is not. */
  | { readonly reason: "name" }
  /** In no folder that is read. */
  | { readonly reason: "folder" }
  /** /etc/sysctl.conf, to which no drop-in links. */
  | { readonly reason: "sysctl.conf" };

export interface HiddenFile {
  readonly path: string;
  readonly document: SysctlDocument;
}

/** How people and package managers name copies that are not meant to be read. */
const COPY = /(?:~|\.(?:bak|old|orig|save|disabled|off|dpkg-\w+|rpm\w+|ucf-\w+|pacnew|pacsave|swp|tmp)|^README[^/]*)$/i;

/**
 * Why a loader does not read the file at `path`. `isWhole`: the tree is a whole system, not a few files that will be put
 * into one, where a link to /etc/sysctl.conf may be waiting.
 */
export function whyUnread(path: string, loader: Loader, { files, hidden }: LoadOrder, isWhole: boolean): Unread | undefined {
  if (files.some((file) => file.path === path)) return undefined;
  const by = hidden.find((file) => file.path === path)?.by;
  if (by !== undefined) return { reason: "hidden", by };
  if (path === SYSCTL_CONF) return isWhole && loader === "systemd" ? { reason: "sysctl.conf" } : undefined;
  const at = path.lastIndexOf("/");
  const folder = path.slice(0, at);
  const name = path.slice(at + 1);
  if (COPY.test(name)) return undefined;
  if (DROP_IN_FOLDERS.includes(folder)) return isDropInName(name, loader) ? undefined : { reason: "name" };
  return isLikeDropInFolder(folder) ? { reason: "folder" } : undefined;
}

/** Folders that look as if they were read: below one that is, or with a name that is nearly right. */
function isLikeDropInFolder(folder: string): boolean {
  return /\/sysctl\.d(?:\/|$)/.test(folder) || /^(?:\/usr(?:\/local)?)?\/etc\/sysctl(?:\.conf\.d|\.conf|d)?$/.test(folder);
}
