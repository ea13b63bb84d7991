// Starts the VS Code server of the npm package code-server: the workbench for a browser to open, and the extension host.
import { spawn } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { endTree } from "./cleanup.mjs";
import { NODE, SERVER_MAIN, VSCODE_FOLDER } from "./installation.mjs";
import { installDisplayLanguage } from "./language-pack.mjs";
import { writeSettings } from "./settings.mjs";

const AUTOMATION_FLAGS = [
  // Without it, VS Code ignores extensionDevelopmentPath and extensionTestsPath in the address.
  "--enable-smoke-test-driver",
  // Should we be killed outright, the browser goes with us, and the server by itself, five minutes later.
  ...["--enable-remote-auto-shutdown", "--reconnection-grace-time", "5"],
];

/** Tests ask no marketplace about the extensions that are there. */
const NO_GALLERY = JSON.stringify({ serviceUrl: "" });

/** Characters of the server's output that are kept. */
const LOG_LENGTH = 200_000;

/**
 * `folder` is where the server may keep its files; the caller removes it. `automation` lets the page's address name an extension
 * under development and its tests, and makes the page report to `codeAutomationLog`. `port` 0 takes a free one.
 */
export async function startServer(options) {
  const { folder, cleanup, automation = false, port = 0, settings = {}, locale, startTimeout = 60_000 } = options;
  const userData = options.userDataFolder ?? join(folder, "data");
  const temporary = join(folder, "tmp");
  mkdirSync(temporary, { recursive: true });
  writeSettings(userData, settings);
  if (locale) installDisplayLanguage(locale, userData, join(folder, "language-pack"));

  // VS Code takes an extension's location for the owner of all below it. With the project under development, and VS Code installed
  // inside the project, it would lose built-in extensions (their themes do not load): let it see them elsewhere.
  const builtin = join(folder, "builtin");
  symlinkSync(join(VSCODE_FOLDER, "extensions"), builtin);

  const server = spawn(
    NODE,
    [
      SERVER_MAIN,
      ...["--host", "127.0.0.1", "--port", String(port), "--without-connection-token", "--accept-server-license-terms"],
      ...["--server-data-dir", folder, "--user-data-dir", userData],
      ...["--extensions-dir", options.extensionsFolder ?? join(folder, "extensions")],
      ...["--disable-telemetry", "--telemetry-level", "off", "--disable-workspace-trust", "--disable-update-check"],
      ...["--builtin-extensions-dir", builtin],
      ...(options.appName ? ["--app-name", options.appName] : []),
      ...(locale ? ["--locale", locale] : []),
      ...(automation ? AUTOMATION_FLAGS : []),
    ],
    {
      // Sockets, pipes and logs of VS Code go where they are removed with the rest.
      env: { ...process.env, TMPDIR: temporary, ...(automation ? { EXTENSIONS_GALLERY: NO_GALLERY } : {}) },
      stdio: ["ignore", "pipe", "pipe"],
      // A Ctrl+C in the terminal reaches us, and we end the server in good order.
      detached: true,
    },
  );
  const log = keepLog(server, options.onOutput);
  const ended = new Promise((resolve) => server.once("close", (code, signal) => resolve(code ?? signal)));
  const stop = () => endTree(server.pid);
  cleanup.add(stop);
  const actualPort = await listening(server, ended, log, startTimeout);
  return { port: actualPort, log, ended, stop };
}

/** What the server printed last, as text(). */
function keepLog(server, onOutput) {
  let text = "";
  const read = (chunk) => {
    text = (text + chunk).slice(-LOG_LENGTH);
    onOutput?.(String(chunk));
  };
  server.stdout.on("data", read);
  server.stderr.on("data", read);
  return { text: () => text, tail: () => text.split("\n").slice(-20).join("\n") };
}

/** Resolves with the port once the server says so. */
function listening(server, ended, log, timeout) {
  return new Promise((resolve, reject) => {
    const fail = (reason) => reject(new Error(`the VS Code server ${reason}\n${log.tail()}`));
    const timer = setTimeout(() => fail(`did not start within ${timeout / 1000} s`), timeout);
    const look = () => {
      const match = /agent listening on (\d+)/.exec(log.text());
      if (!match) return;
      clearTimeout(timer);
      server.stdout.off("data", look);
      resolve(Number(match[1]));
    };
    server.stdout.on("data", look);
    server.once("error", (error) => fail(`could not be started: ${error.message}`));
    ended.then((code) => {
      clearTimeout(timer);
      fail(`ended at once (${code})`);
    });
  });
}

/** The address of the workbench with `workspace` open; `payload` is VS Code's list of [name, path] pairs. */
export function workbenchUrl({ port, workspace, payload = [] }) {
  const remote = payload.map(([name, path]) => [name, `vscode-remote://127.0.0.1:${port}${encodeURI(path)}`]);
  const query = new URLSearchParams({ folder: workspace });
  if (remote.length > 0) query.set("payload", JSON.stringify(remote));
  // Slashes need no escape in a query, and the address is read by people.
  return `http://127.0.0.1:${port}/?${query}`.replaceAll("%2F", "/");
}
