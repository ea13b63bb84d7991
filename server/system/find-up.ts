import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The nearest file of this name in a folder or one above it. Throws if there is one that cannot be read. */
export function findUp(folder: string, name: string): { path: string; text: string } | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const path = join(at, name);
    try {
      return { path, text: readFileSync(path, "utf8") };
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== "ENOENT" && code !== "ENOTDIR") throw error;
    }
    if (dirname(at) === at) return undefined;
  }
}
