/** What all pages share: talking to the extension, and making elements without ever handling HTML as text. */

declare function acquireVsCodeApi(): { postMessage(message: unknown): void; getState(): unknown; setState(state: unknown): void };

export const host = acquireVsCodeApi();

/** Calls `render` with every message from the extension; tells it that the page is ready. */
export function onData<T>(render: (data: T) => void): void {
  window.addEventListener("message", ({ data }: MessageEvent<T>) => render(data));
  host.postMessage({ type: "ready" });
}

type Child = Node | string | undefined | false;
type Attributes = Readonly<Record<string, string | number | boolean | undefined | ((event: Event) => void)>>;

/** An HTML element. A function is a listener: `{ click: () => ... }`; `false` and `undefined` leave an attribute out. */
export function h<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  return fill(document.createElement(tag), attributes, children);
}

/** The same for drawings. */
export function svg<K extends keyof SVGElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: Child[]): SVGElementTagNameMap[K] {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function fill<E extends Element>(element: E, attributes: Attributes, children: readonly Child[]): E {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children) if (child !== undefined && child !== false) element.append(child);
  return element;
}

/** Where a page puts its content. */
export function root(): HTMLElement {
  const element = document.getElementById("page");
  if (!element) throw new Error("no #page");
  return element;
}
