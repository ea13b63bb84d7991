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
    return readToEnd((into) => readSync(file, into), stat.size, maxBytes);
  } finally {
    closeSync(file);
  }
}

/** The bytes of standard input, whatever it is. Throws what reading throws, and a SaidError where there are more. */
export function readStandardInput(maxBytes: number): Buffer {
  return readToEnd(readPatiently, 0, maxBytes);
}

/** How long (milliseconds) to wait for more of a pipe that does not wait itself. */
const PAUSE = 10;

function readPatiently(into: Buffer): number {
  for (;;) {
    try {
      return readSync(0, into);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // The end of a pipe on Windows.
      if (code === "EOF") return 0;
      // Whoever shares a pipe or a terminal with us may have set it not to wait.
      if (code !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);
    }
  }
}

/** A file may have more than it says (`size`), or no end at all: /proc/self/pagemap is one of 0 bytes. `read` says how much it has read, 0 at the end. */
function readToEnd(read: (into: Buffer) => number, size: number, maxBytes: number): Buffer {
  let bytes = Buffer.allocUnsafe(size + PAGE);
  let length = 0;
  for (;;) {
    const count = read(bytes.subarray(length));
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
