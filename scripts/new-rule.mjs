// npm run new-rule NAME: a rule file with everything a rule needs, so that the right shape is the easy one.
import { existsSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const [name] = process.argv.slice(2);
if (!name || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
  console.error("Usage: npm run new-rule my-rule-name");
  process.exit(2);
}
const file = join(dirname(fileURLToPath(import.meta.url)), "..", "server", "rules", `${name}.ts`);
if (existsSync(file)) {
  console.error(`${name} exists already`);
  process.exit(1);
}
writeFileSync(
  file,
  `import { defineRule, valueSpan } from "./rule.ts";

export default defineRule({
  name: "${name}",
  severity: "warning",
  title: { en: "", "zh-cn": "" },
  documentation: {
    // What it finds, why it matters, what to do; name the kernel source that the fact comes from.
    en: "",
    "zh-cn": "",
  },
  // Each bad example gives exactly one finding of this rule, each good one none.
  examples: { bad: [], good: [] },
  // Canonical keys that check looks at.
  reads: [],
  check({ effective, report }) {
    const written = effective("net.ipv4.example");
    if (!written?.line) return;
    report({ at: valueSpan(written.line), message: { en: "", "zh-cn": "" } });
  },
});
`,
);
console.log(`server/rules/${name}.ts: fill it in, then npm run generate`);
