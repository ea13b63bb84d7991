import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { SaidError, type Text } from "../locale.ts";
import { fileError, UNWRITABLE } from "../system/file-error.ts";
import { readRegularFile } from "../system/read-file.ts";
import { MAX_BYTES, type Source } from "./files.ts";

const NOT_UTF8: Text = { en: "not UTF-8", "zh-cn": "不是 UTF-8 编码" };
const CHANGED: Text = { en: "changed while it was being checked", "zh-cn": "检查期间文件有改动" };

/** Bytes that are no text would be lost. Throws a SaidError. */
export function mustBeUtf8(path: string, bytes: Buffer, text: string): void {
  if (!bytes.equals(Buffer.from(text))) throw notFixed(path, new SaidError(NOT_UTF8));
}

function notFixed(path: string, error: unknown): SaidError {
  return fileError({ en: `${path}: not fixed`, "zh-cn": `${path}：未修复` }, error, UNWRITABLE);
}

/**
 * Replaces a file's text at once: whoever reads it sees the old or the new one, also after a crash. Keeps mode and
 * owner, follows a link to its target. False where it has that text already: it may go by several names. Throws a SaidError; the file is
 * then as it was.
 */
export function writeSource({ path: shown, file = shown, text: old }: Source, text: string): boolean {
  try {
    const target = realpathSync(file);
    // A rename would get past a write protection that somebody has set.
    accessSync(target, constants.W_OK);
    const now = readRegularFile(target, MAX_BYTES);
    if (now.equals(Buffer.from(text))) return false;
    if (!now.equals(Buffer.from(old))) throw new SaidError(now.toString("utf8") === old ? NOT_UTF8 : CHANGED);
    replaceFile(target, text);
    return true;
  } catch (error) {
    throw notFixed(shown, error);
  }
}

function replaceFile(target: string, text: string): void {
  const { mode, uid, gid } = statSync(target);
  // The loaders read *.conf only: one left behind by a crash is not applied. It is in nobody's way either, and short: the name of the
  // file may be as long as names can be.
  const temporary = join(dirname(target), `.sysctl-lint-${Math.random().toString(36).slice(2)}.tmp`);
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
    throw new SaidError({ en: "it belongs to another user", "zh-cn": "它属于另一个用户" });
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
