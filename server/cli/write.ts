import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Source } from "./files.ts";

/**
 * Replaces a file's text at once: whoever reads it sees the old or the new one, also after a crash. Keeps mode and
 * owner, follows a link to its target. Throws an Error whose message says what is wrong; the file is then as it was.
 */
export function writeSource({ path: shown, file = shown, text: old }: Source, text: string): void {
  try {
    const target = realpathSync(file);
    // A rename would get past a write protection that somebody has set.
    accessSync(target, constants.W_OK);
    const now = readFileSync(target);
    if (now.equals(Buffer.from(text))) return;
    if (!now.equals(Buffer.from(old))) throw new Error(now.toString("utf8") === old ? "not UTF-8" : "changed while it was being checked");
    replaceFile(target, text);
  } catch (error) {
    throw new Error(`${shown}: not fixed: ${reason(error)}`);
  }
}

function replaceFile(target: string, text: string): void {
  const { mode, uid, gid } = statSync(target);
  // The loaders read *.conf only: one left behind by a crash is not applied.
  const temporary = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
  const file = openSync(temporary, "wx", 0o600);
  try {
    try {
      const bytes = Buffer.from(text);
      for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
      // The owner first: changing it takes special bits of the mode away.
      keepOwner(file, uid, gid);
      fchmodSync(file, mode & 0o7777);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(dirname(target));
}

/** Throws where only its owner, or root, could make a file that belongs to the same user and group. */
function keepOwner(file: number, uid: number, gid: number): void {
  const own = fstatSync(file);
  if (own.uid === uid && own.gid === gid) return;
  try {
    fchownSync(file, uid, gid);
  } catch {
    throw new Error("it belongs to another user");
  }
}

/** So that the rename, too, survives a crash; some file systems cannot. */
function syncFolder(folder: string): void {
  try {
    const file = openSync(folder, constants.O_RDONLY);
    try {
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } catch {
    // The new text is in place all the same.
  }
}

function reason(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "EACCES" || code === "EPERM") return "no permission to write it";
  if (code === "EROFS") return "the file system is read-only";
  if (code === "ENOSPC" || code === "EDQUOT") return "no space left";
  return (error as Error).message;
}
