// npm run build: bundles the four entries and compiles the catalogue into dist/. `--watch` rebuilds on change.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { checkCatalogue, compileFacts, compileTexts, loadCatalogue, TRANSLATIONS, usage } from "./catalogue.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const dist = join(root, "dist");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const watch = process.argv.includes("--watch");
const production = !watch && !process.argv.includes("--dev");

/** Compiles the parameter pages; an invalid page fails the build. */
export function buildCatalogue() {
  const catalogue = loadCatalogue();
  const problems = checkCatalogue(catalogue);
  if (problems.length > 0 && !process.env.SYSCTL_ALLOW_UNFINISHED)
    throw new Error(`The catalogue has ${problems.length} problems:\n${problems.slice(0, 20).join("\n")}`);
  mkdirSync(dist, { recursive: true });
  writeFileSync(join(dist, "catalogue.json"), JSON.stringify(compileFacts(catalogue, usage())));
  for (const locale of ["en", ...TRANSLATIONS]) writeFileSync(join(dist, `catalogue.${locale}.json`), JSON.stringify(compileTexts(catalogue, locale)));
}

const common = {
  absWorkingDir: root,
  bundle: true,
  minify: production,
  sourcemap: !production,
  legalComments: "none",
  logLevel: "warning",
  define: { "process.env.NODE_ENV": '"production"', "process.env.SYSCTL_VERSION": JSON.stringify(version) },
};
const node = { ...common, platform: "node", target: "node20", format: "cjs", mainFields: ["module", "main"] };
const browser = { ...common, platform: "browser", target: "es2022", format: "cjs", mainFields: ["browser", "module", "main"] };

/** The pages that views show: each `client/pages/NAME.ts` beside a `NAME.css` of its own; page.ts and page.css are common to them. */
const pages = readdirSync(join(root, "client/pages"))
  .filter((name) => name.endsWith(".css"))
  .flatMap((name) => (name === "page.css" ? [name] : [name, name.replace(".css", ".ts")]))
  .map((name) => `client/pages/${name}`);

/** Every built file and what it is built from. */
export const ENTRIES = [
  { ...node, entryPoints: ["client/node/main.ts"], outfile: "dist/client.js", external: ["vscode"] },
  { ...browser, entryPoints: ["client/browser/main.ts"], outfile: "dist/client.browser.js", external: ["vscode"] },
  { ...node, entryPoints: ["server/node.ts"], outfile: "dist/server.js", banner: { js: "#!/usr/bin/env node" } },
  { ...browser, entryPoints: ["server/browser.ts"], outfile: "dist/server.browser.js", format: "iife" },
  { ...browser, entryPoints: pages, outdir: "dist/pages", format: "iife" },
  { ...node, entryPoints: ["server/cli/main.ts"], outfile: "dist/cli.js", banner: { js: "#!/usr/bin/env node" } },
];

async function main() {
  buildCatalogue();
  if (!watch) {
    await Promise.all(ENTRIES.map((entry) => esbuild.build(entry)));
    return;
  }
  const contexts = await Promise.all(ENTRIES.map((entry) => esbuild.context(entry)));
  await Promise.all(contexts.map((context) => context.watch()));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
