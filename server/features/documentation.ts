import { isList, type Parameter, type ParameterAtRelease, type RawDefault } from "../catalogue/parameter.ts";
import { rangeText } from "../catalogue/range-text.ts";
import { formatRelease, type Release } from "../catalogue/release.ts";
import { type ParameterText, type Texts, Words } from "../catalogue/texts.ts";
import type { Locale } from "../locale.ts";
import { code } from "./markdown.ts";
import { valueNote, wordsOf } from "./value-note.ts";

/**
 * A parameter's page as Markdown, for one release and language. `key` is what the user wrote; `running`: what to say beside
 * the default about the kernel that runs.
 */
export function documentation(view: ParameterAtRelease, texts: Texts, locale: Locale, key = view.parameter.key, running?: string): string {
  const { parameter } = view;
  const title = new Words(parameter, texts).text.title || parameter.key;
  return `**${title}**  \n${code(key)}\n\n${documentationBody(view, texts, locale, running)}`;
}

/** The same without the lines that name the parameter. */
export function documentationBody(view: ParameterAtRelease, texts: Texts, locale: Locale, running?: string): string {
  const { parameter, release } = view;
  const words = new Words(parameter, texts);
  const { text } = words;
  const blocks = [state(parameter, release, words, locale), text.summary];
  blocks.push(factLines(view, words, locale, running).join("\n"));
  if (text.body) blocks.push(text.body);
  blocks.push(meanings(parameter, words, locale), suggestionLines(view, words, locale), relatedLine(text, locale), linkLine(parameter, text, release, locale));
  return blocks.filter((block) => block !== "").join("\n\n");
}

/** Gone, renamed, not there yet, without effect: said before anything else. */
function state(parameter: Parameter, release: Release, words: Words, locale: Locale): string {
  const { facts } = parameter;
  const lines: string[] = [];
  const en = locale === "en";
  if (parameter.isRemovedIn(release)) {
    const since = facts.removed === "2.6.32" ? "" : ` ${facts.removed}`;
    if (facts.renamed)
      lines.push(
        en
          ? `Renamed${since ? ` in Linux${since}` : " long ago"}: now \`${facts.renamed}\`.`
          : `${since ? `Linux${since} 起` : "早已"}改名为 \`${facts.renamed}\`。`,
      );
    else lines.push(en ? `Removed${since ? ` in Linux${since}` : " long ago"}.` : `${since ? `Linux${since} 起` : "早已"}移除。`);
  }
  if (parameter.isNotYetIn(release))
    lines.push(
      en
        ? `Exists since Linux ${facts.since}; Linux ${formatRelease(release)} does not have it.`
        : `Linux ${facts.since} 起才有，Linux ${formatRelease(release)} 没有。`,
    );
  if (parameter.noEffect !== undefined && release >= parameter.noEffect)
    lines.push(en ? `Without effect since Linux ${facts.noEffect}.` : `Linux ${facts.noEffect} 起不再起作用。`);
  if (facts.readOnly) lines.push(en ? "Read-only." : "只读。");
  if (facts.writeOnly) lines.push(en ? "Write-only." : "只写。");
  const { vendor } = words.text;
  if (vendor) lines.push(en ? `Not in the upstream kernel: ${vendor}.` : `上游内核没有：${vendor}。`);
  return lines.length > 0 ? `⚠ ${lines.join(" ")}` : "";
}

function factLines(view: ParameterAtRelease, words: Words, locale: Locale, running?: string): string[] {
  const { parameter, release, facts } = view;
  const en = locale === "en";
  const lines: string[] = [];
  const add = (name: string, value: string | undefined) => {
    if (value) lines.push(en ? `- ${name}: ${value}` : `- ${name}：${value}`);
  };
  // What the release lacks has neither there.
  const there = parameter.existsIn(release);
  if (there) add(en ? `Default in ${formatRelease(release)}` : `${formatRelease(release)} 的默认值`, defaultText(view, words, locale));
  if (running) lines.push(`- ${running}`);
  if (there && !facts.readOnly) add(en ? "Accepts" : "可接受", accepted(view, words, locale));
  add(en ? "Unit" : "单位", words.unit);
  const since = facts.since && facts.since !== "2.6.32" ? (en ? `Linux ${facts.since}` : `Linux ${facts.since}`) : undefined;
  add(en ? "Since" : "始于", since);
  if (facts.scope === "network-namespace")
    add(
      en ? "Scope" : "作用域",
      en
        ? `each network namespace has its own${facts.readOnlyInNamespace ? ", read-only outside the first" : ""}`
        : `每个网络命名空间各有一份${facts.readOnlyInNamespace ? "，在初始命名空间之外只读" : ""}`,
    );
  else if (facts.scope === "global") add(en ? "Scope" : "作用域", en ? "the whole machine" : "整台机器");
  add(en ? "`all` and the interface" : "`all` 与接口的关系", combineText(facts.combine, locale));
  if (facts.module) add(en ? "Needs module" : "需要模块", `\`${facts.module}\``);
  return lines;
}

const COMBINE = {
  max: { en: "the larger of both holds", "zh-cn": "取两者中较大的" },
  or: { en: "on if either is on", "zh-cn": "任一打开即为打开" },
  and: { en: "on only if both are on", "zh-cn": "两者都打开才算打开" },
  "all-only": { en: "only `all` counts", "zh-cn": "只看 `all`" },
  "interface-only": { en: "only the interface's own value counts", "zh-cn": "只看接口自己的值" },
  special: { en: "see below", "zh-cn": "见下文" },
} as const;

function combineText(combine: keyof typeof COMBINE | undefined, locale: Locale): string | undefined {
  return combine && COMBINE[combine][locale];
}

/** The default in force, and the ones before it where it changed. */
function defaultText(view: ParameterAtRelease, words: Words, locale: Locale): string | undefined {
  if (view.default === undefined) return undefined;
  return oneDefault(view.default, words, locale);
}

/** "16384 with 4 GiB", the usual form of an example, in Chinese; other forms are left out. */
function chineseExample(example: string | undefined): string | undefined {
  const match = /^([\d, ]+) with ([\d.]+ [GM]iB)$/.exec(example ?? "");
  return match ? `${match[2]} 内存时为 ${match[1]}` : undefined;
}

function oneDefault(value: RawDefault, words: Words, locale: Locale): string {
  if (typeof value === "object" && !isList(value)) {
    const formula = words.text.formula ?? value.formula;
    const example = locale === "en" ? value.example : chineseExample(value.example);
    return example ? (locale === "en" ? `${formula} (${example})` : `${formula}（${example}）`) : formula;
  }
  const list = wordsOf(value);
  if (list.join("") === "") return locale === "en" ? "empty" : "空";
  const shown = `\`${list.join(" ")}\``;
  const note = valueNote(list, words, locale);
  return note ? (locale === "en" ? `${shown} (${note})` : `${shown}（${note}）`) : shown;
}

function accepted(view: ParameterAtRelease, words: Words, locale: Locale): string | undefined {
  if (!view.isNumeric || !view.accepts) return undefined;
  const names = Array.from({ length: view.arity }, (_, i) => words.name(i)).filter(Boolean);
  const vector =
    view.arity > 1 ? (locale === "en" ? `${view.arity} numbers (${names.join(", ") || view.arity}), ` : `${view.arity} 个数（${names.join("、")}），`) : "";
  if (view.accepts.length > 1) {
    return vector + view.accepts.map((_, i) => `${words.name(i) ?? i + 1}: ${rangeText(view, i)[locale]}`).join("; ");
  }
  return vector + rangeText(view, 0)[locale];
}

function meanings(parameter: Parameter, words: Words, locale: Locale): string {
  const { facts } = parameter;
  const lines: string[] = [];
  const colon = locale === "en" ? ": " : "：";
  for (const value of facts.values ?? []) lines.push(`- \`${value}\`${colon}${words.value(value)}`);
  for (const mask of facts.bits ?? []) lines.push(`- ${locale === "en" ? "bit" : "位"} \`${mask}\`${colon}${words.bit(mask)}`);
  return lines.join("\n");
}

function suggestionLines(view: ParameterAtRelease, words: Words, locale: Locale): string {
  if (!view.parameter.existsIn(view.release)) return "";
  const lines = view.suggestions.map(({ value }) => `- \`${value}\`${locale === "en" ? ": " : "："}${words.suggestion(String(value))}`);
  return lines.length > 0 ? [locale === "en" ? "Suggested:" : "建议值：", ...lines].join("\n") : "";
}

function relatedLine(text: ParameterText, locale: Locale): string {
  const related = text.related.map((key) => `\`${key}\``);
  return related.length > 0 ? (locale === "en" ? `Related: ${related.join(", ")}` : `相关参数：${related.join("、")}`) : "";
}

/** Links to the kernel's own page and source, of the release where the parameter exists. */
function linkLine(parameter: Parameter, { page, source }: ParameterText, release: Release, locale: Locale): string {
  const version = parameter.isRemovedIn(release) ? undefined : formatRelease(release);
  const links: string[] = [];
  if (page && version) links.push(`[${locale === "en" ? "Kernel documentation" : "内核文档"}](${kernelPage(page, release)})`);
  if (source && version) links.push(`[${source}](https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git/tree/${source}?h=v${version})`);
  return links.join(" · ");
}

/** The rendered page of the release; before 4.13 the pages were plain text elsewhere, so the current one serves. */
export function kernelPage(page: string, release: Release): string {
  return release >= 5_003_000 ? `https://www.kernel.org/doc/html/v${formatRelease(release)}/${page}` : `https://docs.kernel.org/${page}`;
}

/** Markdown for clients that show plain text only. */
export function toPlainText(markdown: string): string {
  return markdown
    .replace(/\[([^[\]]*)\]\([^()]*\)/g, "$1")
    .replace(/[*`]/g, "")
    .replace(/ {2}\n/g, "\n");
}
