import type { BufferView, WaitView } from "../../../server/lifecycle/model.ts";
import { svg, withWidth } from "../page.ts";

/** Places values between 0 and 1, and knows which are worth a line. */
export interface Axis {
  at(value: number): number;
  readonly ticks: readonly { readonly value: number; readonly label: string }[];
}

const TIMES = [
  [1, "1 s"],
  [10, "10 s"],
  [60, "1 min"],
  [600, "10 min"],
  [3_600, "1 h"],
  [36_000, "10 h"],
  [864_000, "10 d"],
] as const;
const SIZES = ["4 KiB", "64 KiB", "1 MiB", "16 MiB", "256 MiB", "4 GiB", "64 GiB", "1 TiB"];
/** Below this many seconds the time axis is nearly linear. */
const LINEAR = 0.3;

export function timeAxis(waits: readonly WaitView[]): Axis {
  const scale = (seconds: number) => Math.log1p(seconds / LINEAR);
  const most = scale(Math.max(60, ...waits.map(({ end }) => end ?? 0)) * 1.1);
  const at = (seconds: number) => Math.min(1, scale(seconds) / most);
  return { at, ticks: TIMES.map(([value, label]) => ({ value, label })).filter(({ value }) => scale(value) < most) };
}

export function sizeAxis(buffers: readonly BufferView[]): Axis {
  const least = 10;
  const sizes = buffers.flatMap(({ sizes: three, mark }) => [...three, ...(mark ? [mark] : [])].map(({ bytes }) => bytes));
  const most = Math.log2(Math.max(2 ** 24, ...sizes)) + 0.5;
  const at = (bytes: number) => Math.min(1, Math.max(0, (Math.log2(Math.max(bytes, 1)) - least) / (most - least)));
  return { at, ticks: SIZES.map((label, i) => ({ value: 2 ** (12 + 4 * i), label })).filter(({ value }) => Math.log2(value) < most) };
}

/** A drawing as wide as the page, with the axis behind it. */
export function strip(height: number, axis: Axis, content: (x: (value: number) => number, width: number) => SVGElement[]): SVGElement {
  const drawing = svg("svg", { height: height + 16, "aria-hidden": "true" });
  withWidth(drawing, (width) => {
    // Room for the last mark, and for its label.
    const x = (value: number) => 6 + axis.at(value) * (width - 24);
    const lines = axis.ticks.flatMap(({ value, label }) => [
      svg("line", { class: "grid", x1: x(value), x2: x(value), y1: 0, y2: height }),
      svg("text", { class: "tick", x: x(value), y: height + 13, "text-anchor": "middle" }, label),
    ]);
    drawing.replaceChildren(...lines, ...content(x, width));
  });
  return drawing;
}

/** Where a wait is drawn: its bar and its dots. */
interface MarkSize {
  readonly top: number;
  readonly height: number;
  readonly radius: number;
}

/** A bar until the end, a dot for everything sent again. */
export function waitMarks({ sent, end }: WaitView, x: (seconds: number) => number, { top, height, radius }: MarkSize): SVGElement[] {
  if (end === undefined) return [];
  return [
    svg("rect", { class: "bar", x: x(0), y: top, width: Math.max(1, x(end) - x(0)), height, rx: 3 }),
    ...sent.map((at) => svg("circle", { class: "dot", cx: x(at), cy: top + height / 2, r: radius })),
    svg("line", { class: "stop", x1: x(end), x2: x(end), y1: top - 4, y2: top + height + 4 }),
  ];
}
