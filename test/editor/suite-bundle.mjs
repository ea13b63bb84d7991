// Bundles the integration suite for the extension host: suite/index.ts and every suite/*.test.ts, each to a file of its own.
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const SUITE_FOLDER = join(import.meta.dirname, "suite");

/** Writes `outFolder`/index.js (the entry) and *.test.js, which the entry finds by their names. Returns the entry. */
export async function bundleSuite(outFolder) {
  // A test file that was renamed or removed must not run from an older bundle.
  rmSync(outFolder, { recursive: true, force: true });
  const tests = readdirSync(SUITE_FOLDER).filter((name) => name.endsWith(".test.ts"));
  await build({
    entryPoints: ["index.ts", ...tests].map((name) => join(SUITE_FOLDER, name)),
    outdir: outFolder,
    bundle: true,
    // mocha looks for its parts at run time; packages stay in node_modules.
    packages: "external",
    external: ["vscode"],
    platform: "node",
    format: "cjs",
    target: "node20",
    logLevel: "warning",
  });
  return join(outFolder, "index.js");
}
