import type { ParameterView } from "../../../server/lifecycle/model.ts";
import type { LifecycleMessage, LifecycleRequest } from "../../views/lifecycle-messages.ts";
import type { LifecycleWords } from "../../views/lifecycle-words.ts";
import { breakable, h, host, spoken } from "../page.ts";

const MARKS: Readonly<Partial<Record<ParameterView["status"], string>>> = { changed: "●", refused: "✕", same: "=" };

/** Makes the button of each parameter; knows which have changed since the page was drawn last. */
export class Parameters {
  private views = new Map<string, ParameterView>();
  private words: LifecycleWords | undefined;
  private fresh = new Set<string>();

  update({ parameters, words }: LifecycleMessage): void {
    const before = this.views;
    this.views = new Map(parameters.map((view) => [view.key, view]));
    this.words = words;
    this.fresh = new Set(parameters.filter(({ key, value }) => before.size > 0 && before.get(key)?.value !== value).map(({ key }) => key));
  }

  /** The parameters as a list of buttons; `place` tells those of one parameter apart. */
  list(keys: readonly string[], place: string): HTMLElement | undefined {
    const views = keys.map((key) => this.views.get(key)).filter((view) => view !== undefined);
    if (views.length === 0) return undefined;
    return h("ul", { class: "parameters" }, ...views.map((view) => h("li", {}, this.button(view, place))));
  }

  legend({ changed, refused }: LifecycleWords): HTMLElement {
    const item = (status: "changed" | "refused", text: string) => h("span", { class: status }, h("span", { class: "mark" }, MARKS[status]), ` ${text}`);
    return h("p", { class: "legend" }, item("changed", changed), item("refused", refused));
  }

  private button(view: ParameterView, place: string): HTMLElement {
    const { key, name, value, meaning, status, note, summary, written } = view;
    const action = written ? this.words?.goTo : this.words?.insert;
    return h(
      "button",
      {
        type: "button",
        class: `parameter ${status}${this.fresh.has(key) ? " fresh" : ""}`,
        title: `${key} = ${value} (${note})\n${summary}`,
        "data-id": `${place} ${key}`,
        "data-key": key,
        click: () => host.postMessage({ type: "parameter", key } satisfies LifecycleRequest),
      },
      h("span", {}, ...breakable(name)),
      h("span", { class: "value" }, value),
      meaning !== undefined && h("span", { class: "meaning" }, meaning),
      h("span", { class: "mark", "aria-hidden": "true" }, MARKS[status]),
      spoken(`, ${note}; ${action}`),
    );
  }
}
