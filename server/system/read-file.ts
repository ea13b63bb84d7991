import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { SaidError } from "../locale.ts";

/** Bytes that are asked for beyond a file's size. Some files of /proc, which say that they hold nothing, can be read in multiples of 8 only. */
const PAGE = 4096;

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
    if (stat.size > maxBytes) throw tooLarge(maxBytes);
    return readToEnd(file, stat.size, maxBytes);
  } finally {
    closeSync(file);
  }
}

/** A file may have more than it says (`size`), or no end at all: /proc/self/pagemap is one of 0 bytes. */
function readToEnd(file: number, size: number, maxBytes: number): Buffer {
  let bytes = Buffer.allocUnsafe(size + PAGE);
  let length = 0;
  for (;;) {
    const count = readSync(file, bytes, length, bytes.length - length, null);
    if (count === 0) return bytes.subarray(0, length);
    length += count;
    if (length > maxBytes) throw tooLarge(maxBytes);
    if (length === bytes.length) bytes = Buffer.concat([bytes], Math.min(2 * length, maxBytes + PAGE));
  }
}

function tooLarge(maxBytes: number): SaidError {
  const mebibytes = maxBytes / 1024 / 1024;
  return new SaidError({ en: `larger than ${mebibytes} MiB`, "zh-cn": `超过 ${mebibytes} MiB` });
}
