import type { BufferView, LimitView, PortsView, WaitView } from "../../../server/lifecycle/model.ts";
import type { LifecycleMessage } from "../../views/lifecycle-messages.ts";
import type { LifecycleWords } from "../../views/lifecycle-words.ts";
import { h, svg } from "../page.ts";
import { type Axis, sizeAxis, strip, timeAxis, waitMarks } from "./axis.ts";
import type { Parameters } from "./parameters.ts";

/** The sections below the state diagram: times, limits, ports, sizes. */
export function charts(lifecycle: LifecycleMessage, parameters: Parameters): HTMLElement[] {
  const { words, waits, limits, ports, buffers } = lifecycle;
  const section = (title: string, about: string | undefined, ...children: (HTMLElement | undefined)[]) =>
    h("section", {}, h("h2", {}, title), about !== undefined && h("p", { class: "about" }, about), ...children);
  const times = timeAxis(waits);
  const sizes = sizeAxis(buffers);
  return [
    section(words.waits, words.waitsAbout, ...waits.map((wait) => waitRow(wait, times, parameters)), waitTable(waits, words)),
    section(words.limits, words.limitsAbout, h("div", { class: "limits" }, ...limits.map((limit) => limitCard(limit, words, parameters)))),
    ...(ports ? [section(words.ports, undefined, portsRow(ports, words, parameters))] : []),
    section(words.buffers, words.buffersAbout, ...buffers.map((buffer) => bufferRow(buffer, sizes, parameters))),
  ];
}

/** Whose time it is: the colours of the state diagram. */
const ROLES: Readonly<Record<string, string>> = {
  syn: "client",
  "syn-ack": "server",
  data: "open",
  keepalive: "open",
  orphan: "first",
  "fin-wait-2": "first",
  "time-wait": "first",
};

function waitRow(wait: WaitView, axis: Axis, parameters: Parameters): HTMLElement {
  const { id, title, states, end, time, sentence, keys } = wait;
  const picture = end !== undefined && strip(22, axis, (x) => waitMarks(wait, x, { top: 6, height: 10, radius: 3.5 }));
  const heading = h("header", {}, h("h3", {}, title, " ", h("span", { class: "role" }, states.join(", "))), h("span", { class: "time" }, time));
  return h("div", { class: `row ${ROLES[id] ?? ""}` }, heading, picture, h("p", {}, sentence), parameters.list(keys, id));
}

/** Rows of a table beyond this are not read by anybody. */
const MOST_EVENTS = 30;

function waitTable(waits: readonly WaitView[], words: LifecycleWords): HTMLElement {
  const heads = [words.states, words.time, words.event].map((text) => h("th", { scope: "col" }, text));
  const bodies = waits.map(({ title, events }) => {
    const shown = events.length > MOST_EVENTS ? [...events.slice(0, MOST_EVENTS - 2), { at: "…", what: "…" }, ...events.slice(-1)] : events;
    const rows = shown.map(({ at, what }, i) =>
      h("tr", {}, i === 0 && h("th", { scope: "rowgroup", rowspan: shown.length }, title), h("td", {}, at), h("td", {}, what)),
    );
    return h("tbody", {}, ...rows);
  });
  return h("details", { "data-id": "events" }, h("summary", {}, words.asTable), h("table", {}, h("thead", {}, h("tr", {}, ...heads)), ...bodies));
}

function limitCard({ id, title, limit, sentence, full, counter, keys }: LimitView, words: LifecycleWords, parameters: Parameters): HTMLElement {
  return h(
    "div",
    { class: "limit" },
    h("h3", {}, title),
    h("span", { class: "most" }, limit),
    h("p", {}, sentence),
    h("p", {}, h("strong", {}, words.whenFull), full, " ", h("span", { class: "role" }, `${words.counted} `, h("code", {}, counter))),
    parameters.list(keys, id),
  );
}

const PORTS = 65_535;

function portsRow({ low, high, reserved, count, sentence, keys }: PortsView, words: LifecycleWords, parameters: Parameters): HTMLElement {
  const ticks = [1_024, 16_384, 32_768, 49_152].map((value) => ({ value, label: String(value) }));
  const picture = strip(22, { at: (port) => port / PORTS, ticks }, (x) => [
    svg("rect", { class: "bar", x: x(1), y: 8, width: x(PORTS) - x(1), height: 6, rx: 3 }),
    svg("rect", { class: "bar strong", x: x(low), y: 4, width: Math.max(2, x(high) - x(low)), height: 14, rx: 2 }),
    ...reserved.map(([from, to]) => svg("rect", { class: "taken", x: x(from), y: 3, width: Math.max(2, x(to + 1) - x(from)), height: 16 })),
  ]);
  const taken =
    reserved.length > 0 &&
    h("span", { class: "role" }, `${words.reserved}: ${reserved.map(([from, to]) => (from === to ? from : `${from}–${to}`)).join(", ")}`);
  const heading = h("header", {}, h("h3", {}, `${low} – ${high} `, taken), h("span", { class: "time" }, count));
  return h("div", { class: "row client" }, heading, picture, h("p", {}, sentence), parameters.list(keys, "ports"));
}

function bufferRow({ id, title, sizes, mark, sentence, keys }: BufferView, axis: Axis, parameters: Parameters): HTMLElement {
  const [least = 0, first = 0, most = 0] = sizes.map(({ bytes }) => bytes);
  const picture = strip(24, axis, (x) => [
    svg("rect", { class: "bar", x: x(least), y: 6, width: Math.max(1, x(most) - x(least)), height: 12, rx: 2 }),
    svg("rect", { class: "bar strong", x: x(least), y: 6, width: Math.max(1, x(first) - x(least)), height: 12, rx: 2 }),
    svg("line", { class: "stop", x1: x(most), x2: x(most), y1: 2, y2: 22 }),
    ...(mark ? [svg("path", { class: "diamond", d: `M${x(mark.bytes)} 5l7 7-7 7-7-7z` })] : []),
  ]);
  const items = [...sizes, ...(mark ? [{ ...mark, name: `◇ ${mark.name}` }] : [])].map(({ name, text }) => h("li", {}, `${name} `, h("b", {}, text)));
  const role = id === "wmem" ? "client" : id === "rmem" ? "server" : "open";
  return h(
    "div",
    { class: `row ${role}` },
    h("h3", {}, title),
    picture,
    h("ul", { class: "sizes" }, ...items),
    h("p", {}, sentence),
    parameters.list(keys, id),
  );
}
