// What we ship: exactly these files, within these sizes, the same bytes every time.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inflateRawSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const manifest = JSON.parse(readFileSync("package.json", "utf8"));

/** In bytes. What we want is 500 KB; docs/architecture.md says what stands in the way. */
const VSIX_LIMIT = 960_000;

const PAGES = readdirSync("client/pages")
  .filter((name) => name.endsWith(".css"))
  .flatMap((name) => (name === "page.css" ? [name] : [name, name.replace(".css", ".js")]))
  .map((name) => `dist/pages/${name}`);
const ASSETS = readdirSync(".", { recursive: true, encoding: "utf8" }).filter(
  (path) => /^(icons|images|media|walkthrough|l10n)\//.test(path) && statSync(path).isFile(),
);
const COMMON = [
  ...PAGES,
  ...ASSETS,
  "dist/THIRD-PARTY-NOTICES.txt",
  "dist/catalogue.json",
  "dist/client.browser.js",
  "dist/client.js",
  "dist/references.jsonl",
  "dist/server.browser.js",
  "dist/server.js",
  "dist/texts.en.jsonl",
  "dist/texts.zh-cn.jsonl",
  "package.json",
  "package.nls.json",
  "package.nls.zh-cn.json",
  "syntaxes/language-configuration.json",
  "syntaxes/sysctl-lint.schema.json",
  "syntaxes/sysctl.tmLanguage.json",
];

let folder: string;
let vsix: Map<string, Buffer>;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sysctl-package-"));
  pack("one");
  vsix = unzip(readFileSync(join(folder, "one", `${manifest.name}-${manifest.version}.vsix`)));
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function pack(name: string): void {
  const { status, stderr } = spawnSync(process.execPath, ["scripts/package.mjs", "--no-build", "--out", join(folder, name)], { encoding: "utf8" });
  expect(stderr).toBe("");
  expect(status).toBe(0);
}

/** Reads an archive by its directory, as VS Code does. */
function unzip(archive: Buffer): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  let at = archive.readUInt32LE(end + 16);
  for (let i = archive.readUInt16LE(end + 10); i > 0; i--) {
    const [method, size, nameLength, local] = [
      archive.readUInt16LE(at + 10),
      archive.readUInt32LE(at + 20),
      archive.readUInt16LE(at + 28),
      archive.readUInt32LE(at + 42),
    ];
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const data = archive.subarray(start, start + size);
    files.set(archive.toString("utf8", at + 46, at + 46 + nameLength), method === 8 ? inflateRawSync(data) : data);
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return files;
}

describe("the .vsix", () => {
  it("holds exactly what the extension needs", () => {
    const readmes = readdirSync(".")
      .filter((name) => /^README.*\.md$/.test(name))
      .map((name) => `extension/${name.toLowerCase()}`);
    const wanted = ["[Content_Types].xml", "extension.vsixmanifest", "extension/LICENSE.txt", "extension/changelog.md", ...readmes];
    expect([...vsix.keys()].sort()).toEqual([...wanted, ...COMMON.map((path) => `extension/${path}`)].sort());
  });

  it("stays small", () => {
    expect(statSync(join(folder, "one", `${manifest.name}-${manifest.version}.vsix`)).size).toBeLessThan(VSIX_LIMIT);
  });

  it("holds the files as they were built", () => {
    for (const path of COMMON) expect(vsix.get(`extension/${path}`)?.equals(readFileSync(path)), path).toBe(true);
  });

  it("says who made it and what it runs on", () => {
    const text = vsix.get("extension.vsixmanifest")?.toString() ?? "";
    expect(text).toContain(`Id="${manifest.name}" Version="${manifest.version}" Publisher="${manifest.publisher}"`);
    expect(text).toContain(`Engine" Value="${manifest.engines.vscode}"`);
    expect(text).not.toContain("%");
    expect(text).not.toContain("undefined");
  });

  it("links to nothing that is not in it", () => {
    for (const [name, content] of vsix) {
      if (!/readme.*\.md$/.test(name)) continue;
      for (const [, target = ""] of content.toString().matchAll(/\]\(([^)#]+)/g)) expect(target, name).toMatch(/^https:/);
    }
  });
});

describe("npm's tarball", () => {
  it("holds the command and its pages besides", () => {
    const { stdout } = spawnSync("tar", ["tzf", join(folder, "one", `${manifest.name}-${manifest.version}.tgz`)], { encoding: "utf8" });
    const readmes = readdirSync(".").filter((name) => /^README.*\.md$/.test(name));
    const wanted = [...COMMON, ...readmes, "dist/cli.js", "docs/rules.md", "docs/rules.zh-cn.md", "LICENSE", "CHANGELOG.md"];
    expect(stdout.trim().split("\n").sort()).toEqual(wanted.map((path) => `package/${path}`).sort());
  });
});

describe("what we build", () => {
  it("comes with the licences of everything in it", () => {
    const notices = readFileSync("dist/THIRD-PARTY-NOTICES.txt", "utf8");
    for (const name of ["vscode-languageclient", "vscode-languageserver", "vscode-jsonrpc", "fastest-levenshtein"])
      expect(notices).toMatch(new RegExp(`^${name} \\d`, "m"));
    // Licences that let us pass the work on, with nothing but their text to be kept.
    for (const [, licence] of notices.matchAll(/^\S+ \d[\d.]* \((.*)\)$/gm))
      expect(["MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "BlueOak-1.0.0"]).toContain(licence);
  });

  it("names no folder of the machine that built it", () => {
    for (const [name, content] of vsix) expect(content.includes(process.cwd()), name).toBe(false);
  });

  it("is the same when built and packaged again", () => {
    const built = join(folder, "dist");
    const { status, stderr } = spawnSync(process.execPath, ["scripts/build.mjs", "--out", built], { encoding: "utf8" });
    expect(stderr).toBe("");
    expect(status).toBe(0);
    for (const path of COMMON.filter((name) => name.startsWith("dist/"))) {
      expect(readFileSync(join(folder, path)).equals(readFileSync(path)), `${path} differs from a new build`).toBe(true);
    }
    pack("two");
    for (const name of readdirSync(join(folder, "one")))
      expect(readFileSync(join(folder, "two", name)).equals(readFileSync(join(folder, "one", name))), name).toBe(true);
  }, 60_000);
});
