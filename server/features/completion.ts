import type { CompletionItem, CompletionList } from "vscode-languageserver";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Release } from "../catalogue/release.ts";
import { Words } from "../catalogue/texts.ts";
import type { Position, Range } from "../document/document.ts";
import type { Line } from "../document/line.ts";
import { lineEndingOf } from "../rules/edits.ts";
import type { Target } from "../target.ts";
import { visible } from "../visible.ts";
import { type FeatureContext, lineAt } from "./context.ts";
import { documentation, toPlainText } from "./documentation.ts";
import { matchKeys } from "./key-matches.ts";
import { writtenProfiles } from "./profiles.ts";
import { inWords } from "./units.ts";

/** LSP's CompletionItemKind numbers. */
const MODULE = 9;
const PROPERTY = 10;
const VALUE = 12;
const SNIPPET = 15;
const ENUM_MEMBER = 20;

/** What an item is about; documentation is worked out only when the client asks for it. */
interface ItemData {
  readonly key?: string;
  readonly value?: string;
  /** A profile's name, and the release that it was written for. */
  readonly profile?: string;
  readonly kernel?: Release;
}

/** Keys before the equals sign, values behind it. */
export function complete(context: FeatureContext, position: Position): CompletionList | undefined {
  const line = lineAt(context, position);
  if (!line) return undefined;
  const equals = line.text.indexOf("=");
  if (equals >= 0 && position.character > equals) return completeValue(context, line, position, equals);
  const before = line.text.slice(0, position.character).trimStart();
  if (before.startsWith("#") || before.startsWith(";")) return undefined;
  return completeKey(context, line, position, equals < 0);
}

/** Adds the documentation to an item that the user looks at. */
export function resolveCompletion(
  context: Pick<FeatureContext, "texts" | "locale" | "client">,
  item: CompletionItem,
  catalogue: Catalogue,
  { kernel, hz }: Pick<Target, "kernel" | "hz">,
): CompletionItem {
  const data = item.data as ItemData | undefined;
  if (data?.profile) return { ...item, documentation: profileDocumentation(context, data, catalogue) };
  const parameter = data?.key ? catalogue.get(data.key) : undefined;
  if (!parameter) return item;
  const markdown = documentation(parameter.at(kernel, hz), context.texts, context.locale);
  return { ...item, documentation: context.client.markdown ? { kind: "markdown", value: markdown } : toPlainText(markdown) };
}

function completeKey(context: FeatureContext, line: Line, position: Position, addEquals: boolean): CompletionList {
  const { text } = line;
  // A dash in front is the loader's, not the key's.
  const dash = /^\s*-?\s*/.exec(text)?.[0].length ?? 0;
  const start = Math.min(dash, position.character);
  const equals = text.indexOf("=");
  const rest = equals < 0 ? text : text.slice(0, equals);
  const blank = rest.slice(position.character).search(/\s/);
  const end = blank < 0 ? Math.max(rest.length, position.character) : position.character + blank;
  const range = rangeIn(line, start, end);
  const typed = text.slice(start, position.character);
  const matches = matchKeys(context, typed);
  const items = matches.map((match, i): CompletionItem => {
    // Interfaces are named by the files.
    const label = visible(match.key);
    const newText = match.folder || !addEquals ? match.key : `${match.key} = `;
    const item: CompletionItem = { label, kind: match.folder ? MODULE : PROPERTY, sortText: String(i).padStart(3, "0") };
    if (label !== match.key) item.filterText = match.key;
    if (context.client.sharedEditRange) {
      if (newText !== label) item.textEditText = newText;
    } else item.textEdit = { range, newText };
    if (match.parameter) {
      item.data = { key: match.parameter.key } satisfies ItemData;
      const { title } = new Words(match.parameter, context.texts).text;
      if (title) item.labelDetails = { description: title };
    }
    if (context.client.isVsCode && (match.folder || addEquals)) item.command = { title: "", command: "editor.action.triggerSuggest" };
    return item;
  });
  if (addEquals && !/[./]|^\s*-/.test(line.text) && text.slice(end).trim() === "") items.push(...completeProfile(context, line, typed, range));
  return listOf(context, items, range, true);
}

/** On a line of its own: whole blocks for a case, found by their name or by `profile`. Plain text, so that every client can take them. */
function completeProfile(context: FeatureContext, line: Line, typed: string, range: Range): CompletionItem[] {
  const { document, options, target } = context.analysis;
  const wanted = writtenProfiles(options.catalogue, target, context.locale).filter(({ name }) => `profile ${name}`.includes(typed.toLowerCase()));
  return wanted.map(({ name, title, text }): CompletionItem => {
    const newText = text.trimEnd().replaceAll("\n", lineEndingOf(document, line));
    return {
      label: `profile ${name}`,
      kind: SNIPPET,
      labelDetails: { description: title },
      data: { profile: name, kernel: target.kernel } satisfies ItemData,
      // Behind all keys.
      sortText: `z${name}`,
      ...(context.client.sharedEditRange ? { textEditText: newText } : { textEdit: { range, newText } }),
    };
  });
}

function profileDocumentation({ client, locale }: Pick<FeatureContext, "client" | "locale">, { profile, kernel = 0 }: ItemData, catalogue: Catalogue) {
  const text = writtenProfiles(catalogue, { kernel }, locale).find(({ name }) => name === profile)?.text ?? "";
  return client.markdown ? { kind: "markdown" as const, value: `\`\`\`sysctl\n${text}\`\`\`` } : text;
}

function completeValue(context: FeatureContext, line: Line, position: Position, equals: number): CompletionList | undefined {
  const { parameter } = context.analysis.resolve(line);
  if (!parameter || parameter.facts.readOnly) return undefined;
  const words = new Words(parameter.parameter, context.texts);
  const { locale } = context;
  const empty = line.valueStart >= line.valueEnd;
  const range = empty
    ? rangeIn(line, position.character, position.character)
    : rangeIn(line, Math.min(line.valueStart, position.character), Math.max(line.valueEnd, position.character));
  const blank = empty && position.character === equals + 1 && line.text.charAt(equals - 1) === " " ? " " : "";
  const items: CompletionItem[] = [];
  const seen = new Set<string>();
  const add = (value: string, description: string, kind: CompletionItem["kind"]) => {
    if (seen.has(value)) return;
    seen.add(value);
    const item: CompletionItem = {
      label: value,
      kind: kind ?? VALUE,
      labelDetails: { description },
      filterText: blank + value,
      sortText: String(items.length).padStart(2, "0"),
      data: { key: parameter.facts.key, value } satisfies ItemData,
    };
    if (context.client.sharedEditRange) {
      if (blank) item.textEditText = blank + value;
    } else item.textEdit = { range, newText: blank + value };
    items.push(item);
  };
  const standard = parameter.defaultText;
  const isDefault = locale === "en" ? "default" : "默认值";
  for (const { value } of parameter.suggestions) {
    const friendly = typeof value === "number" ? inWords(value, parameter.facts.unit, locale) : undefined;
    add(String(value), `${friendly ? `${friendly}; ` : ""}${words.suggestion(String(value)) ?? ""}`, VALUE);
  }
  for (const value of parameter.facts.values ?? []) add(value, `${words.value(value)}${value === standard ? ` (${isDefault})` : ""}`, ENUM_MEMBER);
  if (standard !== undefined && standard !== "") {
    const friendly = parameter.arity === 1 ? inWords(Number(standard), parameter.facts.unit, locale) : undefined;
    add(standard, friendly ? `${isDefault}: ${friendly}` : isDefault, VALUE);
  }
  return listOf(context, items, range, false);
}

function rangeIn(line: Line, start: number, end: number): Range {
  return { start: { line: line.number, character: start }, end: { line: line.number, character: end } };
}

function listOf(context: FeatureContext, items: CompletionItem[], range: Range, isIncomplete: boolean): CompletionList {
  return context.client.sharedEditRange ? { isIncomplete, items, itemDefaults: { editRange: range } } : { isIncomplete, items };
}
