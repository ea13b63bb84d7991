// npm run soak -- [--edits N] [--seed N] [--seconds N]: the built server under edits and requests for as long as one likes.
// npm run fuzz -- [--seconds N] [--seed N]: parser, values and fixes on odd texts.
// Ends with 0 if nothing was found wrong, else with 1 and the seed that shows it again.
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const [name, ...args] = process.argv.slice(2);
if (name !== "soak" && name !== "fuzz") throw new Error("soak or fuzz");
const outfile = join(root, "out", "storm", `${name}.mjs`);
await build({
  entryPoints: [join(root, "test", "storm", `${name}.ts`)],
  outfile,
  bundle: true,
  packages: "external",
  platform: "node",
  format: "esm",
  target: "node20",
  logLevel: "warning",
});
process.chdir(root);
const { main } = await import(pathToFileURL(outfile).href);
process.exitCode = await main(args);
