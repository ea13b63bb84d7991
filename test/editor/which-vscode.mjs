// Decides which VS Code runs the editor tests. A real one before our stand-in; nothing is downloaded unless asked for.
import { chmodSync, existsSync, readdirSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { env, platform } from "node:process";
import { findOnPath } from "./host/installation.mjs";
import { CannotSetUp, setUp } from "./host/setup.mjs";

const LAUNCHER = join(import.meta.dirname, "host", "launcher.mjs");

/**
 * { executable, description }, without `executable` when @vscode/test-electron shall download, or { skip: reason }.
 * Environment: SYSCTL_TEST_VSCODE is the path of an executable, "download", or "host" for the stand-in in test/editor/host.
 */
export function whichVsCode(projectFolder) {
  const wish = env.SYSCTL_TEST_VSCODE;
  if (wish === "download") return { description: "VS Code downloaded by @vscode/test-electron (SYSCTL_TEST_VSCODE=download)" };
  if (wish && wish !== "host") {
    if (!existsSync(wish)) throw new Error(`SYSCTL_TEST_VSCODE: there is no ${wish}`);
    return { executable: wish, description: `${wish} (SYSCTL_TEST_VSCODE)` };
  }
  if (!wish && hasDesktop()) {
    const installed = installedVsCode();
    if (installed) return { executable: installed, description: `the installed VS Code, ${installed}` };
    const downloaded = downloadedVsCode(projectFolder);
    if (downloaded) return { executable: downloaded, description: `the VS Code downloaded before, ${downloaded}` };
  }
  return standIn();
}

/** VS Code needs a display even for tests; CI has one from xvfb-run. */
export function hasDesktop() {
  return platform !== "linux" || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/** The `code` command on PATH, unless it is the one that only talks to a VS Code on the other end of a remote connection. */
export function codeCommand() {
  const command = findOnPath(...(platform === "win32" ? ["code.cmd"] : ["code"]));
  return command && !/remote-cli|[\\/]server[\\/]/.test(realpathSync(command)) ? command : undefined;
}

/** The executable behind the `code` command: the command itself may return before the tests are done. */
function installedVsCode() {
  const command = codeCommand();
  if (!command) return undefined;
  const bin = dirname(realpathSync(command));
  const candidates = {
    darwin: ["../../../MacOS/Code", "../../../MacOS/Electron"],
    win32: ["../Code.exe"],
    linux: ["../code", "../../code"],
  };
  return (candidates[platform] ?? []).map((path) => join(bin, path)).find((path) => existsSync(path)) ?? command;
}

/** What an earlier run of @vscode/test-electron left in .vscode-test. */
function downloadedVsCode(projectFolder) {
  const folder = join(projectFolder, ".vscode-test");
  if (!existsSync(folder)) return undefined;
  const executables = {
    darwin: ["Visual Studio Code.app/Contents/MacOS/Code", "Visual Studio Code.app/Contents/MacOS/Electron"],
    win32: ["Code.exe"],
    linux: ["code"],
  };
  return readdirSync(folder)
    .filter((name) => name.startsWith("vscode-") && existsSync(join(folder, name, "is-complete")))
    .flatMap((name) => (executables[platform] ?? []).map((path) => join(folder, name, path)))
    .findLast((path) => existsSync(path));
}

function standIn() {
  try {
    setUp();
  } catch (error) {
    if (!(error instanceof CannotSetUp)) throw error;
    return { skip: `no VS Code on this machine, and the stand-in cannot be set up: ${error.message}` };
  }
  // A copy of the project that came as an archive may have lost the bit.
  chmodSync(LAUNCHER, 0o755);
  return { executable: LAUNCHER, description: "VS Code's server in headless Chromium (test/editor/host)" };
}
