// npm run generate: everything that is written from the rules (their index, the reference pages, the setting's schema and its words)
// and from the list of distributions.
// `--check` writes nothing and says whether all of it is up to date (a test runs that).
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { ruleIndex } from "./generate-rule-index.mjs";

const checkOnly = process.argv.includes("--check");
const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** path -> content of each generated file. */
async function generated() {
  const files = new Map([["server/rules/index.ts", ruleIndex()]]);
  // The rules are loaded through their index: a new one must be in it.
  if (!checkOnly) writeFileSync(join(root, "server/rules/index.ts"), ruleIndex());
  const { RULES: rules, DISTRIBUTIONS } = await loadServer();
  files.set("docs/rules.md", reference(rules, "en"));
  files.set("docs/rules.zh-cn.md", reference(rules, "zh-cn"));
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const { properties } = manifest.contributes.configuration;
  properties["sysctl.rules"].properties = settings(rules, ({ name }) => `%${RULE_WORDS}${name}%`);
  properties["sysctl.target.kernel"].examples = ["auto", ...DISTRIBUTIONS.keys()];
  files.set("syntaxes/sysctl-lint.schema.json", `${JSON.stringify(projectSchema(rules), null, 2)}\n`);
  for (const [path, locale] of [
    ["package.nls.json", "en"],
    ["package.nls.zh-cn.json", "zh-cn"],
  ])
    files.set(path, `${JSON.stringify(words(path, rules, locale), null, 2)}\n`);
  files.set("package.json", `${JSON.stringify(manifest, null, 2)}\n`);
  return files;
}

async function loadServer() {
  const bundle = await esbuild.build({
    stdin: {
      contents: 'export { RULES } from "./server/rules/index.ts"; export { DISTRIBUTIONS } from "./server/distributions.ts";',
      resolveDir: root,
      loader: "ts",
    },
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    // A CommonJS dependency inside an ES module needs a require.
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire("/");' },
  });
  return import(`data:text/javascript;base64,${Buffer.from(bundle.outputFiles[0].contents).toString("base64")}`);
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

const WORDS = {
  en: {
    title: "Rules",
    intro:
      'Each finding carries the name of its rule. **error**: on the target this line does not take effect as written, the loader skips it or the kernel refuses it. **warning**: it is taken, and does something else than the file seems to want. **information**: true, useful, nobody\'s mistake. **hint**: style and redundancy.\n\nA rule\'s severity is set, or the rule switched off, by `"sysctl.rules": { "rule-name": "off" }` in VS Code\'s settings or by `"rules"` in `.sysctl-lint.json`; in a file by `# sysctl-lint disable rule-name` (from there to its end) or `# sysctl-lint disable-next-line rule-name -- reason`.',
    severity: "Severity",
    off: "off unless a severity is set",
    bad: "Found in",
    good: "Not found in",
    since: "Since",
    kernel: (release) => `on Linux ${release}`,
    running: (path, value) => `/proc/sys/${path} holds ${value}`,
  },
  "zh-cn": {
    title: "规则",
    intro:
      '每条结果都带有规则名。**错误**：在目标上这一行不会按写的那样生效，加载程序跳过它，或者内核拒绝它。**警告**：会被接受，但做的不是文件想要的事。**信息**：属实、有用，不是谁的错。**提示**：风格与冗余。\n\n在 VS Code 设置里用 `"sysctl.rules": { "规则名": "off" }` 或 `.sysctl-lint.json` 里的 `"rules"` 调整严重程度或关闭规则；在文件里用 `# sysctl-lint disable 规则名`（从那里到文件末尾）或 `# sysctl-lint disable-next-line 规则名 -- 原因`。',
    severity: "严重程度",
    off: "默认关闭，设置严重程度后启用",
    bad: "会报告",
    good: "不会报告",
    since: "始于",
    kernel: (release) => `Linux ${release} 上`,
    running: (path, value) => `/proc/sys/${path} 的内容是 ${value}`,
  },
};
const SEVERITY = { en: (s) => s, "zh-cn": (s) => ({ error: "错误", warning: "警告", information: "信息", hint: "提示" })[s] };

function reference(rules, locale) {
  const words = WORDS[locale];
  const sections = rules.map((rule) => {
    const example = (entry) => (typeof entry === "string" ? { text: entry } : entry);
    const show = (entry) => {
      const { text, kernel, running } = example(entry);
      const visible = text.replaceAll("\ufeff", "\\ufeff").replaceAll("\0", "\\0").replaceAll("\r", "\\r");
      const held = Object.entries(running ?? {}).map(([path, value]) => `# ${words.running(path, value.replaceAll("\t", " "))}\n`);
      return `${kernel ? `# ${words.kernel(kernel)}\n` : ""}${held.join("")}${visible}`;
    };
    const block = (title, list) => `${title}${locale === "en" ? ":" : "："}\n\n\`\`\`sysctl\n${list.slice(0, 3).map(show).join("\n\n")}\n\`\`\``;
    const since = `${words.since} ${rule.since ?? "0.1.0"}`;
    const severity = `${words.severity}${locale === "en" ? ": " : "："}${SEVERITY[locale](rule.severity)}${rule.offByDefault ? ` (${words.off})` : ""}`;
    return [
      `## ${rule.name}`,
      `**${rule.title[locale]}** · ${severity} · ${since}`,
      rule.documentation[locale],
      block(words.bad, rule.examples.bad),
      block(words.good, rule.examples.good),
    ].join("\n\n");
  });
  return `<!-- Written by \`npm run generate\`; do not edit. -->\n\n# ${words.title}\n\n${words.intro}\n\n${sections.join("\n\n")}\n`;
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
