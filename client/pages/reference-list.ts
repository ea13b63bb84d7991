import type { ParameterAssignment, ParameterRow } from "../../server/features/reference.ts";
import type { ReferenceWords } from "../views/reference-words.ts";
import { breakable, h } from "./page.ts";

/** How many rows Page Up and Page Down go. */
const PAGE = 10;

/**
 * The list of parameters. It keeps one element a parameter and shows those asked for, in that order. The list has the focus, and says which row is chosen, as the pattern for list boxes has it.
 */
export class ParameterList {
  readonly element: HTMLElement;
  private rows = new Map<string, HTMLElement>();
  private shown: readonly string[] = [];
  private chosen: string | undefined;

  constructor(
    /** Called when another row is chosen, and on Enter. */
    private readonly onChoose: (key: string, enter: boolean) => void,
  ) {
    this.element = h("div", {
      id: "list",
      role: "listbox",
      tabindex: 0,
      keydown: (event) => this.press(event as KeyboardEvent),
      click: (event) => {
        const row = (event.target as Element).closest<HTMLElement>("[role=option]");
        if (row?.dataset.key) this.choose(row.dataset.key, false);
      },
    });
  }

  /** Takes all parameters; nothing shows until `show`. */
  fill(parameters: readonly ParameterRow[], words: ReferenceWords): void {
    this.element.setAttribute("aria-label", words.list);
    this.rows = new Map(
      parameters.map(({ key, title, absent, readOnly }, i) => {
        const notes = [absent && words[absent], readOnly && words.readOnly].filter((note) => typeof note === "string");
        const head = h("span", { class: "head" }, h("span", { class: "key" }, ...breakable(key)), ...notes.map((note) => h("span", { class: "note" }, note)));
        const attributes = { role: "option", id: `p${i}`, "aria-selected": "false", class: absent ? "absent" : undefined };
        const row = h("div", attributes, head, h("span", { class: "title" }, title));
        row.dataset.key = key;
        return [key, row];
      }),
    );
  }

  /** Shows the last value that a file sets behind each name. */
  mark(assignments: readonly ParameterAssignment[]): void {
    for (const row of this.rows.values()) row.querySelector(".value")?.remove();
    for (const [key, { value, differs }] of new Map(assignments.map((assignment) => [assignment.key, assignment])))
      this.rows
        .get(key)
        ?.querySelector(".key")
        ?.after(h("span", { class: differs === false ? "value" : "value other" }, `= ${value.slice(0, 60)}`));
  }

  show(keys: readonly string[]): void {
    this.shown = keys;
    this.element.replaceChildren(...keys.map((key) => this.rows.get(key)).filter((row) => row !== undefined));
    this.point();
  }

  get first(): string | undefined {
    return this.shown[0];
  }

  /** Marks a row without telling anybody; with a `block`, brings it into sight. */
  select(key: string | undefined, block?: ScrollLogicalPosition): void {
    if (this.chosen !== undefined) this.rows.get(this.chosen)?.setAttribute("aria-selected", "false");
    this.chosen = key;
    this.point();
    if (key !== undefined && block) this.rows.get(key)?.scrollIntoView({ block });
  }

  private point(): void {
    const row = this.chosen === undefined ? undefined : this.rows.get(this.chosen);
    row?.setAttribute("aria-selected", "true");
    if (row?.isConnected) this.element.setAttribute("aria-activedescendant", row.id);
    else this.element.removeAttribute("aria-activedescendant");
  }

  private choose(key: string, enter: boolean): void {
    this.select(key, "nearest");
    this.onChoose(key, enter);
  }

  private press(event: KeyboardEvent): void {
    const at = this.chosen === undefined ? -1 : this.shown.indexOf(this.chosen);
    const to: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + PAGE,
      PageUp: at - PAGE,
      Home: 0,
      End: this.shown.length - 1,
    };
    const target = event.key === "Enter" ? at : to[event.key];
    if (target === undefined) return;
    event.preventDefault();
    const key = this.shown[Math.max(0, Math.min(target, this.shown.length - 1))];
    if (key !== undefined) this.choose(key, event.key === "Enter");
  }
}
