import { closeSync, constants, fstatSync, openSync, readdirSync, readFileSync, readlinkSync, statSync } from "node:fs";
import { join } from "node:path";
import { type FolderReader, loadOrder } from "../configuration/load-order.ts";
import type { Loader } from "../target.ts";

/** A file to check. `path` is what the user sees; `file` where it is, if that differs. */
export interface Source {
  readonly path: string;
  readonly file?: string;
  readonly text: string;
}

/** Larger ones are no configuration; reading them would only hurt. */
const MAX_BYTES = 64 * 1024 * 1024;

/** Reads one regular file. Throws an Error whose message says what is wrong. */
export function readSource(path: string, shown = path): Source {
  // Non-blocking: opening a fifo must not hang.
  let file: number;
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    throw new Error(`${shown}: ${reason(error)}`);
  }
  try {
    const stat = fstatSync(file);
    if (!stat.isFile()) throw new Error(`${shown}: not a regular file`);
    if (stat.size > MAX_BYTES) throw new Error(`${shown}: larger than 64 MiB`);
    return { path: shown, file: path, text: readFileSync(file, "utf8") };
  } finally {
    closeSync(file);
  }
}

/** The `*.conf` files of a folder by name: one configuration. */
export function folderFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".conf"))
    .sort((a, b) => (a < b ? -1 : 1))
    .map((name) => join(folder, name));
}

export function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** The configuration of the system at `root`, in the loader's order; paths as that system sees them. */
export function systemFiles(root: string, loader: Loader): { shown: string; path: string }[] {
  const reader: FolderReader = {
    list: (folder) => {
      try {
        return readdirSync(join(root, folder));
      } catch {
        return [];
      }
    },
    isFile: (path) => {
      const real = join(root, path);
      try {
        if (readlinkSync(real) === "/dev/null") return false;
      } catch {
        // Not a link.
      }
      try {
        return statSync(real).isFile();
      } catch {
        return false;
      }
    },
  };
  return loadOrder(loader, reader).map(({ path }) => ({ shown: path, path: join(root, path) }));
}

function reason(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "ENOENT") return "no such file";
  if (code === "EACCES") return "no permission to read it";
  return (error as Error).message;
}
