// Makes VS Code start in another display language without its language pack, which only a marketplace has. What matters is that
// `vscode.env.language` and the choice of package.nls.*.json are real; of VS Code's own words, those that our pictures show are
// translated in display-<locale>.json (English text to translation), all others stay English.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { HOST_FOLDER, SERVER_MAIN } from "./installation.mjs";

const LABELS = { "zh-cn": "中文(简体)" };

/** Writes what VS Code keeps about an installed language pack, before the server starts. `folder` holds the pack itself. */
export function installDisplayLanguage(locale, userDataFolder, folder) {
  const dictionary = join(HOST_FOLDER, `display-${locale}.json`);
  if (!existsSync(dictionary)) throw new Error(`display language ${locale}: there is no ${dictionary}`);
  mkdirSync(folder, { recursive: true });
  const translations = join(folder, "main.i18n.json");
  writeFileSync(translations, JSON.stringify({ version: "1.0.0", contents: translate(readJson(dictionary)) }));
  const pack = {
    hash: "test",
    label: LABELS[locale],
    extensions: [{ extensionIdentifier: { id: `test.language-pack-${locale}` }, version: "1.0.0" }],
    translations: { vscode: translations },
  };
  mkdirSync(userDataFolder, { recursive: true });
  writeFileSync(join(userDataFolder, "languagepacks.json"), JSON.stringify({ [locale]: pack }));
}

/** Every message of VS Code with that English text, as a language pack lists them: module -> key -> translation. */
function translate(dictionary) {
  const words = new Map(Object.entries(dictionary));
  const out = dirname(SERVER_MAIN);
  const english = readJson(join(out, "nls.messages.json"));
  const contents = {};
  let index = 0;
  for (const [module, keys] of readJson(join(out, "nls.keys.json"))) {
    const texts = keys.map((key) => [key, words.get(english[index++])]);
    contents[module] = Object.fromEntries(texts.filter(([, text]) => text !== undefined));
  }
  return contents;
}

function readJson(path) {
  return JSON.parse(readFileSync(path, "utf8"));
}
