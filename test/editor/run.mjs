// node test/editor/run.mjs [--locale zh-cn] [--required]: runs the integration suite (suite/*.test.ts) inside VS Code.
//
// Which VS Code: see which-vscode.mjs, and SYSCTL_TEST_VSCODE there. Where there is none, the tests are skipped with exit 0;
// --required makes that exit 2. SYSCTL_TEST_GREP=TEXT runs only tests whose names contain it; more environment: host/launcher.mjs.
// For trying things out: --extension DIR, --suite FILE (a module that exports run()), --workspace DIR (a copy of it is opened).
import { cpSync, existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { exit } from "node:process";
import { parseArgs } from "node:util";
import { runTests, TestRunFailedError } from "@vscode/test-electron";
import { Cleanup } from "./host/cleanup.mjs";
import { writeSettings } from "./host/settings.mjs";
import { bundleSuite } from "./suite-bundle.mjs";
import { whichVsCode } from "./which-vscode.mjs";

const root = resolve(import.meta.dirname, "..", "..");
const { values: options } = parseArgs({
  options: {
    extension: { type: "string", default: root },
    suite: { type: "string" },
    workspace: { type: "string", default: join(root, "samples") },
    locale: { type: "string" },
    required: { type: "boolean", default: false },
  },
});

const cleanup = new Cleanup();
/** Exit code when we were told to stop. runTests ends VS Code on Ctrl+C; our part is to stay until it has. */
let stopped = 0;
process.on("SIGINT", () => {
  stopped ||= 130;
});
process.on("SIGTERM", () => stop(143));
// Such as EPIPE in `… | head`.
process.on("uncaughtException", (error) => {
  if (!stopped) console.error(error);
  stop(1);
});

function stop(code) {
  // A second Ctrl+C would make runTests kill VS Code outright.
  if (stopped) return;
  stopped = code;
  process.emit("SIGINT");
}

/** Returns the exit code. */
async function main() {
  const choice = whichVsCode(root);
  if (choice.skip) {
    console.log(`Editor tests skipped: ${choice.skip}`);
    return options.required ? 2 : 0;
  }
  console.log(`Editor tests run in ${choice.description}`);
  const suite = options.suite ?? (await bundleSuite(join(root, "out", "editor-suite")));
  const folder = cleanup.folder("sysctl-");
  const workspace = join(folder, "workspace");
  // Tests may change files; the samples stay as they are.
  cpSync(options.workspace, workspace, { recursive: true });
  // Folders of the suite's own are there from the start: a recursive watcher can miss what comes into a folder right after its making.
  cpSync(join(import.meta.dirname, "workspace"), workspace, { recursive: true });
  const userData = join(folder, "data");
  writeSettings(userData);
  const result = join(folder, "result");

  try {
    await runTests({
      ...(choice.executable ? { vscodeExecutablePath: choice.executable } : {}),
      extensionDevelopmentPath: resolve(options.extension),
      extensionTestsPath: resolve(suite),
      extensionTestsEnv: { SYSCTL_TEST_RESULT: result },
      launchArgs: [
        workspace,
        `--user-data-dir=${userData}`,
        `--extensions-dir=${join(folder, "extensions")}`,
        ...(options.locale ? [`--locale=${options.locale}`] : []),
      ],
    });
  } catch (error) {
    if (!(error instanceof TestRunFailedError)) throw error;
    return error.code || 1;
  }
  // A suite given by --suite need not know about the result file.
  if (!options.suite && !existsSync(result)) {
    console.error("VS Code reported success, but the suite did not come to its end");
    return 1;
  }
  return 0;
}

let code = 1;
try {
  code = await main();
} catch (error) {
  if (!stopped) console.error(error.message);
}
await cleanup.run();
exit(stopped || code);
