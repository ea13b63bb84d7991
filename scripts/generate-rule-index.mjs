// Writes server/rules/index.ts from the rule files, so that a new rule is found by its file alone.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = join(dirname(fileURLToPath(import.meta.url)), "..", "server", "rules");

export function ruleIndex() {
  const names = readdirSync(folder)
    .filter((file) => file.endsWith(".ts") && readFileSync(join(folder, file), "utf8").includes("export default defineRule("))
    .map((file) => file.slice(0, -".ts".length))
    .sort();
  const camel = (name) => name.replace(/-(\w)/g, (_, c) => c.toUpperCase());
  const sources = new Map(names.map((name) => [name, `import ${camel(name)} from "./${name}.ts";`]));
  sources.set("rule", 'import type { Rule } from "./rule.ts";');
  const imports = [...sources.keys()].sort().map((name) => sources.get(name));
  return `// Written by \`npm run generate\`; do not edit.
${imports.join("\n")}

export const RULES: readonly Rule[] = [
${names.map((name) => `  ${camel(name)},`).join("\n")}
];
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(join(folder, "index.ts"), ruleIndex());
