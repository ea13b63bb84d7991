import { lstatSync, readlinkSync, realpathSync } from "node:fs";
import { dirname, join, sep } from "node:path";

/** As many links as Linux follows in one path (`MAXSYMLINKS` in include/linux/namei.h). */
const MAX_LINKS = 40;

/**
 * Where a path of the system at `root` is on this machine, with every link followed as that system would follow it: an absolute
 * link begins at `root`, and `..` does not lead out of it. So a tree that somebody else made cannot name files of this machine.
 * What does not exist is where it would be. Throws an Error with code ELOOP where links lead nowhere.
 */
export function resolveUnder(root: string, path: string): string {
  const base = realPath(root);
  const waiting = segments(path).reverse();
  const done: string[] = [];
  for (let links = 0; waiting.length > 0; ) {
    const name = waiting.pop() as string;
    if (name === "..") {
      done.pop();
      continue;
    }
    const link = linkAt(join(base, ...done, name));
    if (link === undefined) {
      done.push(name);
      continue;
    }
    if (++links > MAX_LINKS) throw Object.assign(new Error("too many symbolic links"), { code: "ELOOP" });
    if (link.startsWith("/")) done.length = 0;
    waiting.push(...segments(link).reverse());
  }
  return join(base, ...done);
}

/**
 * Where a path of this machine is: below `root`, by whatever name, every link is followed as the system there would follow it;
 * elsewhere it stays what it is. Throws as `resolveUnder` does.
 */
export function resolveBelow(root: string, path: string): string {
  const base = realPath(root);
  for (let at = dirname(path); ; at = dirname(at)) {
    const real = realPath(at);
    if (real === base || real.startsWith(base + sep)) return resolveUnder(root, real.slice(base.length) + path.slice(at.length));
    if (dirname(at) === at) return path;
  }
}

function segments(path: string): string[] {
  const separators = sep === "/" ? /\/+/ : /[/\\]+/;
  return path.split(separators).filter((name) => name !== "" && name !== ".");
}

function linkAt(path: string): string | undefined {
  try {
    return lstatSync(path).isSymbolicLink() ? readlinkSync(path) : undefined;
  } catch {
    // Not there, or not to be read: opening it will tell.
    return undefined;
  }
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
