import type { CompareRow } from "../../server/machine/compare-answer.ts";
import type { CompareMessage, CompareRequest } from "../views/compare-messages.ts";
import type { CompareWords } from "../views/compare-words.ts";
import { h, host, onData, root } from "./page.ts";

let onlyDifferent = false;

onData<CompareMessage>((message) => {
  root().replaceChildren(...page(message));
});

function page({ words, name, answer: { rows, isComplete } }: CompareMessage): HTMLElement[] {
  const different = rows.filter(({ differs }) => differs).length;
  const body = h("tbody", {}, ...rows.map((row) => tableRow(row, words)));
  body.classList.toggle("only-different", onlyDifferent);
  const filter = h("input", {
    type: "checkbox",
    checked: onlyDifferent,
    change: () => {
      onlyDifferent = filter.checked;
      body.classList.toggle("only-different", onlyDifferent);
    },
  });
  return [
    h("header", {}, h("h1", {}, name), h("p", {}, words.about)),
    h(
      "p",
      { class: "controls" },
      h("span", { role: "status" }, `${rows.length} ${words.parameters}, ${different} ${words.different}`),
      h("label", {}, filter, ` ${words.onlyDifferent}`),
      h("button", { click: () => send({ type: "refresh" }) }, words.refresh),
    ),
    ...(isComplete ? [] : [h("p", {}, words.incomplete)]),
    rows.length === 0
      ? h("p", {}, words.nothing)
      : h("table", { class: "grid comparison" }, h("caption", { class: "spoken" }, words.title), heading(words), body),
  ];
}

function heading(words: CompareWords): HTMLElement {
  const names = [words.parameter, words.file, words.running, words.default, words.verdict];
  return h("thead", {}, h("tr", {}, ...names.map((name) => h("th", { scope: "col" }, name))));
}

function tableRow({ key, file, running, missing, default: initial, differs, isRefused }: CompareRow, words: CompareWords): HTMLElement {
  const go = h("button", { class: "link key", title: words.goToLine, click: () => send({ type: "line", key }) }, key);
  return h(
    "tr",
    { class: differs ? "different" : "same" },
    h("th", { scope: "row" }, go),
    h("td", { class: "key" }, file),
    running === undefined ? h("td", {}, missing) : h("td", { class: "key" }, running),
    h("td", { class: "key" }, initial ?? ""),
    h("td", {}, isRefused ? words.refused : differs === undefined ? words.unknown : differs ? words.yes : words.no),
  );
}

function send(request: CompareRequest): void {
  host.postMessage(request);
}
