import { dirname, join } from "node:path";
import { readRegularFile } from "./read-file.ts";

/** No file that people write by hand is larger; one that is would only cost memory. */
const MAX_BYTES = 1024 * 1024;

/**
 * The nearest file of this name in a folder or one above it. `resolve` says where a path leads, if not where the machine follows it to.
 * Throws if there is one that cannot be read.
 */
export function findUp(folder: string, name: string, resolve = (path: string) => path): { path: string; text: string } | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const path = join(at, name);
    try {
      return { path, text: readRegularFile(resolve(path), MAX_BYTES).toString("utf8") };
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== "ENOENT" && code !== "ENOTDIR") throw error;
    }
    if (dirname(at) === at) return undefined;
  }
}
