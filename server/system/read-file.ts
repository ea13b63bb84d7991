import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";
import { SaidError } from "../locale.ts";

/**
 * The bytes of a regular file. A pipe or a device is refused without being read (it might never end), and so is a larger file.
 * Throws what opening throws, else a SaidError.
 */
export function readRegularFile(path: string, maxBytes: number): Buffer {
  // Non-blocking: opening a pipe must not hang.
  const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stat = fstatSync(file);
    if (!stat.isFile()) throw new SaidError({ en: "not a regular file", "zh-cn": "不是普通文件" });
    const mebibytes = maxBytes / 1024 / 1024;
    if (stat.size > maxBytes) throw new SaidError({ en: `larger than ${mebibytes} MiB`, "zh-cn": `超过 ${mebibytes} MiB` });
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}
