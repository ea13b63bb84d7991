import { env, workspace } from "vscode";
import { type Locale, localeOf, type Text } from "../server/locale.ts";

/** The language to speak: the setting `sysctl.locale`, else VS Code's display language. */
export function currentLocale(): Locale {
  const chosen = workspace.getConfiguration("sysctl").get<string>("locale", "auto");
  return localeOf(chosen === "auto" ? env.language : chosen);
}

/** A table of words in the language to speak, for a page. */
export function allWords<K extends string>(words: Readonly<Record<K, Text>>): Record<K, string> {
  const locale = currentLocale();
  return Object.fromEntries(Object.entries<Text>(words).map(([name, text]) => [name, text[locale]])) as Record<K, string>;
}

/** The sentence in the language to speak. */
export function say(text: Text): string {
  return text[currentLocale()];
}
