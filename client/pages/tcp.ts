import type { TcpAnswer, TcpCounter, TcpLimit, TcpParameter, TcpStateCount } from "../../server/machine/tcp-answer.ts";
import type { TcpMessage, TcpRequest } from "../views/tcp-messages.ts";
import type { TcpWords } from "../views/tcp-words.ts";
import { h, host, onData, root, svg } from "./page.ts";

/** Width of all bars in their own units; how wide they are on the screen is the style sheet's. */
const BAR = 1000;

/** A part of the page, built once: what it shows follows every message, so that focus and scroll position stay. */
interface Part {
  readonly element: HTMLElement;
  show(message: TcpMessage): void;
}

let shape = "";
let parts: readonly Part[] = [];

onData<TcpMessage>((message) => {
  const shapeNow = shapeOf(message);
  if (shapeNow !== shape) {
    shape = shapeNow;
    parts = [head(message.words), states(message), limits(message), counters(message), meanings(message)];
    root().replaceChildren(...parts.map(({ element }) => element));
  }
  for (const part of parts) part.show(message);
});

/** What of a message needs other elements, and not only other numbers in them. */
function shapeOf({ words, now: { states, limits, counters, parameters } }: TcpMessage): string {
  const names = [states, limits, counters].map((list) => list.map(({ name }) => name));
  return JSON.stringify([words, names, parameters.map(({ key }) => key)]);
}

function send(request: TcpRequest): void {
  host.postMessage(request);
}

const number = new Intl.NumberFormat(document.documentElement.lang);
const rate = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });
const percent = new Intl.NumberFormat(document.documentElement.lang, { style: "percent", maximumFractionDigits: 1 });
const clock = new Intl.DateTimeFormat(document.documentElement.lang, { timeStyle: "medium" });

function head(words: TcpWords): Part {
  const time = h("span");
  let isPaused = false;
  const pause = h("button", { click: () => send({ type: "pause", isPaused: !isPaused }) });
  return {
    element: h("header", {}, h("h1", {}, words.title), h("p", {}, words.about), h("p", { class: "reading" }, time, pause)),
    show({ now, isPaused: paused }) {
      isPaused = paused;
      time.textContent = `${words.readAt} ${clock.format(now.time)}`;
      pause.textContent = paused ? words.resume : words.pause;
    },
  };
}

/** The chart and its table are one: each bar stands beside its number. */
function states({ words, now }: TcpMessage): Part {
  const incomplete = h("p", { class: "warning", hidden: true }, words.incomplete);
  const rows = now.states.map(stateRow);
  const all = numberCell();
  const table = h(
    "table",
    { class: "grid chart" },
    h("caption", { class: "spoken" }, words.states),
    heading([words.state, ""], [words.total, "IPv4", "IPv6"]),
    h("tbody", {}, ...rows.map(({ element }) => element)),
    h("tfoot", {}, h("tr", {}, h("th", { scope: "row" }, words.all), h("td"), all, h("td"), h("td"))),
  );
  return {
    element: h("section", {}, h("h2", {}, words.states), incomplete, table),
    show(message) {
      incomplete.hidden = message.now.isComplete;
      all.textContent = number.format(sum(message.now.states.map(totalOf)));
      for (const row of rows) row.show(message);
    },
  };
}

function stateRow({ name }: TcpStateCount): Part {
  const bar = drawBar();
  const [total, ipv4, ipv6] = [numberCell(), numberCell(), numberCell()];
  return {
    element: h("tr", {}, h("th", { scope: "row", class: "name" }, name), h("td", { class: "bar" }, bar.element), total, ipv4, ipv6),
    show({ now }) {
      const state = now.states.find((each) => each.name === name);
      if (!state) return;
      bar.set(totalOf(state) / Math.max(1, ...now.states.map(totalOf)));
      total.textContent = number.format(totalOf(state));
      ipv4.textContent = number.format(state.ipv4);
      ipv6.textContent = number.format(state.ipv6);
    },
  };
}

/** What decides how many connections are in which state: below the numbers, so that those stay together. */
function meanings({ words, now }: TcpMessage): Part {
  const items = now.states.map(({ name, meaning, parameters }) => explained(name, meaning, parameters, words, { element: h("li") }));
  return {
    element: h("section", {}, h("h2", {}, words.meanings), h("ul", { class: "meanings" }, ...items.map(({ element }) => element))),
    show(message) {
      for (const item of items) item.show(message);
    },
  };
}

function limits({ words, now }: TcpMessage): Part {
  const rows = now.limits.map((limit) => limitRow(limit, words));
  return section(words.limits, heading([words.what], [words.now, words.limit, words.used]), rows);
}

function limitRow({ name, meaning, parameters, unit }: TcpLimit, words: TcpWords): Part {
  const drawing = drawBar();
  drawing.element.classList.add("gauge");
  const about = explained(unit ? `${name} (${words[unit]})` : name, meaning, parameters, words, { drawing: drawing.element });
  const [count, limit, used] = [numberCell(), numberCell(), numberCell()];
  return {
    element: h("tr", {}, about.element, count, limit, used),
    show(message) {
      about.show(message);
      const found = message.now.limits.find((each) => each.name === name);
      if (!found) return;
      const share = (of: number) => (found.limit > 0 ? of / found.limit : 1);
      const { pressure } = found;
      drawing.set(share(found.count), pressure === undefined ? undefined : share(pressure));
      drawing.element.classList.toggle("full", found.count >= (pressure ?? found.limit));
      count.textContent = number.format(found.count);
      limit.replaceChildren(number.format(found.limit));
      if (pressure !== undefined) limit.append(h("span", { class: "note" }, `${words.pressure} ${number.format(pressure)}`));
      used.textContent = percent.format(share(found.count));
    },
  };
}

function counters({ words, now }: TcpMessage): Part {
  const rows = now.counters.map((counter) => counterRow(counter, words));
  return section(words.counters, heading([words.counter], [words.sinceStart, words.sinceOpened, words.perSecond]), rows);
}

function counterRow({ name, meaning, parameters }: TcpCounter, words: TcpWords): Part {
  const about = explained(name, meaning, parameters, words);
  const [total, opened, perSecond] = [numberCell(), numberCell(), numberCell()];
  const row = h("tr", {}, about.element, total, opened, perSecond);
  return {
    element: row,
    show({ now, opened: first, before, ...message }) {
      about.show({ now, opened: first, before, ...message });
      const value = valueIn(now, name);
      const grown = value - valueIn(first, name);
      const seconds = before ? (now.time - before.time) / 1000 : 0;
      total.textContent = number.format(value);
      opened.textContent = number.format(grown);
      perSecond.textContent = before && seconds > 0 ? rate.format((value - valueIn(before, name)) / seconds) : "–";
      row.classList.toggle("grown", grown > 0);
    },
  };
}

function valueIn({ counters }: TcpAnswer, name: string): number {
  return counters.find((counter) => counter.name === name)?.value ?? 0;
}

/** A name, perhaps a drawing, what it means, and the parameters that decide: the first cell of a row, or another `element`. */
function explained(
  name: string,
  meaning: string,
  keys: readonly string[],
  words: TcpWords,
  { element = h("th", { scope: "row" }), drawing }: { readonly element?: HTMLElement; readonly drawing?: Element } = {},
): Part {
  const buttons = keys.map((key) => parameterButton(key, words));
  element.append(h("div", { class: "name" }, name), ...(drawing ? [drawing] : []), h("div", {}, meaning));
  if (buttons.length > 0) element.append(h("ul", { class: "parameters" }, ...buttons.map((button) => h("li", {}, button.element))));
  return {
    element,
    show(message) {
      for (const button of buttons) button.show(message);
    },
  };
}

/** Goes to the line that sets a parameter, or adds one. */
function parameterButton(key: string, words: TcpWords): Part {
  const values = h("span", { class: "values" });
  const button = h("button", { class: "link", click: () => send({ type: "parameter", key }) }, h("span", { class: "key" }, key));
  return {
    element: h("span", {}, button, values),
    show({ now }) {
      const parameter = now.parameters.find((each) => each.key === key);
      if (!parameter) return;
      values.textContent = valuesText(parameter, words);
      button.title = parameter.line === undefined ? words.insert : words.goToLine;
    },
  };
}

function valuesText({ running, value }: TcpParameter, words: TcpWords): string {
  const now = running === undefined ? words.notThere : `${words.running} ${running}`;
  return ` ${now}${value === undefined ? "" : ` · ${words.inFile} ${value}`}`;
}

function section(title: string, head: HTMLElement, rows: readonly Part[]): Part {
  return {
    element: h(
      "section",
      {},
      h("h2", {}, title),
      h("table", { class: "grid" }, h("caption", { class: "spoken" }, title), head, h("tbody", {}, ...rows.map(({ element }) => element))),
    ),
    show(message) {
      for (const row of rows) row.show(message);
    },
  };
}

/** An empty name is a column of bars, which say nothing that the numbers do not. */
function heading(left: readonly string[], right: readonly string[]): HTMLElement {
  const cell = (name: string, isNumber: boolean) => (name === "" ? h("td", { class: "bar" }) : h("th", { scope: "col", class: isNumber && "number" }, name));
  return h("thead", {}, h("tr", {}, ...left.map((name) => cell(name, false)), ...right.map((name) => cell(name, true))));
}

function numberCell(): HTMLElement {
  return h("td", { class: "number" });
}

/** A bar from 0 to 1, perhaps with a mark; for the eye only, the numbers stand beside it. */
function drawBar(): { readonly element: Element; set(share: number, mark?: number): void } {
  const bar = svg("rect", { class: "filled", height: 10, y: 2 });
  const line = svg("rect", { class: "mark", width: 4, height: 14, visibility: "hidden" });
  return {
    element: svg("svg", { viewBox: `0 0 ${BAR} 14`, preserveAspectRatio: "none", "aria-hidden": "true" }, bar, line),
    set(share, mark) {
      bar.setAttribute("width", String(onBar(share)));
      line.setAttribute("visibility", mark === undefined ? "hidden" : "visible");
      line.setAttribute("x", String(onBar(mark ?? 0) - 2));
    },
  };
}

function onBar(share: number): number {
  return Math.round(Math.min(1, Math.max(0, share)) * BAR);
}

function totalOf({ ipv4, ipv6 }: TcpStateCount): number {
  return ipv4 + ipv6;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
