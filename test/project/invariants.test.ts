import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkCatalogue, loadCatalogue } from "../../scripts/catalogue.mjs";
import { NEWEST_RELEASE } from "../../server/catalogue/release.ts";
import { DISTRIBUTIONS, KERNELS } from "../../server/distributions.ts";
import { RULES } from "../../server/rules/index.ts";
import { readSettings } from "../../server/settings.ts";
import { parseKernel } from "../../server/target.ts";
import { catalogue, findings, useCatalogue } from "../support/catalogue.ts";

useCatalogue();

const manifest = JSON.parse(readFileSync("package.json", "utf8"));
const properties: Record<string, { default?: unknown; enum?: string[]; markdownDescription?: string; description?: string }> =
  manifest.contributes.configuration.properties;

describe("the catalogue", () => {
  it("has no problems", () => {
    expect(checkCatalogue(loadCatalogue())).toEqual([]);
  });

  it("suggests nothing that a rule of ours warns of", () => {
    const warned: string[] = [];
    for (const parameter of catalogue().parameters) {
      if (!parameter.existsIn(parseKernel("6.18") ?? 0)) continue;
      for (const { value } of parameter.at(parseKernel("6.18") ?? 0).suggestions) {
        const text = `${parameter.key.replace(".*.", ".eth0.")} = ${value}`;
        for (const { rule, severity } of findings(text, "6.18")) {
          // A rule over several parameters may well ask for a companion.
          const alone = (RULES.find(({ name }) => name === rule)?.reads?.length ?? 0) < 2;
          if (alone && (severity === "error" || severity === "warning")) warned.push(`${text}: ${rule}`);
        }
      }
    }
    expect(warned).toEqual([]);
  });

  it("can be read for every listed release", () => {
    for (const kernel of ["2.6.32", "3.10", "4.4", "4.19", "5.4", "5.15", "6.1", "6.12", "6.18", "7.1"]) {
      const release = parseKernel(kernel) ?? 0;
      for (const parameter of catalogue().parameters) expect(() => parameter.at(release).intervalsAt(0)).not.toThrow();
    }
  });
});

describe("the rules", () => {
  it("have names of their own, in kebab-case", () => {
    const names = RULES.map((rule) => rule.name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
  });

  it("read parameters that exist, and check something", () => {
    for (const rule of RULES) {
      for (const key of rule.reads ?? []) expect(catalogue().get(key), `${rule.name} reads ${key}`).toBeDefined();
      expect(rule.line ?? rule.path ?? rule.across ?? rule.file ?? rule.check ?? rule.directives ?? rule.running, rule.name).toBeDefined();
      if (rule.check) expect(rule.reads?.length, `${rule.name} reads nothing`).toBeGreaterThan(0);
    }
  });

  it("have an up-to-date index, reference and schema", () => {
    const { status, stderr } = spawnSync(process.execPath, ["scripts/generate.mjs", "--check"], { encoding: "utf8" });
    expect(stderr).toBe("");
    expect(status).toBe(0);
  });
});

describe("the manifest", () => {
  it("has the defaults that the server falls back on", () => {
    const section = {
      target: { kernel: properties["sysctl.target.kernel"]?.default, loader: properties["sysctl.target.loader"]?.default },
      rules: {},
      locale: properties["sysctl.locale"]?.default,
      customParameters: properties["sysctl.customParameters"]?.default,
      roots: properties["sysctl.roots"]?.default,
      runningValues: properties["sysctl.runningValues"]?.default,
      codeLens: properties["sysctl.codeLens"]?.default,
      documentLinks: properties["sysctl.documentLinks"]?.default,
      inlayHints: properties["sysctl.inlayHints"]?.default,
      format: { spacing: properties["sysctl.format.spacing"]?.default },
    };
    const machine = { kernel: "6.1.0-18-amd64", loader: "procps" as const, hz: undefined };
    expect(readSettings(section, machine)).toEqual(readSettings(undefined, machine));
  });

  it("has words for everything that a person reads, in both languages", () => {
    const en = JSON.parse(readFileSync("package.nls.json", "utf8"));
    const zh = JSON.parse(readFileSync("package.nls.zh-cn.json", "utf8"));
    expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort());
    const used = [...JSON.stringify(manifest).matchAll(/"%([\w.-]+)%"/g)].map(([, key]) => key);
    expect([...new Set(used)].sort()).toEqual(Object.keys(en).sort());
  });

  it("names pictures that are there, small, and packed", () => {
    const { icon, contributes } = manifest;
    const [language] = contributes.languages;
    const media = contributes.walkthroughs.flatMap(({ steps }: { steps: { media: { svg: string } }[] }) => steps.map((step) => step.media.svg));
    const { stdout } = spawnSync("npm", ["pack", "--ignore-scripts", "--json", "--dry-run"], { encoding: "utf8" });
    const packed = new Set(JSON.parse(stdout)[0].files.map(({ path }: { path: string }) => path));
    for (const path of [icon, language.icon.light, language.icon.dark, ...media].map((name: string) => name.replace("./", ""))) {
      expect(readFileSync(path).length, path).toBeLessThan(10_000);
      expect(packed.has(path), path).toBe(true);
    }
    // Width and height of a PNG stand in its first chunk.
    const picture = readFileSync(icon);
    expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([256, 256]);
  });

  it("ends the walkthrough's steps on events that VS Code knows", () => {
    const steps: { completionEvents: string[] }[] = manifest.contributes.walkthroughs.flatMap(({ steps }: { steps: unknown[] }) => steps);
    for (const event of steps.flatMap(({ completionEvents }) => completionEvents))
      expect(event).toMatch(/^(?:onCommand:sysctl\.\w+|onSettingChanged:sysctl\.[\w.]+|onContext:.+|onStepSelected)$/);
  });

  it("has a title for each command, and names none in menus that is not there", () => {
    const { commands, menus, submenus } = manifest.contributes;
    const known = new Set([...commands, ...submenus].map(({ command, id }: { command?: string; id?: string }) => command ?? id));
    const named = Object.values<{ command?: string; submenu?: string }[]>(menus).flatMap((items) => items.map(({ command, submenu }) => command ?? submenu));
    expect(named.filter((name) => !known.has(name))).toEqual([]);
    for (const { title, category } of commands) expect([title, category]).toEqual([expect.stringMatching(/^%.+%$/), "sysctl"]);
  });

  it("names commands in title case, and puts two icons above a file", () => {
    const { commands, menus } = manifest.contributes;
    const english = JSON.parse(readFileSync("package.nls.json", "utf8"));
    for (const { title } of commands) expect(english[title.slice(1, -1)]).toMatch(/^[A-Z]\w*(?: (?:[A-Z]\w*|with|and|from|that))*(?:\.\.\.)?$/);
    const icons = menus["editor/title"].filter(({ group }: { group: string }) => group.startsWith("navigation"));
    expect(icons.map(({ command }: { command: string }) => command)).toEqual(["sysctl.openReference", "sysctl.showLifecycle"]);
  });

  it("names built files that the build makes", () => {
    const build = readFileSync("scripts/build.mjs", "utf8");
    for (const path of [manifest.main, manifest.browser, ...Object.values<string>(manifest.bin)]) expect(build).toContain(path.replace("./dist", ""));
  });
});

describe("targets", () => {
  it("every distribution has a kernel", () => {
    for (const name of DISTRIBUTIONS.keys()) expect(parseKernel(name), name).toBeDefined();
    for (const name of KERNELS) expect(parseKernel(name), name).toBeDefined();
    expect(parseKernel(KERNELS[0] ?? "")).toBe(NEWEST_RELEASE);
  });
});

describe("the repository", () => {
  it("names no package registry and no path of a machine", () => {
    const files = spawnSync("git", ["ls-files"], { encoding: "utf8" })
      .stdout.split("\n")
      .filter((file) => /\.(ts|mts|mjs|json|md|yml)$/.test(file) && !file.startsWith("test/project/"));
    const found = files.filter((file) => /registry\.npmjs|deb\.debian\.org|(?:^|[^\w.])\/(?:work|farm)\//m.test(readFileSync(file, "utf8")));
    expect(found).toEqual([]);
  });

  it("imports vscode in client/ and the editor tests only", () => {
    const server = readdirSync("server", { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
    for (const file of server) expect(readFileSync(`server/${file}`, "utf8"), file).not.toMatch(/from "vscode"/);
  });

  it("takes the protocol library's values from one file", () => {
    const server = readdirSync("server", { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
    const importing = server.filter((file) => /^(?:import|export) (?!type\b)[^;]* from "vscode-languageserver";/m.test(readFileSync(`server/${file}`, "utf8")));
    expect(importing).toEqual(["protocol/library.ts"]);
  });

  it("keeps the arrows one way", () => {
    const allowed: Record<string, readonly string[]> = {
      document: ["document"],
      catalogue: ["catalogue", "document"],
      configuration: ["configuration", "catalogue", "document"],
      rules: ["rules", "configuration", "catalogue", "document"],
      machine: ["machine"],
      profiles: ["profiles"],
      features: ["features", "profiles", "rules", "configuration", "machine", "catalogue", "document"],
    };
    for (const [folder, may] of Object.entries(allowed)) {
      for (const file of readdirSync(`server/${folder}`, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"))) {
        const text = readFileSync(`server/${folder}/${file}`, "utf8");
        for (const [, other] of text.matchAll(/from "\.\.\/([\w-]+)\//g)) expect(may, `${folder}/${file} imports from ${other}`).toContain(other);
      }
    }
  });
});

describe("the READMEs", () => {
  const readmes = ["README.md", "README.zh-cn.md"];

  it("begin with the two commands", () => {
    for (const readme of readmes) {
      const head = readFileSync(readme, "utf8").split("\n").slice(0, 12).join("\n");
      for (const command of ["npm start", "npm test"]) expect(head, readme).toContain(command);
    }
  });

  it("show pictures and link to files that are there, in their own language where there are two", () => {
    for (const readme of readmes) {
      for (const [, path = ""] of readFileSync(readme, "utf8").matchAll(/(?:\]\(|src(?:set)?=")(?!https?:|#)([^)"#]+)/g)) {
        expect(existsSync(path), `${readme}: ${path}`).toBe(true);
        if (path.endsWith(".png")) expect(path.includes(".zh-cn"), `${readme}: ${path}`).toBe(readme.includes("zh-cn"));
      }
    }
  });

  it("have small pictures, and no other lie about", () => {
    const shown = readmes.map((readme) => readFileSync(readme, "utf8")).join("\n");
    for (const name of readdirSync("docs/images").filter((file) => !file.startsWith("icon"))) {
      expect(statSync(`docs/images/${name}`).size, name).toBeLessThanOrEqual(150_000);
      expect(shown).toContain(`docs/images/${name}`);
    }
  });
});
