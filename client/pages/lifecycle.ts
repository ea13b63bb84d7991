import type { LifecycleMessage } from "../views/lifecycle-messages.ts";
import { charts } from "./lifecycle/charts.ts";
import { machine } from "./lifecycle/machine.ts";
import { Parameters } from "./lifecycle/parameters.ts";
import { h, onData, show } from "./page.ts";

const parameters = new Parameters();

// The TCP connection lifecycle as the file beside it has it. Everything shown comes from the server; this page only draws.
onData<LifecycleMessage>((lifecycle) => {
  parameters.update(lifecycle);
  const { file, words, target } = lifecycle;
  show(
    h("header", { class: "top" }, h("h1", {}, words.title), h("p", {}, `${file} · ${target}`)),
    h(
      "section",
      {},
      h("h2", { class: "spoken" }, words.states),
      h("p", { class: "about" }, words.statesAbout),
      parameters.legend(words),
      machine(lifecycle, parameters),
    ),
    ...charts(lifecycle, parameters),
  );
});
