import { closeSync, constants, fstatSync, openSync, readdirSync, readSync } from "node:fs";
import { join } from "node:path";
import type { Entry, Machine, Running } from "../machine/machine.ts";

/** Listings are read anew after this long (milliseconds): modules and interfaces come and go. */
const KEPT = 5_000;
/** Folders whose listing is kept at a time. */
const MOST_FOLDERS = 1_000;
/** Entries of one folder that are looked at; a host of containers has thousands of interfaces. */
const MOST_ENTRIES = 20_000;
/** The longest value that is read (bytes). The kernel's own limit for most files is a page. */
const LONGEST = 64 * 1024;

/** Keys to secrets: never read, so that they cannot end in a hover or a picture. */
const SECRET = /(?:^|\/)(?:tcp_fastopen_key|stable_secret)$/;

/**
 * Reading these does something: binfmt_misc is mounted when somebody looks, stat_refresh interrupts every CPU
 * (mm/vmstat.c vmstat_refresh), each read of random/uuid makes a new one.
 */
const BUSY = /^(?:fs\/binfmt_misc(?:\/|$)|vm\/stat_refresh$|kernel\/random\/uuid$)/;

const NONE: readonly Entry[] = [];

interface Listing {
  readonly at: number;
  readonly entries: readonly Entry[];
  readonly byName: ReadonlyMap<string, Entry>;
}

/**
 * /proc/sys below `root`, read-only. A path is followed folder by folder through what the folders list, so that
 * neither `..` nor a symbolic link leads out of it; `now` is the time in milliseconds.
 */
export function procSys(root: string, now: () => number = Date.now): Pick<Machine, "exists" | "list" | "running"> {
  const kept = new Map<string, Listing>();

  function listing(folder: string): Listing {
    const known = kept.get(folder);
    const time = now();
    if (known && time - known.at < KEPT) return known;
    const entries = isListed(folder) ? readFolder(join(root, folder)) : NONE;
    const fresh = { at: time, entries, byName: new Map(entries.map((entry) => [entry.name, entry])) };
    if (kept.size >= MOST_FOLDERS) kept.clear();
    kept.set(folder, fresh);
    return fresh;
  }

  /** Every part of the path above the last is a folder that is listed where it should be. */
  function isListed(folder: string): boolean {
    if (folder === "") return true;
    return !BUSY.test(folder) && entryAt(folder)?.isFolder === true;
  }

  function entryAt(path: string): Entry | undefined {
    const slash = path.lastIndexOf("/");
    return listing(slash < 0 ? "" : path.slice(0, slash)).byName.get(path.slice(slash + 1));
  }

  const isFile = (path: string) => isSound(path) && entryAt(path)?.isFolder === false;

  return {
    exists: isFile,
    list: (folder) => (folder === "" || isSound(folder) ? listing(folder).entries : NONE),
    running(path) {
      if (SECRET.test(path)) return { missing: "secret" };
      if (BUSY.test(path)) return { missing: "busy" };
      return isFile(path) ? readValue(join(root, path)) : { missing: "absent" };
    },
  };
}

/** Parts of a path that a file can have, and not too many of them: each costs a listing. */
function isSound(path: string): boolean {
  if (path.length > 1_000 || path.includes("\0")) return false;
  const parts = path.split("/");
  return parts.length <= 12 && parts.every((part) => part !== "" && part !== "." && part !== "..");
}

/** Files and folders; links, pipes and the like are none of ours. */
function readFolder(path: string): Entry[] {
  const entries: Entry[] = [];
  try {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      if (entry.isFile() || entry.isDirectory()) entries.push({ name: entry.name, isFolder: entry.isDirectory() });
      if (entries.length >= MOST_ENTRIES) break;
    }
  } catch {
    // Gone, or not ours to see.
  }
  return entries;
}

/** The value without the line end. What root may not read by the file's mode is write-only and left alone. */
function readValue(path: string): Running {
  let file: number | undefined;
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
    const stat = fstatSync(file);
    if (!stat.isFile() || (stat.mode & 0o444) === 0) return { missing: "unreadable" };
    const buffer = Buffer.allocUnsafe(LONGEST);
    // One read: the kernel makes the text of a parameter anew for each that begins at 0, and short files end with it.
    const length = readSync(file, buffer, 0, LONGEST, 0);
    return { value: buffer.toString("utf8", 0, length).replace(/\n$/, "") };
  } catch {
    return { missing: "unreadable" };
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
