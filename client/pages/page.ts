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

/** A long key or name breaks behind dots and underscores. */
export function breakable(key: string): (Node | string)[] {
  return key.split(/(?<=[._])/).flatMap((part, i) => (i === 0 ? [part] : [h("wbr"), part]));
}

/** A sentence with what stands for the names in its braces. */
export function filled(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]));
}

/** Text for screen readers only. */
export function spoken(text: string): HTMLElement {
  return h("span", { class: "spoken" }, text);
}

/**
 * Replaces what the page shows. The reader's place stays: the focus and open `details` are found again by their `data-id`, and the
 * page does not scroll.
 */
export function show(...children: readonly Node[]): void {
  const page = root();
  const focused = document.activeElement?.getAttribute("data-id");
  const open = new Set([...page.querySelectorAll("details[open]")].map((element) => element.getAttribute("data-id")));
  page.replaceChildren(...children);
  for (const element of page.querySelectorAll("details")) if (open.has(element.getAttribute("data-id"))) element.open = true;
  if (focused) page.querySelector<HTMLElement>(`[data-id="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
}

/** Calls `draw` with an element's width in CSS pixels, now and whenever it changes, as long as the element is in the page. */
export function withWidth(element: Element, draw: (width: number) => void): void {
  let before = 0;
  const observer = new ResizeObserver(([entry]) => {
    const width = Math.round(entry?.contentRect.width ?? 0);
    if (!element.isConnected) observer.disconnect();
    else if (width > 0 && width !== before) {
      before = width;
      draw(width);
    }
  });
  observer.observe(element);
}

/** Where a page puts its content. */
export function root(): HTMLElement {
  const element = document.getElementById("page");
  if (!element) throw new Error("no #page");
  return element;
}
