// npm run check:regexps: is there a text on which a regular expression of the source takes more than linear time?
// Looks at every literal in server/ and client/; one that is built at run time is reported, because it cannot be looked at.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "acorn";
import { transformSync } from "esbuild";
import { analyse } from "scslre";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const problems = [];
let count = 0;

/** Calls `visit` for every node of a syntax tree. */
function walk(node, visit) {
  if (typeof node?.type === "string") visit(node);
  for (const child of Object.values(node ?? {})) if (typeof child === "object" && child !== null) walk(child, visit);
}

function look(file) {
  const { code } = transformSync(readFileSync(file, "utf8"), { loader: "ts", format: "esm", target: "es2022" });
  walk(parse(code, { ecmaVersion: "latest", sourceType: "module" }), (node) => {
    if ((node.type === "NewExpression" || node.type === "CallExpression") && node.callee.name === "RegExp") {
      problems.push(`${relative(root, file)}: a regular expression is built at run time`);
    }
    if (!node.regex) return;
    count++;
    for (const report of analyse({ source: node.regex.pattern, flags: node.regex.flags }).reports)
      problems.push(
        `${relative(root, file)}: ${node.raw}: ${report.exponential ? "exponential" : "quadratic"} (${report.type}) on repeated ${report.character.literal.source}`,
      );
  });
}

for (const folder of ["server", "client"])
  for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    if (entry.isFile() && entry.name.endsWith(".ts")) look(join(entry.parentPath ?? entry.path, entry.name));

console.log(problems.length > 0 ? problems.join("\n") : `${count} regular expressions, all linear`);
process.exitCode = problems.length > 0 ? 1 : 0;
