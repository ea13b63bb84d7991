// node library.mjs LINES: medians of parsing and checking in one process, interleaved, as JSON. `floor` is what no checker can do without:
// splitting the text and looking each line's key up.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadServer } from "../../scripts/load.mjs";
import { css, denseSysctl, json, plainSysctl } from "./texts.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const lines = Number(process.argv[2] ?? 10_000);
const require = createRequire(import.meta.url);
const { getLanguageService, TextDocument } = require("vscode-json-languageservice");
const { getCSSLanguageService } = require("vscode-css-languageservice");
const { Catalogue, FileAnalysis, RULES, SysctlDocument } = await loadServer(
  'export { Catalogue } from "./server/catalogue/catalogue.ts"; export { FileAnalysis } from "./server/analysis.ts"; export { RULES } from "./server/rules/index.ts"; export { SysctlDocument } from "./server/document/document.ts";',
);

const facts = JSON.parse(readFileSync(join(root, "dist", "catalogue.json"), "utf8"));
const catalogue = new Catalogue(facts);
const target = { kernel: 6_012_000, loader: "systemd" };
const sysctl = (text) => () => new FileAnalysis(SysctlDocument.create("file:///x", "sysctl", 1, text), { catalogue, target, rules: RULES }).findings();
const jsonService = getLanguageService({});
const cssService = getCSSLanguageService();
const texts = { plain: plainSysctl(root, lines), dense: denseSysctl(root, lines), json: json(lines), css: css(lines) };
const known = new Map(facts.map((each) => [each.key, each]));

const JOBS = new Map([
  ["floor", () => texts.dense.split("\n").filter((line) => known.has(line)).length],
  ["sysctl", sysctl(texts.plain)],
  ["sysctl, dense", sysctl(texts.dense)],
  [
    "JSON",
    () => {
      const document = TextDocument.create("file:///x.json", "json", 1, texts.json);
      return jsonService.doValidation(document, jsonService.parseJSONDocument(document));
    },
  ],
  [
    "CSS",
    () => {
      const document = TextDocument.create("file:///x.css", "css", 1, texts.css);
      return cssService.doValidation(document, cssService.parseStylesheet(document));
    },
  ],
]);

const ROUNDS = 41;
const took = new Map([...JOBS.keys()].map((name) => [name, []]));
for (let i = 0; i < ROUNDS; i++)
  for (const [name, job] of JOBS) {
    const from = performance.now();
    await job();
    took.get(name).push(performance.now() - from);
  }
// The first rounds compile.
const median = (values) => values.slice(10).sort((a, b) => a - b)[Math.floor((values.length - 10) / 2)];
console.log(JSON.stringify(Object.fromEntries([...took].map(([name, values]) => [name, median(values)]))));
