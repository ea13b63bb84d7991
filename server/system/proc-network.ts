import { promises } from "node:fs";
import { join } from "node:path";
import type { Machine } from "../machine/machine.ts";

const PIECE = 64 * 1024;

/**
 * Files below /proc/net, in pieces. Each read happens on another thread: while the kernel walks its tables of sockets,
 * the server does what else there is to do. A piece holds until the next is asked for.
 */
export function procNetwork(root: string): Machine["network"] {
  return async function* (name) {
    const file = await promises.open(join(root, name)).catch(() => undefined);
    if (!file) return;
    try {
      const buffer = Buffer.allocUnsafe(PIECE);
      for (;;) {
        const { bytesRead } = await file.read(buffer, 0, PIECE);
        if (bytesRead === 0) return;
        yield buffer.subarray(0, bytesRead);
      }
    } catch {
      // A file that cannot be read to its end counts as far as it could.
    } finally {
      await file.close();
    }
  };
}
