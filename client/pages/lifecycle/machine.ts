import type { StateView, TransitionView, WaitView } from "../../../server/lifecycle/model.ts";
import type { LifecycleMessage } from "../../views/lifecycle-messages.ts";
import type { LifecycleWords } from "../../views/lifecycle-words.ts";
import { h, svg, withWidth } from "../page.ts";
import { timeAxis, waitMarks } from "./axis.ts";
import type { Parameters } from "./parameters.ts";

/** Whose state it is; the colour of its card. */
const ROLES: Readonly<Record<string, readonly [role: string, word?: keyof LifecycleWords]>> = {
  "SYN-SENT": ["client", "client"],
  LISTEN: ["server", "server"],
  "SYN-RECV": ["server"],
  ESTABLISHED: ["open"],
  "FIN-WAIT-1": ["first", "firstToClose"],
  "FIN-WAIT-2": ["first"],
  CLOSING: ["first"],
  "TIME-WAIT": ["first"],
  "CLOSE-WAIT": ["second", "secondToClose"],
  "LAST-ACK": ["second"],
};

/** The end of the drawing: CLOSED once more, so that arrows need not lead back to the top. */
const END = "CLOSED-end";
const GAP = 5;

/** The TCP state diagram: a card for each state in the grid that the style sheet lays out, and arrows between the cards. */
export function machine(lifecycle: LifecycleMessage, parameters: Parameters): HTMLElement {
  const { states, transitions, words } = lifecycle;
  const arrows = svg("svg", { "aria-hidden": "true" });
  const cards = h("ol", { class: "states" }, ...states.map((state) => card(state, lifecycle, parameters)));
  const closed = states.find(({ name }) => name === "CLOSED");
  if (closed) cards.append(h("li", { class: `state ${END}`, "aria-hidden": "true" }, h("strong", {}, closed.name)));
  const drawing = h("div", { class: "machine" }, cards, arrows);
  withWidth(drawing, () => draw(drawing, arrows, transitions));
  return h("div", {}, drawing, table(transitions, words));
}

function card({ name, title, time, waits, keys }: StateView, { words, waits: all }: LifecycleMessage, parameters: Parameters): HTMLElement {
  const [role = "", word] = ROLES[name] ?? [];
  return h(
    "li",
    { class: `state ${name} ${role}` },
    h("header", {}, h("h3", {}, name), word && h("span", { class: "role" }, words[word]), time !== undefined && h("span", { class: "time" }, time)),
    h("p", { class: "title" }, title),
    ...all.filter(({ id }) => waits.includes(id)).map((wait) => sparkline(wait, all)),
    parameters.list(keys, name),
  );
}

/** A wait drawn small, without its axis: all of them have the same. */
function sparkline(wait: WaitView, all: readonly WaitView[]): SVGElement {
  const drawing = svg("svg", { class: "small", height: 16, "aria-hidden": "true" });
  const axis = timeAxis(all);
  withWidth(drawing, (width) =>
    drawing.replaceChildren(...waitMarks(wait, (seconds) => 4 + axis.at(seconds) * (width - 8), { top: 4, height: 8, radius: 2.5 })),
  );
  return drawing;
}

/** The arrows in words. */
function table(transitions: readonly TransitionView[], words: LifecycleWords): HTMLElement {
  const heads = [words.from, words.when, words.to].map((text) => h("th", { scope: "col" }, text));
  const rows = transitions.map(({ from, to, label }) => h("tr", {}, h("td", {}, from), h("td", {}, label), h("td", {}, to)));
  return h(
    "details",
    { "data-id": "transitions" },
    h("summary", {}, words.asTable),
    h("table", {}, h("thead", {}, h("tr", {}, ...heads)), h("tbody", {}, ...rows)),
  );
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function draw(drawing: HTMLElement, arrows: SVGElement, transitions: readonly TransitionView[]): void {
  const origin = drawing.getBoundingClientRect();
  arrows.setAttribute("width", String(origin.width));
  arrows.setAttribute("height", String(origin.height));
  const boxOf = (name: string): Box | undefined => {
    const box = drawing.querySelector(`.${name}`)?.getBoundingClientRect();
    return box && { left: box.left - origin.left, right: box.right - origin.left, top: box.top - origin.top, bottom: box.bottom - origin.top };
  };
  const drawn = transitions.map(({ from, to, label }) => {
    const [start, end] = [boxOf(from), boxOf(to === "CLOSED" ? END : to)];
    return start && end ? arrow(start, end, label) : [];
  });
  arrows.replaceChildren(...drawn.flat());
}

const middle = (box: Box) => (box.left + box.right) / 2;

/** Straight down where one box is above the other; else out of one's side and down to the other, or down and into its side. */
function arrow(from: Box, to: Box, label: string): SVGElement[] {
  const [low, high] = [Math.max(from.left, to.left), Math.min(from.right, to.right)];
  const pill = (box: Box) => box.bottom - box.top < 48;
  if (pill(from) && !(middle(to) > from.left && middle(to) < from.right)) return outAndDown(from, to, label);
  if (pill(to) && !(middle(from) > to.left && middle(from) < to.right) && low + 40 > high) return downAndIn(from, to, label);
  const x = (low + high) / 2;
  return parts(`M${x} ${from.bottom}V${to.top - GAP}`, x, to.top, "down", x + 8, (from.bottom + to.top) / 2 + 3, label);
}

function outAndDown(from: Box, to: Box, label: string): SVGElement[] {
  const x = middle(to);
  const y = (from.top + from.bottom) / 2;
  const side = x < from.left ? from.left : from.right;
  const turn = x < from.left ? x + 8 : x - 8;
  return parts(`M${side} ${y}H${turn}Q${x} ${y} ${x} ${y + 8}V${to.top - GAP}`, x, to.top, "down", x + 8, (y + to.top) / 2 + 5, label);
}

function downAndIn(from: Box, to: Box, label: string): SVGElement[] {
  const x = middle(from);
  const y = (to.top + to.bottom) / 2;
  const right = x > to.right;
  const end = right ? to.right + GAP : to.left - GAP;
  const turn = right ? x - 8 : x + 8;
  return parts(
    `M${x} ${from.bottom}V${y - 8}Q${x} ${y} ${turn} ${y}H${end}`,
    right ? to.right : to.left,
    y,
    right ? "left" : "right",
    x + 8,
    from.bottom + 21,
    label,
  );
}

const HEADS = { down: "l-4 -7h8z", left: "l7 -4v8z", right: "l-7 -4v8z" } as const;

function parts(path: string, x: number, y: number, direction: keyof typeof HEADS, labelX: number, labelY: number, label: string): SVGElement[] {
  return [
    svg("path", { class: "edge", d: path }),
    svg("path", { class: "head", d: `M${x} ${y}${HEADS[direction]}` }),
    svg("text", { class: "label", x: labelX, y: labelY }, label),
  ];
}
