// npm run package: the .vsix for VS Code and the tarball for npm, into out/. The same sources give the same bytes.
// `--out DIR` writes elsewhere; `--no-build` takes dist/ as it is.
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, extname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { zipSync } from "fflate";
import picomatch from "picomatch";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** The first day of zip's calendar: the time of every file, so that the same files give the same bytes. */
const NO_TIME = new Date(1980, 0, 1);

/** Where the gallery looks for some files. */
const VSIX_NAMES = new Map([
  ["README.md", "readme.md"],
  ["CHANGELOG.md", "changelog.md"],
  ["LICENSE", "LICENSE.txt"],
]);

const CONTENT_TYPES = new Map([
  [".css", "text/css"],
  [".js", "application/javascript"],
  [".json", "application/json"],
  [".jsonl", "application/jsonl"],
  [".md", "text/markdown"],
  [".png", "image/png"],
  [".svg", "image/svg+xml"],
  [".txt", "text/plain"],
  [".vsixmanifest", "text/xml"],
]);

/** The files that .vscodeignore lets through: those that it names with a "!", since it starts with "**". */
function pathsForVsix() {
  const lines = readFileSync(join(root, ".vscodeignore"), "utf8").split("\n");
  const patterns = lines.filter((line) => line.startsWith("!")).map((line) => line.slice(1));
  const folders = patterns.flatMap((pattern) => (pattern.includes("/") ? [pattern.split("/", 1)[0]] : []));
  const below = [...new Set(folders)].flatMap((folder) => readdirSync(join(root, folder), { recursive: true }).map((name) => `${folder}/${name}`));
  const paths = [...readdirSync(root), ...below].filter(picomatch(patterns));
  return paths.filter((path) => statSync(join(root, path)).isFile()).sort();
}

/** npm's tarball; .npmignore says what is in it. */
function packForNpm(out) {
  const { status, stdout, stderr } = spawnSync("npm", ["pack", "--ignore-scripts", "--json", "--pack-destination", out], {
    cwd: root,
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  if (status !== 0) throw new Error(`npm pack failed: ${stderr}`);
  return join(out, JSON.parse(stdout)[0].filename);
}

function vsix(manifest) {
  const files = new Map();
  for (const path of pathsForVsix()) {
    const content = readFileSync(join(root, path));
    const name = path.startsWith("README") ? path.toLowerCase() : (VSIX_NAMES.get(path) ?? path);
    files.set(`extension/${name}`, path.startsWith("README") ? forGallery(content.toString(), manifest) : content);
  }
  const words = JSON.parse(readFileSync(join(root, "package.nls.json"), "utf8"));
  files.set("extension.vsixmanifest", vsixManifest(manifest, words, files));
  files.set("[Content_Types].xml", contentTypes([...files.keys()]));
  const entries = [...files].map(([name, content]) => [name, typeof content === "string" ? Buffer.from(content) : content]);
  return zipSync(Object.fromEntries(entries), { level: 9, mem: 12, mtime: NO_TIME });
}

/** The gallery shows no file of ours beside the text: pictures and links lead to the repository, or, while none is known, are left out. */
function forGallery(markdown, { repository }) {
  const base = repository && `${repository.url.replace(/^git\+|\.git$/g, "")}/raw/HEAD/`;
  const lightOnly = markdown.replace(/<picture>.*?(<img [^>]*>)<\/picture>/g, "$1");
  if (base) return lightOnly.replace(/(\]\(|src=")(?!\w+:|#)/g, `$1${base}`);
  return lightOnly.replace(/^<img [^>]*>\n\n/gm, "").replace(/\[([^\]]*)\]\((?!\w+:|#)[^)]*\)/g, "$1");
}

function vsixManifest(manifest, words, files) {
  const said = (text) => escapeXml(text.replace(/^%(.*)%$/, (_, key) => words[key]));
  const languages = (manifest.contributes.languages ?? []).flatMap(({ id, aliases = [] }) => [id, ...aliases]);
  const tags = [...new Set([...(manifest.keywords ?? []), ...languages, "__web_extension"])].join(",");
  const property = (id, value) => `<Property Id="Microsoft.VisualStudio.${id}" Value="${escapeXml(value)}" />`;
  const asset = (type, path) => `<Asset Type="Microsoft.VisualStudio.${type}" Path="extension/${path}" Addressable="true" />`;
  const assets = [
    asset("Code.Manifest", "package.json"),
    asset("Services.Content.Details", "readme.md"),
    asset("Services.Content.Changelog", "changelog.md"),
    asset("Services.Content.License", "LICENSE.txt"),
    ...(manifest.icon ? [asset("Services.Icons.Default", manifest.icon)] : []),
  ];
  for (const [, path] of assets.join("").matchAll(/Path="([^"]+)"/g)) if (!files.has(path)) throw new Error(`${path} is not packaged`);
  const { color, theme } = manifest.galleryBanner ?? {};
  const properties = [
    property("Code.Engine", manifest.engines.vscode),
    property("Code.ExtensionDependencies", ""),
    property("Code.ExtensionPack", ""),
    property("Code.ExtensionKind", "workspace,web"),
    property("Code.LocalizedLanguages", ""),
    property("Code.ExecutesCode", "true"),
    ...(color ? [property("Services.Branding.Color", color), property("Services.Branding.Theme", theme)] : []),
    ...(manifest.repository ? [property("Services.Links.Source", manifest.repository.url), property("Services.Links.GitHub", manifest.repository.url)] : []),
    property("Services.GitHubFlavoredMarkdown", "true"),
    property("Services.Content.Pricing", "Free"),
  ];
  return `<?xml version="1.0" encoding="utf-8"?>
<PackageManifest Version="2.0.0" xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011">
  <Metadata>
    <Identity Language="en-US" Id="${manifest.name}" Version="${manifest.version}" Publisher="${manifest.publisher}" />
    <DisplayName>${said(manifest.displayName)}</DisplayName>
    <Description xml:space="preserve">${said(manifest.description)}</Description>
    <Tags>${escapeXml(tags)}</Tags>
    <Categories>${escapeXml(manifest.categories.join(","))}</Categories>
    <GalleryFlags>${manifest.preview ? "Public Preview" : "Public"}</GalleryFlags>
    <Properties>
      ${properties.join("\n      ")}
    </Properties>
    <License>extension/LICENSE.txt</License>${manifest.icon ? `\n    <Icon>extension/${manifest.icon}</Icon>` : ""}
  </Metadata>
  <Installation>
    <InstallationTarget Id="Microsoft.VisualStudio.Code" />
  </Installation>
  <Dependencies />
  <Assets>
    ${assets.join("\n    ")}
  </Assets>
</PackageManifest>
`;
}

function contentTypes(names) {
  const extensions = [...new Set(names.map((name) => extname(name)).filter((extension) => extension !== ".xml"))].sort();
  const types = extensions.map((extension) => {
    const type = CONTENT_TYPES.get(extension);
    if (!type) throw new Error(`no content type for ${extension || "files without an ending"}`);
    return `<Default Extension="${extension}" ContentType="${type}" />`;
  });
  return `<?xml version="1.0" encoding="utf-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${types.join("")}</Types>
`;
}

function escapeXml(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

const { values: options } = parseArgs({ options: { out: { type: "string", default: join(root, "out") }, "no-build": { type: "boolean", default: false } } });
const out = resolve(options.out);
mkdirSync(out, { recursive: true });
if (!options["no-build"]) {
  const { status } = spawnSync(process.execPath, [join(root, "scripts", "build.mjs")], { stdio: "inherit" });
  if (status !== 0) process.exit(1);
}
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const tarball = packForNpm(out);
const archive = vsix(manifest);
const file = join(out, `${manifest.name}-${manifest.version}.vsix`);
writeFileSync(file, archive);
for (const path of [file, tarball]) console.log(`${basename(path)}: ${Math.ceil(readFileSync(path).length / 1000)} KB`);
