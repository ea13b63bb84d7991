import type { CompletionItem, CompletionList } from "vscode-languageserver";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Release } from "../catalogue/release.ts";
import { Words } from "../catalogue/texts.ts";
import type { Position, Range } from "../document/document.ts";
import type { Line } from "../document/line.ts";
import { type FeatureContext, lineAt } from "./context.ts";
import { documentation, toPlainText } from "./documentation.ts";
import { matchKeys } from "./key-matches.ts";
import { inWords } from "./units.ts";

/** LSP's CompletionItemKind numbers. */
const MODULE = 9;
const PROPERTY = 10;
const VALUE = 12;
const ENUM_MEMBER = 20;

/** What an item is about; documentation is worked out only when the client asks for it. */
interface ItemData {
  readonly key: string;
  readonly value?: string;
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
  kernel: Release,
): CompletionItem {
  const data = item.data as ItemData | undefined;
  const parameter = data && catalogue.get(data.key);
  if (!parameter) return item;
  const markdown = documentation(parameter, kernel, context.texts, context.locale);
  return { ...item, documentation: context.client.markdown ? { kind: "markdown", value: markdown } : toPlainText(markdown) };
}

function completeKey(context: FeatureContext, line: Line, position: Position, addEquals: boolean): CompletionList {
  const { text } = line;
  // A dash in front is the loader's, not the key's.
  const dash = /^\s*-?\s*/.exec(text)?.[0].length ?? 0;
  const start = Math.min(dash, position.character);
  const equals = text.indexOf("=");
  const rest = equals < 0 ? text : text.slice(0, equals);
  let end = position.character;
  while (end < rest.length && !/\s/.test(rest.charAt(end))) end++;
  const range = rangeIn(line, start, end);
  const typed = text.slice(start, position.character);
  const matches = matchKeys(context, typed);
  const items = matches.map((match, i): CompletionItem => {
    const label = match.key;
    const newText = match.folder || !addEquals ? label : `${label} = `;
    const item: CompletionItem = { label, kind: match.folder ? MODULE : PROPERTY, sortText: String(i).padStart(3, "0") };
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
  return listOf(context, items, range, true);
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
  for (const value of Object.keys(parameter.facts.values ?? {})) add(value, `${words.value(value)}${value === standard ? ` (${isDefault})` : ""}`, ENUM_MEMBER);
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
