// How the bundles of dist/ are kept small: what two of them need is packaged once, and what nobody reads at run time is not.
import { readFileSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** Two properties of a rule, in the form that Biome gives them. */
const RULE_PAGE = /^ {2}(?:documentation|examples): \{\n[\s\S]*?^ {2}\},\n/gm;

/** A rule's explanation and examples are in the packed texts (scripts/build.mjs); the server's code need not repeat them. */
export const withoutRulePages = {
  name: "without rule pages",
  setup(build) {
    build.onLoad({ filter: /[\\/]server[\\/]rules[\\/][\w-]+\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, "utf8").replace(RULE_PAGE, ""),
      loader: "ts",
    }));
  },
};

/**
 * The entry of a bundle for browsers that is also the store of what the bundle for Node has in common with it: `modules`, by their paths
 * from the project's folder. `main` is loaded when `when` is true, or one of its functions `exported` is called.
 */
export function storing({ main, when = "false", exported = [], modules }) {
  const contents = [
    `export const shared = {${modules.map((path) => `"${path}": () => require("./${path}")`).join(",")}};`,
    ...exported.map((name) => `export const ${name} = (...args) => require("./${main}").${name}(...args);`),
    `if (${when}) require("./${main}");`,
  ];
  return { stdin: { contents: contents.join("\n"), resolveDir: root } };
}

/** Takes those modules from the bundle `from`, which lies beside the one being built. */
export function sharing({ modules, from }) {
  // As esbuild names them: node_modules may be a link.
  const paths = new Map(modules.map((path) => [realpathSync(join(root, path)), path]));
  return {
    name: `sharing with ${from}`,
    setup(build) {
      const met = new Set();
      build.onEnd(() => {
        // Two copies of a library would run, but not know each other's errors.
        const missed = modules.filter((path) => !met.has(path));
        if (missed.length > 0) throw new Error(`Not shared with ${from}: ${missed.join(", ")}`);
      });
      build.onResolve({ filter: /^the bundle beside$/ }, () => ({ path: `./${from}`, external: true }));
      build.onLoad({ filter: /\.[jt]s$/ }, ({ path }) => {
        const shared = paths.get(path);
        if (shared) met.add(shared);
        return shared && { contents: `module.exports = require("the bundle beside").shared["${shared}"]();`, resolveDir: root };
      });
    },
  };
}

/** Has a library require some of Node's modules only when it uses them: the server's start does not wait for what it has no need of. */
export function deferring(...modules) {
  return {
    name: "deferring",
    setup(build) {
      build.onResolve({ filter: new RegExp(`^(${modules.join("|")})$`) }, ({ path, importer }) =>
        importer.includes("node_modules") ? { path, namespace: "deferred" } : undefined,
      );
      build.onLoad({ filter: /./, namespace: "deferred" }, ({ path }) => ({
        contents: `module.exports = new Proxy({}, { get: (_, name) => require("node:${path}")[name] });`,
      }));
    },
  };
}
