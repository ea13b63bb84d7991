// npm run build: bundles the entries and compiles the catalogue into dist/. `--watch` rebuilds on change; `--dev` leaves the code as it is
// written, with source maps; `--out DIR` writes elsewhere.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import * as esbuild from "esbuild";
import { deferring, sharing, storing, withoutRulePages } from "./bundle.mjs";
import { checkCatalogue, compileFacts, compileReferences, compileTexts, loadCatalogue, TRANSLATIONS, usage } from "./catalogue.mjs";
import { loadServer } from "./load.mjs";
import { notices } from "./notices.mjs";
import { rulePage } from "./rule-pages.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const { values: options } = parseArgs({ options: { out: { type: "string" }, watch: { type: "boolean" }, dev: { type: "boolean" } }, strict: false });
const dist = resolve(options.out ?? join(root, "dist"));
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const watch = Boolean(options.watch);
const production = !watch && !options.dev;

/** Compiles the parameter pages (an invalid one fails the build), and the words with those of the rules, a file a language. */
async function buildCatalogue() {
  const catalogue = loadCatalogue();
  const problems = checkCatalogue(catalogue);
  if (problems.length > 0 && !process.env.SYSCTL_ALLOW_UNFINISHED)
    throw new Error(`The catalogue has ${problems.length} problems:\n${problems.slice(0, 20).join("\n")}`);
  mkdirSync(dist, { recursive: true });
  writeFileSync(join(dist, "catalogue.json"), JSON.stringify(compileFacts(catalogue, usage())));
  const { JsonLines, RULES } = await loadServer(
    'export { JsonLines } from "./server/catalogue/json-lines.ts"; export { RULES } from "./server/rules/index.ts";',
  );
  const writeLines = (name, values) => writeFileSync(join(dist, `${name}.jsonl`), JsonLines.write(values));
  writeLines("references", compileReferences(catalogue));
  for (const locale of ["en", ...TRANSLATIONS])
    writeLines(`texts.${locale}`, [...compileTexts(catalogue, locale), ...RULES.map((rule) => [rule.name, rulePage(rule, locale)])]);
}

const common = {
  absWorkingDir: root,
  bundle: true,
  minify: production,
  charset: "utf8",
  // Lines that a person can scroll through, and a diff can show.
  lineLimit: 200,
  sourcemap: !production,
  legalComments: "none",
  logLevel: "warning",
  define: { "process.env.NODE_ENV": '"production"', "process.env.SYSCTL_VERSION": JSON.stringify(version) },
};
// `import()` of what Node has built in becomes a deferred `require`: the first one otherwise loads Node's own loader of modules, for three milliseconds.
const deferredImports = { supported: { "dynamic-import": false } };
const node = { ...common, ...deferredImports, platform: "node", target: "node20", format: "cjs", mainFields: ["module", "main"] };
const browser = { ...common, platform: "browser", target: "es2022", format: "cjs", mainFields: ["browser", "module", "main"] };

/** The pages that views show: each `client/pages/NAME.ts` beside a `NAME.css` of its own; page.ts and page.css are common to them. */
const pages = readdirSync(join(root, "client/pages"))
  .filter((name) => name.endsWith(".css"))
  .flatMap((name) => (name === "page.css" ? [name] : [name, name.replace(".css", ".ts")]))
  .map((name) => `client/pages/${name}`);

/** What the two bundles of the server have in common, and those of the client: protocol libraries, and our own code. */
const SERVER_SHARES = {
  from: "server.browser.js",
  modules: [...protocolOf("vscode-languageserver"), "node_modules/vscode-languageserver/lib/common/server.js", "server/connection.ts"],
};
const CLIENT_SHARES = {
  from: "client.browser.js",
  modules: [
    ...protocolOf("vscode-languageclient"),
    "node_modules/vscode-languageclient/lib/common/client.js",
    "client/extension.ts",
    "client/language-client.ts",
  ],
};

/** The parts of a library and of the two below it that are the same in Node and in a browser. npm may have nested those below it. */
function protocolOf(library) {
  const folder = (name) => [`node_modules/${library}/node_modules/${name}`, `node_modules/${name}`].find((path) => existsSync(join(root, path)));
  return ["vscode-jsonrpc", "vscode-languageserver-protocol", library].map((name) => `${folder(name)}/lib/common/api.js`);
}
const serverStore = storing({ ...SERVER_SHARES, main: "server/browser.ts", when: 'typeof WorkerGlobalScope === "function"' });
const clientStore = storing({ ...CLIENT_SHARES, main: "client/browser/main.ts", exported: ["activate", "deactivate"] });
/** A worker has no `module`. */
const module = 'var module = typeof module === "object" ? module : {};';
const shebang = "#!/usr/bin/env node";

/** Every built file and what it is built from. */
const ENTRIES = [
  { ...node, entryPoints: ["client/node/main.ts"], outfile: `${dist}/client.js`, external: ["vscode"], plugins: [sharing(CLIENT_SHARES)] },
  { ...browser, ...clientStore, outfile: `${dist}/client.browser.js`, external: ["vscode"] },
  {
    ...node,
    entryPoints: ["server/node.ts"],
    outfile: `${dist}/server.js`,
    banner: { js: shebang },
    plugins: [sharing(SERVER_SHARES), deferring("crypto", "child_process")],
  },
  { ...browser, ...serverStore, outfile: `${dist}/server.browser.js`, banner: { js: module }, plugins: [withoutRulePages] },
  { ...browser, entryPoints: pages, outdir: `${dist}/pages`, format: "iife" },
  { ...node, entryPoints: ["server/cli/main.ts"], outfile: `${dist}/cli.js`, banner: { js: shebang } },
];

async function main() {
  // What an older build left would be packaged with the rest.
  rmSync(dist, { recursive: true, force: true });
  await buildCatalogue();
  if (!watch) {
    const results = await Promise.all(ENTRIES.map((entry) => esbuild.build({ ...entry, metafile: true })));
    writeFileSync(
      join(dist, "THIRD-PARTY-NOTICES.txt"),
      notices(
        root,
        results.map(({ metafile }) => metafile),
      ),
    );
    return;
  }
  const contexts = await Promise.all(ENTRIES.map((entry) => esbuild.context(entry)));
  await Promise.all(contexts.map((context) => context.watch()));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
