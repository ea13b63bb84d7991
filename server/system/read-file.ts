import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";

/**
 * The bytes of a regular file. A pipe or a device is refused without being read (it might never end), and so is a larger file.
 * Throws what opening throws, else an Error whose message says what is wrong.
 */
export function readRegularFile(path: string, maxBytes: number): Buffer {
  // Non-blocking: opening a pipe must not hang.
  const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stat = fstatSync(file);
    if (!stat.isFile()) throw new Error("not a regular file");
    if (stat.size > maxBytes) throw new Error(`larger than ${maxBytes / 1024 / 1024} MiB`);
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}
