import type { ParameterAssignment, ParameterRow } from "../../server/features/reference.ts";
import type { DocumentationAnswer } from "../../server/requests/protocol.ts";
import type { ReferenceMessage, ReferenceRequest } from "../views/reference-messages.ts";
import type { ReferenceWords } from "../views/reference-words.ts";
import { markdown } from "./markdown.ts";
import { filled, h, host, onData, root } from "./page.ts";
import { ParameterList } from "./reference-list.ts";

const FILTERS = ["present", "set", "differs", "absent", "all"] as const;
type Filter = (typeof FILTERS)[number];

/** What outlives the page being hidden. */
interface State {
  query: string;
  tree: string;
  filter: Filter;
  key: string | undefined;
}

const state: State = { query: "", tree: "", filter: "present", key: undefined, ...(host.getState() as Partial<State> | undefined) };

let words: ReferenceWords;
let kernel = "";
let parameters: readonly ParameterRow[] = [];
let byKey = new Map<string, ParameterRow>();
let assignments: readonly ParameterAssignment[] = [];
let file: string | undefined;
/** Keys that the query finds, best first; undefined while there is no query. */
let found: readonly string[] | undefined;
let page: DocumentationAnswer | undefined;

const query = h("input", {
  type: "search",
  id: "query",
  spellcheck: "false",
  autocomplete: "off",
  input: () => search(),
  keydown: (event) => pressInSearch(event as KeyboardEvent),
});
const tree = h("select", { id: "tree", change: () => filter() });
const show = h("select", { id: "show", change: () => filter() });
const count = h("p", { id: "count", role: "status" });
const list = new ParameterList((key, enter) => open(key, enter));
const article = h("article", { id: "documentation", tabindex: 0 });
const heading = h("h1", { class: "unseen" });

root().append(heading, h("div", { class: "bar", role: "search" }, query, tree, show, count), h("div", { class: "panes" }, list.element, article));

onData<ReferenceMessage>((message) => {
  // The words come with the parameters; what is sent before those is sent again behind them.
  if (parameters.length === 0 && message.type !== "parameters") return;
  if (message.type === "parameters") takeParameters(message);
  else if (message.type === "assignments") takeAssignments(message);
  else if (message.type === "found") takeFound(message);
  else if (message.type === "documentation") takeDocumentation(message);
  else takeWish(message);
});

function send(message: ReferenceRequest): void {
  host.postMessage(message);
}

function remember(): void {
  host.setState(state);
}

function takeParameters(message: Extract<ReferenceMessage, { type: "parameters" }>): void {
  ({ words, kernel, parameters } = message);
  byKey = new Map(parameters.map((parameter) => [parameter.key, parameter]));
  document.documentElement.lang = message.locale === "en" ? "en" : "zh-CN";
  heading.textContent = words.title;
  query.placeholder = words.search;
  query.setAttribute("aria-label", words.search);
  query.value = state.query;
  article.setAttribute("aria-label", words.documentation);
  options(tree, words.tree, [["", words.whole], ...treesOf(parameters).map((name) => [name, name] as const)], state.tree);
  options(
    show,
    words.show,
    FILTERS.map((name) => [name, filled(words[name], { kernel })] as const),
    state.filter,
  );
  list.fill(parameters, words);
  list.mark(assignments);
  found = undefined;
  if (state.query.trim()) send({ type: "search", query: state.query });
  else render();
  if (state.key !== undefined) open(state.key);
  else renderPage();
}

function takeAssignments(message: Extract<ReferenceMessage, { type: "assignments" }>): void {
  ({ assignments, file } = message);
  list.mark(assignments);
  // Not while somebody is somewhere else in the list.
  render(undefined);
  renderPage();
}

/** An answer to what is no longer asked is dropped. */
function takeFound(message: Extract<ReferenceMessage, { type: "found" }>): void {
  if (message.query !== state.query) return;
  found = message.keys;
  render();
}

function takeDocumentation(message: DocumentationAnswer): void {
  if (message.key !== state.key) return;
  page = message;
  renderPage();
}

/** Somebody asked for a parameter, or for a search, from outside. */
function takeWish({ key, query: text }: { key?: string | undefined; query?: string | undefined }): void {
  if (key === undefined && text === undefined) {
    query.focus();
    return;
  }
  if (key !== undefined) {
    // It must be in the list, whatever was looked at before.
    Object.assign(state, { query: "", tree: "", filter: byKey.get(key)?.absent ? "all" : "present" });
    open(key, true);
  } else Object.assign(state, { query: text, tree: "", filter: "all" });
  query.value = state.query;
  tree.value = state.tree;
  show.value = state.filter;
  search();
}

function search(): void {
  state.query = query.value;
  remember();
  if (state.query.trim()) send({ type: "search", query: state.query });
  else {
    found = undefined;
    render();
  }
}

function filter(): void {
  state.tree = tree.value;
  state.filter = show.value as Filter;
  remember();
  render();
}

/** Down goes into the list, Enter takes the first. */
function pressInSearch(event: KeyboardEvent): void {
  if (event.key !== "ArrowDown" && event.key !== "Enter") return;
  event.preventDefault();
  if (event.key === "Enter" && list.first !== undefined) open(list.first);
  list.element.focus();
}

function render(scroll: ScrollLogicalPosition | undefined = "center"): void {
  const set = new Map(assignments.map((assignment) => [assignment.key, assignment]));
  const wanted: Readonly<Record<Filter, (row: ParameterRow) => boolean>> = {
    present: ({ absent }) => absent === undefined,
    set: ({ key }) => set.has(key),
    differs: ({ key }) => set.get(key)?.differs === true,
    absent: ({ absent }) => absent !== undefined,
    all: () => true,
  };
  const keys = (found ?? parameters.map(({ key }) => key)).filter((key) => {
    const row = byKey.get(key);
    return row !== undefined && (state.tree === "" || key.startsWith(`${state.tree}.`)) && wanted[state.filter](row);
  });
  list.show(keys);
  list.select(state.key, scroll);
  const aboutFile = state.filter === "set" || state.filter === "differs";
  count.textContent = keys.length > 0 ? countText(keys.length) : aboutFile && found === undefined ? words.nothingSet : words.nothing;
}

function countText(count: number): string {
  return count === 1 ? words.one : filled(words.count, { count: count.toLocaleString("en") });
}

function open(key: string, read = false): void {
  state.key = key;
  remember();
  list.select(key, "nearest");
  send({ type: "open", key });
  if (read) article.focus();
}

function renderPage(): void {
  if (page && page.key === state.key) renderDocumentation(page);
  else article.replaceChildren(h("p", { class: "hint" }, words.choose));
}

function renderDocumentation(shown: DocumentationAnswer): void {
  const { key, title, absent, readOnly } = shown;
  const name = h("p", { class: "name" }, h("code", {}, key));
  const actions = h("div", { class: "actions" });
  if (!absent && !readOnly) actions.append(h("button", { class: "primary", click: () => send({ type: "insert", key }) }, words.insert));
  const lines = assignments.filter((assignment) => assignment.key === key).slice(0, MAX_LINES);
  if (lines.length > 0 && file) actions.append(h("span", { class: "in-file" }, filled(words.inFile, { file })));
  for (const { line, value } of lines)
    actions.append(
      h("button", { class: "link", click: () => send({ type: "goTo", line }) }, filled(words.line, { line: line + 1, value: value.slice(0, 60) })),
    );
  article.replaceChildren(h("h2", {}, title || key), name, actions, ...markdown(shown.markdown, code));
  if (shown !== lastShown) article.scrollTop = 0;
  lastShown = shown;
}

let lastShown: DocumentationAnswer | undefined;

/** A file may set a parameter for many interfaces. */
const MAX_LINES = 6;

/** The name of another parameter leads to it. */
function code(text: string): HTMLElement {
  const element = h("code", {}, text);
  return byKey.has(text) && text !== state.key ? h("button", { class: "link", click: () => open(text) }, element) : element;
}

function options(select: HTMLSelectElement, label: string, entries: readonly (readonly [string, string])[], value: string): void {
  select.setAttribute("aria-label", label);
  select.title = label;
  select.replaceChildren(...entries.map(([name, text]) => h("option", { value: name }, text)));
  select.value = value;
}

/** Folders to choose from: the first level, and below net the second. */
function treesOf(rows: readonly ParameterRow[]): string[] {
  const names = new Set<string>();
  for (const { key } of rows) {
    const [first = "", second = ""] = key.split(".");
    names.add(first);
    if (first === "net") names.add(`${first}.${second}`);
  }
  return [...names].sort();
}
