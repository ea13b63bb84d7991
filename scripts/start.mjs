// npm start: opens VS Code with this extension and the samples. From a fresh clone, too: it installs and builds what is missing.
//
// With the `code` command and a desktop, a window of it. Elsewhere (a server, a container) VS Code in the browser at
// http://127.0.0.1:8123, or at the port in the environment variable PORT; Ctrl+C ends it.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { env, exit, platform } from "node:process";
import { Cleanup } from "../test/editor/host/cleanup.mjs";
import { findOnPath } from "../test/editor/host/installation.mjs";
import { startServer, workbenchUrl } from "../test/editor/host/server.mjs";
import { CannotSetUp, setUp } from "../test/editor/host/setup.mjs";
import { codeCommand, hasDesktop } from "../test/editor/which-vscode.mjs";

const root = resolve(import.meta.dirname, "..");
const samples = join(root, "samples");
const firstFile = join(samples, "sysctl.conf");

/** What `npm run build` reads. */
const SOURCES = ["client", "server", "scripts", "package-lock.json"];
/** What an installed extension consists of; see "files" in package.json. Links to folders, so that a new build needs only a window reload. */
const EXTENSION_PARTS = /^(dist|syntaxes|snippets|icons|images|docs|l10n|README.*|CHANGELOG.*|LICENSE.*|package\.json|package\.nls.*\.json)$/;
const DEFAULT_PORT = 8123;

function installAndBuild() {
  if (!existsSync(join(root, "node_modules", ".package-lock.json"))) {
    console.log("Installing the project's packages (npm ci)");
    npm("ci", "--no-audit", "--no-fund");
  }
  if (!existsSync(join(root, "dist", "client.js")) || newest(SOURCES) > statSync(join(root, "dist", "client.js")).mtimeMs) {
    console.log("Building the extension (npm run build)");
    npm("run", "build");
  }
}

function npm(...args) {
  const { status } = spawnSync("npm", args, { cwd: root, stdio: "inherit", shell: platform === "win32" });
  if (status !== 0) exit(status ?? 1);
}

/** When the last of these files, or of those in these folders, was changed, in ms. */
function newest(paths) {
  const times = paths.map((path) => {
    const stat = statSync(join(root, path), { throwIfNoEntry: false });
    if (!stat) return 0;
    return stat.isDirectory() ? newest(readdirSync(join(root, path)).map((name) => join(path, name))) : stat.mtimeMs;
  });
  return Math.max(0, ...times);
}

function openWindow(command) {
  console.log("Opening a window of VS Code with the extension and the samples");
  const args = [`--extensionDevelopmentPath=${root}`, "--new-window", samples, firstFile];
  const { status } = spawnSync(command, args, { stdio: "inherit", shell: platform === "win32" });
  return status ?? 1;
}

/** Runs until Ctrl+C; resolves only when the server ends by itself. */
async function serve() {
  setUp({ browser: false });
  const port = await choosePort();
  const cleanup = new Cleanup();
  cleanup.onCrash();
  let closing = false;
  cleanup.onSignals(() => {
    closing = true;
    console.log("\nClosing VS Code");
  });
  const folder = cleanup.folder("vscode-");
  const extensionsFolder = join(folder, "extensions");
  linkExtension(extensionsFolder);
  try {
    const server = await startServer({ folder, cleanup, port, extensionsFolder, appName: "VS Code" });
    const url = workbenchUrl({ port: server.port, workspace: samples, payload: [["openFile", firstFile]] });
    await answers(url);
    console.log(`VS Code with the extension is open at ${url}`);
    console.log("Ctrl+C closes it.");
    if (hasDesktop() && findOnPath("xdg-open")) spawn("xdg-open", [url], { stdio: "ignore", detached: true }).unref();
    const code = await server.ended;
    if (!closing) console.error(`VS Code ended (${code})\n${server.log.tail()}`);
  } finally {
    await cleanup.run();
  }
  return 1;
}

/** Makes the extension look installed: a folder named as VS Code names them, with links to its parts. */
function linkExtension(extensionsFolder) {
  const { publisher, name, version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const folder = join(extensionsFolder, `${publisher}.${name}-${version}`);
  mkdirSync(folder, { recursive: true });
  for (const part of readdirSync(root).filter((entry) => EXTENSION_PARTS.test(entry))) symlinkSync(join(root, part), join(folder, part));
}

/** PORT, which must be free; else 8123; else, when that is taken, any (0). */
async function choosePort() {
  const wanted = env.PORT ? Number(env.PORT) : DEFAULT_PORT;
  if (await isFree(wanted)) return wanted;
  if (env.PORT) throw new CannotSetUp(`port ${wanted} (PORT) is not free`);
  return 0;
}

function isFree(port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}

async function answers(url) {
  const response = await fetch(url, { signal: AbortSignal.timeout(30_000) });
  if (!response.ok) throw new Error(`VS Code answers ${response.status} at ${url}`);
}

try {
  installAndBuild();
  const command = hasDesktop() ? codeCommand() : undefined;
  exit(command ? openWindow(command) : await serve());
} catch (error) {
  console.error(error instanceof CannotSetUp ? `Cannot start: ${error.message}` : error);
  exit(1);
}
