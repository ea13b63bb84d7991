// The licences of what other people wrote and our bundles contain.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** One text, from the metafiles that esbuild wrote: each package once, with its version, its licence and what it passes on. */
export function notices(root, metafiles) {
  const folders = new Set(metafiles.flatMap(({ inputs }) => Object.keys(inputs)).flatMap((path) => packageFolder(path) ?? []));
  const packages = [...folders].map((folder) => ({ ...JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")), folder: join(root, folder) }));
  const byTitle = new Map(packages.map((found) => [`${found.name} ${found.version}`, found]));
  const sections = [...byTitle]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([title, { license, folder }]) => `${title} (${license})\n\n${texts(title, folder)}`);
  return `This software contains the work of others:\n\n${sections.join(`\n\n${"-".repeat(80)}\n\n`)}\n`;
}

/** "node_modules/a/node_modules/@b/c/lib/d.js" -> "node_modules/a/node_modules/@b/c" */
function packageFolder(path) {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];
}

function texts(title, folder) {
  const files = readdirSync(folder).filter((name) => /^(licen[cs]e|copying|notice|thirdpartynotices)/i.test(name));
  if (!files.some((name) => /^(licen[cs]e|copying)/i.test(name))) throw new Error(`${title} comes without its licence`);
  return files
    .sort()
    .map((name) => readFileSync(join(folder, name), "utf8").replaceAll("\r\n", "\n").trim())
    .join("\n\n");
}
