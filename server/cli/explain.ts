import type { Catalogue } from "../catalogue/catalogue.ts";
import { formatRelease } from "../catalogue/release.ts";
import { type Texts, Words } from "../catalogue/texts.ts";
import { judgeWrite } from "../catalogue/write.ts";
import { keyInStyleOf, keyOfPath, pathOfKey } from "../document/key.ts";
import { documentation } from "../features/documentation.ts";
import { code } from "../features/markdown.ts";
import { meaningOf } from "../features/meaning.ts";
import { type Options, UsageError } from "./options.ts";
import { parameterJson } from "./parameters.ts";
import { printedJson, shown } from "./shown.ts";

/** `explain KEY[=VALUE]`: the parameter's page, and what the value means. Unknown keys: the nearest ones, exit status 2. */
export function explain(options: Options, catalogue: Catalogue, texts: Texts): { out: string; code: number } {
  const [argument] = options.paths;
  if (argument === undefined || options.paths.length > 1)
    throw new UsageError({ en: "explain takes one KEY or KEY=VALUE", "zh-cn": "explain 需要一个键，或者 键=值" });
  const equals = argument.indexOf("=");
  const key = (equals < 0 ? argument : argument.slice(0, equals)).trim().replace(/^-/, "");
  const value = equals < 0 ? undefined : argument.slice(equals + 1).trim();
  const path = pathOfKey(key);
  const resolution = catalogue.resolve(path);
  const { kernel, hz } = options.target;
  if (resolution.kind === "glob") {
    const keys = resolution.parameters.map((parameter) => parameter.key);
    const lines = keys.map((name) => `- \`${name}\` ${texts.get(name)?.title ?? ""}`.trimEnd());
    return { out: options.format === "json" ? printedJson({ key, parameters: keys }) : `${lines.join("\n")}\n`, code: 0 };
  }
  if (resolution.kind !== "parameter") {
    const near = catalogue.suggest(path).map((found) => keyInStyleOf(key, found));
    const said = options.locale === "en" ? `sysctl-lint: no parameter ${key} is known` : `sysctl-lint: 没有参数 ${key}`;
    const hint = near.length > 0 ? (options.locale === "en" ? `; did you mean ${near.join(", ")}?` : `；你要找的是 ${near.join("、")} 吗？`) : "";
    return { out: `${shown(said + hint)}\n`, code: 2 };
  }
  const { parameter } = resolution;
  const view = parameter.at(kernel, hz);
  const page = documentation(view, texts, options.locale, keyOfPath(path));
  const words = new Words(parameter, texts);
  const verdict = value === undefined ? undefined : judgeWrite(value, view);
  const numbers = (verdict?.numbers ?? []).map((word, i) => ({
    text: word.text,
    name: words.name(i) ?? null,
    meaning: meaningOf(word, i, view, words, options.locale),
  }));
  if (options.format === "json") {
    const answer = {
      ...parameterJson(parameter, kernel, texts, hz),
      key: keyOfPath(path),
      kernel: formatRelease(kernel),
      title: words.text.title,
      documentation: page,
      ...(value === undefined ? {} : { value: { text: value, verdict: verdict?.status, numbers } }),
    };
    return { out: printedJson(answer), code: 0 };
  }
  const lines = numbers.map(({ text, name, meaning }) => `${code(text)}${name ? ` (${name})` : ""}: ${meaning.join("; ") || shown(text)}`);
  if (lines.length === 0 && value !== undefined) lines.push(`${code(value)}${words.value(value) ? `: ${words.value(value)}` : ""}`);
  return { out: `${[...lines, ...(lines.length > 0 ? [""] : []), page].join("\n")}\n`, code: 0 };
}
