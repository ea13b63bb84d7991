import { readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..", "..", "..");

/** The title of a command of ours as the command palette shows it; `locale` is "zh-cn"; "en" or nothing for English. */
export function titleOf(command, locale) {
  const { contributes } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const words = JSON.parse(readFileSync(join(root, locale && locale !== "en" ? `package.nls.${locale}.json` : "package.nls.json"), "utf8"));
  const title = contributes.commands.find((one) => one.command === command)?.title;
  if (!title) throw new Error(`no command ${command}`);
  return words[title.replaceAll("%", "")];
}
