// Lets the scripts use the server's own TypeScript.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** What a module with this text exports; its paths begin at the project's folder: `export { RULES } from "./server/rules/index.ts";`. */
export async function loadServer(contents) {
  const bundle = await esbuild.build({
    stdin: { contents, resolveDir: root, loader: "ts" },
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    // A CommonJS dependency inside an ES module needs a require.
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire("/");' },
  });
  return import(`data:text/javascript;base64,${Buffer.from(bundle.outputFiles[0].contents).toString("base64")}`);
}
