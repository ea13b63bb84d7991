// Makes the folders and files of a system below a folder. Plain JavaScript: a runner inside a namespace uses it, too.
import { mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * @typedef {{ path: string, text: string } | { path: string, link: string } | { path: string, folder: true }} Piece
 * A file, a link or a folder; `path` as the system sees it.
 */

/** Of pieces with one path the first counts. @param {string} root @param {readonly Piece[]} pieces */
export function makeTree(root, pieces) {
  const made = new Set();
  for (const piece of pieces) {
    if (made.has(piece.path)) continue;
    made.add(piece.path);
    const at = join(root, piece.path);
    mkdirSync("folder" in piece ? at : dirname(at), { recursive: true });
    if ("link" in piece) symlinkSync(piece.link, at);
    else if ("text" in piece) writeFileSync(at, piece.text);
  }
}

/** Empties a folder, which itself stays: something may be mounted on it. @param {string} folder */
export function clearFolder(folder) {
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true, force: true });
}
