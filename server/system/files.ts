import { readlinkSync, realpathSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { readRegularFile } from "./read-file.ts";
import type { Files } from "./system.ts";
import { folderInSteps, treeInSteps } from "./tree.ts";

/** A longer file is no configuration that somebody wrote; reading it would only hold up the editor. */
const MAX_BYTES = 1024 * 1024;

export const files: Files = {
  pathOf: (uri) => {
    try {
      return uri.startsWith("file:") ? fileURLToPath(uri).split(sep).join("/") : undefined;
    } catch {
      // On another machine, or malformed.
      return undefined;
    }
  },
  uriOf: (path) => pathToFileURL(path).href,
  realPath: (path) => {
    try {
      return realpathSync(path).split(sep).join("/");
    } catch {
      return path;
    }
  },
  *look(root) {
    const tree = yield* treeInSteps(root);
    return { tree, isWhole: ["etc/os-release", "usr/lib/os-release"].some((name) => exists(join(root, name))) };
  },
  *lookIn(folder) {
    return (yield* folderInSteps(folder, "/")) ?? [];
  },
  stamp: (path) => {
    try {
      const { dev, ino, size, mtimeNs, ctimeNs } = statSync(path, { bigint: true });
      // What the kernel makes up when it is read (/proc) is empty for stat.
      return size === 0n ? undefined : [dev, ino, size, mtimeNs, ctimeNs].join();
    } catch {
      return undefined;
    }
  },
  read: (path) => readRegularFile(path, MAX_BYTES).toString("utf8"),
};

/** Also a link that leads out of the tree. */
function exists(path: string): boolean {
  try {
    return statSync(path).isFile() || readlinkSync(path) !== "";
  } catch {
    return false;
  }
}
