// npm run generate: everything that is written from the rules (their index, the reference pages, the setting's schema and its words)
// and from the list of distributions.
// `--check` writes nothing and says whether all of it is up to date (a test runs that).
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ruleIndex } from "./generate-rule-index.mjs";
import { loadServer } from "./load.mjs";
import { withSettings } from "./readme.mjs";
import { reference } from "./rule-pages.mjs";

const checkOnly = process.argv.includes("--check");
const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** path -> content of each generated file. */
async function generated() {
  const files = new Map([["server/rules/index.ts", ruleIndex()]]);
  // The rules are loaded through their index: a new one must be in it.
  if (!checkOnly) writeFileSync(join(root, "server/rules/index.ts"), ruleIndex());
  const { RULES: rules, DISTRIBUTIONS } = await loadServer(
    'export { RULES } from "./server/rules/index.ts"; export { DISTRIBUTIONS } from "./server/distributions.ts";',
  );
  files.set("docs/rules.md", reference(rules, "en"));
  files.set("docs/rules.zh-cn.md", reference(rules, "zh-cn"));
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const { properties } = manifest.contributes.configuration;
  properties["sysctl.rules"].properties = settings(rules, ({ name }) => `%${RULE_WORDS}${name}%`);
  properties["sysctl.target.kernel"].examples = ["auto", ...DISTRIBUTIONS.keys()];
  files.set("syntaxes/sysctl-lint.schema.json", `${JSON.stringify(projectSchema(rules), null, 2)}\n`);
  for (const [suffix, locale] of [
    ["", "en"],
    [".zh-cn", "zh-cn"],
  ]) {
    const said = words(`package.nls${suffix}.json`, rules, locale);
    files.set(`package.nls${suffix}.json`, `${JSON.stringify(said, null, 2)}\n`);
    const readme = `README${suffix}.md`;
    files.set(readme, withSettings(readFileSync(join(root, readme), "utf8"), properties, said, locale));
  }
  files.set("package.json", `${JSON.stringify(manifest, null, 2)}\n`);
  return files;
}

/** What the keys of the rules' words in package.nls*.json begin with. */
const RULE_WORDS = "rules.";

/** The words of the manifest in one language: those written by hand, then each rule's title. */
function words(path, rules, locale) {
  const all = Object.entries(JSON.parse(readFileSync(join(root, path), "utf8"))).filter(([key]) => !key.startsWith(RULE_WORDS));
  return Object.fromEntries([...all, ...rules.map((rule) => [`${RULE_WORDS}${rule.name}`, rule.title[locale]])]);
}

/** The schema of a severity for each rule. */
function settings(rules, description) {
  return Object.fromEntries(
    rules.map((rule) => [
      rule.name,
      { enum: ["error", "warning", "information", "hint", "off"], description: description(rule), default: rule.offByDefault ? "off" : rule.severity },
    ]),
  );
}

/** What a .sysctl-lint.json may hold. */
function projectSchema(rules) {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: ".sysctl-lint.json",
    description: "What the sysctl files in this folder and below are checked for",
    type: "object",
    additionalProperties: false,
    properties: {
      $schema: { type: "string" },
      kernel: {
        type: "string",
        description: "A release such as 6.12, a distribution such as ubuntu-24.04 or debian-12, or auto",
        examples: ["6.12", "debian-12", "auto"],
      },
      loader: { enum: ["systemd", "procps", "auto"], description: "The program that applies the files" },
      rules: { type: "object", description: "Severity of single rules", additionalProperties: false, properties: settings(rules, ({ title }) => title.en) },
      customParameters: {
        type: "array",
        description: "Parameters of your kernel that are not known; patterns allowed",
        maxItems: 1000,
        items: { type: "string" },
      },
    },
  };
}

const stale = [];
for (const [path, content] of await generated()) {
  let now = "";
  try {
    now = readFileSync(join(root, path), "utf8");
  } catch {
    // Not there yet.
  }
  if (now === content) continue;
  stale.push(path);
  if (!checkOnly) writeFileSync(join(root, path), content);
}
if (checkOnly && stale.length > 0) {
  console.error(`out of date, run \`npm run generate\`: ${stale.join(", ")}`);
  process.exitCode = 1;
}
