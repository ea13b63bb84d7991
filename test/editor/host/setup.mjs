// node test/editor/host/setup.mjs: installs a real VS Code for the editor tests without downloading one (../README.md tells more).
// About a minute the first time, nothing to do after that. Needs Linux x64 and npm; root only for missing Debian packages.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { argv, env, exit, getuid } from "node:process";
import { pathToFileURL } from "node:url";
import { expectedStamp, findChromium, findOnPath, HOST_FOLDER, NODE_FOLDER, packagesAreInstalled, STAMP, unsupported, VSCODE_FOLDER } from "./installation.mjs";

/** Thrown when the machine lacks something that we cannot or may not install; the message says what to do. */
export class CannotSetUp extends Error {}

/** Latin and Chinese glyphs, or pictures of the documentation show empty boxes. */
const FONT_PACKAGES = ["fonts-dejavu-core", "fonts-noto-cjk"];

/** Parts of VS Code that no test uses, 250 MB. */
const UNUSED = [
  "node_modules/@github/copilot-sdk",
  "node_modules/@github/copilot-sdk-linux-x64",
  "node_modules/@github/copilot-sdk-linuxmusl-x64",
  "node_modules/@microsoft/mxc-sdk",
  "extensions/copilot",
];

/** Makes the host ready; returns at once when it is. `log` gets one line a step; without `browser`, only the server is made ready. */
export function setUp({ log = console.log, browser = true } = {}) {
  const reason = unsupported();
  if (reason) throw new CannotSetUp(reason);
  if (browser) installDebianPackages(log);
  if (packagesAreInstalled()) return;
  withLock(log, () => {
    if (!packagesAreInstalled()) installNpmPackages(log);
  });
}

function installDebianPackages(log) {
  const missing = [...(findChromium() ? [] : ["chromium"]), ...FONT_PACKAGES.filter((name) => !hasDebianPackage(name))];
  if (missing.length === 0) return;
  const command = `apt-get update && apt-get install --yes --no-install-recommends ${missing.join(" ")}`;
  if (findOnPath("apt-get") && getuid() === 0) {
    log(`Installing Debian packages: ${missing.join(", ")}`);
    run("apt-get", ["update", "-q"]);
    run("apt-get", ["install", "-q", "--yes", "--no-install-recommends", ...missing], { DEBIAN_FRONTEND: "noninteractive" });
    return;
  }
  if (missing.includes("chromium")) {
    throw new CannotSetUp(`no Chromium or Chrome found: set CHROMIUM_PATH, or as root: ${command}`);
  }
  log(`Without ${missing.join(" and ")}, some characters may show as boxes. As root: ${command}`);
}

function hasDebianPackage(name) {
  // Where there is no dpkg, fonts are the owner's business.
  if (!findOnPath("dpkg-query")) return true;
  const { stdout } = spawnSync("dpkg-query", ["--status", name], { encoding: "utf8", env: { ...env, LC_ALL: "C" } });
  return stdout.includes("Status: install ok installed");
}

function installNpmPackages(log) {
  rmSync(STAMP, { force: true });
  log("Installing VS Code for the editor tests into test/editor/host/node_modules (once, about a minute)");
  // Install scripts would compile and fetch things that only other uses of code-server need.
  npm(HOST_FOLDER, ["ci", "--ignore-scripts"]);
  // Not `npm ci`: the shrinkwrap that code-server ships here is out of step with its package.json.
  npm(VSCODE_FOLDER, ["install", "--omit=dev", "--ignore-scripts", "--no-save"]);
  for (const path of UNUSED) rmSync(join(VSCODE_FOLDER, path), { recursive: true, force: true });
  compileLogger(log);
  writeFileSync(STAMP, expectedStamp());
}

/** VS Code runs without its two native modules; without the logger, output channels stay empty for `npm start`. */
function compileLogger(log) {
  if (!["python3", "make", "g++"].every((tool) => findOnPath(tool))) {
    log("python3, make or g++ is missing: VS Code works, but its output channels stay empty and it complains about its logger");
    return;
  }
  const environment = {
    PATH: `${join(NODE_FOLDER, "bin")}:${env.PATH}`,
    // The headers that come with the Node 24 package, over any `nodedir` of the user's for another Node.
    npm_config_nodedir: NODE_FOLDER,
  };
  try {
    npm(VSCODE_FOLDER, ["rebuild", "@vscode/spdlog", "@vscode/native-watchdog"], environment);
  } catch (error) {
    log(`VS Code works, but its output channels stay empty: its logger could not be compiled. ${error.message}`);
  }
}

function npm(folder, args, environment = {}) {
  // code-server asks for Node 24 in "engines"; it gets it when it runs, npm need not warn.
  run("npm", [...args, "--no-audit", "--no-fund", "--loglevel=error"], environment, folder);
}

/** Quiet unless it fails: then the error carries the last lines. */
function run(command, args, environment = {}, cwd = HOST_FOLDER) {
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    cwd,
    env: { ...env, ...environment },
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
  if (status === 0) return;
  const tail = `${stdout ?? ""}${stderr ?? ""}`.trim().split("\n").slice(-15).join("\n");
  throw new CannotSetUp(`${command} ${args.join(" ")} failed: ${error?.message ?? `exit ${status}`}\n${tail}`);
}

/** Two runs at once must not install over each other: the second waits for the first. */
function withLock(log, action) {
  const lock = join(HOST_FOLDER, ".set-up-lock");
  let waiting = false;
  while (!tryLock(lock)) {
    if (!waiting) log("Waiting for another set-up of test/editor/host");
    waiting = true;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
  }
  try {
    action();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function tryLock(lock) {
  const owner = join(lock, "pid");
  try {
    mkdirSync(lock);
    writeFileSync(owner, String(process.pid));
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
  }
  // Left behind by a run that was killed: take it away and try again.
  if (existsSync(owner) && !isRunning(Number(readFileSync(owner, "utf8")))) rmSync(lock, { recursive: true, force: true });
  return false;
}

function isRunning(pid) {
  return existsSync(`/proc/${pid}`);
}

if (import.meta.url === pathToFileURL(argv[1] ?? "").href) {
  try {
    setUp();
    console.log("VS Code for the editor tests is ready");
  } catch (error) {
    if (!(error instanceof CannotSetUp)) throw error;
    console.error(error.message);
    exit(1);
  }
}
