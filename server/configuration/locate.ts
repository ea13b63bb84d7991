import { DROP_IN_FOLDERS, LOCAL_FOLDER, SYSCTL_CONF } from "./load-order.ts";

/** The files that a file belongs to. */
export type Belonging =
  /** A system: `root` is what it calls /, `path` what it calls the file. `isWhole` where that is certain: it is more than a few files. */
  | { readonly kind: "system"; readonly root: string; readonly path: string; readonly isWhole: boolean }
  /** A folder sysctl.d by itself, as a package's sources have it. */
  | { readonly kind: "folder"; readonly folder: string; readonly name: string };

/** Longer names first: /usr/lib/sysctl.d ends with /lib/sysctl.d. */
const ENDINGS = [...DROP_IN_FOLDERS].sort((a, b) => b.length - a.length);

/**
 * What a file belongs to by its path alone (slashes, absolute): the system that it is laid out for, as in a repository's `etc/sysctl.d` or
 * an image's tree; else its folder, if that is called sysctl.d; else undefined. `roots`: folders that the user calls a system.
 * `ownSystem`: this machine is a Linux system itself.
 */
export function locate(path: string, roots: readonly string[], ownSystem: boolean): Belonging | undefined {
  const named = roots.filter((root) => path.startsWith(`${trimmed(root)}/`)).sort((a, b) => b.length - a.length)[0];
  if (named !== undefined) return { kind: "system", root: trimmed(named) || "/", path: path.slice(trimmed(named).length), isWhole: true };
  const found = systemOf(path);
  if (found && (found.root !== "/" || ownSystem)) return { kind: "system", ...found, isWhole: found.root === "/" };
  const at = path.lastIndexOf("/");
  const folder = path.slice(0, at);
  return found === undefined && folder.endsWith("/sysctl.d") ? { kind: "folder", folder, name: path.slice(at + 1) } : undefined;
}

function systemOf(path: string): { root: string; path: string } | undefined {
  const at = path.lastIndexOf("/");
  const folder = path.slice(0, at);
  const ending = path.endsWith(SYSCTL_CONF) ? path.length - SYSCTL_CONF.length : lengthBefore(folder);
  // Below /etc/sysctl.d nothing is read, which is worth saying.
  const start = ending ?? (path.includes(`${LOCAL_FOLDER}/`) ? path.indexOf(`${LOCAL_FOLDER}/`) : path.startsWith("/etc/") ? 0 : undefined);
  return start === undefined ? undefined : { root: path.slice(0, start) || "/", path: path.slice(start) };
}

function lengthBefore(folder: string): number | undefined {
  const ending = ENDINGS.find((each) => folder.endsWith(each));
  return ending === undefined ? undefined : folder.length - ending.length;
}

/** Without slashes at the end. */
function trimmed(root: string): string {
  let end = root.length;
  while (end > 0 && root[end - 1] === "/") end--;
  return root.slice(0, end);
}
