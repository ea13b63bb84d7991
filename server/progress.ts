import type { Connection } from "vscode-languageserver";
import type { Steps } from "./gently.ts";
import { WorkDoneProgressReporter } from "./protocol/library.ts";

/** Where to show progress: where the client lets the server open a place, which stays when a request is cancelled; else where the request has `given` one. */
export async function openProgress({ window }: Connection, given: WorkDoneProgressReporter | undefined): Promise<WorkDoneProgressReporter> {
  const own = await window.createWorkDoneProgress();
  return given && WorkDoneProgressReporter.isNullInstance(own) ? given : own;
}

/** What is done sooner (ms) need not be shown: it would only flash. */
const PATIENCE = 300;

/** The same steps; where they take long, shown to the user from where the client is ready to show them until they end, whatever ends them. */
export function* withProgress<T>(steps: Steps<T>, title: string, open: () => Promise<WorkDoneProgressReporter>): Steps<T> {
  const from = performance.now();
  let isOpening = false;
  let shown: WorkDoneProgressReporter | undefined;
  let percentage = 0;
  let hasEnded = false;
  const begin = (opened: WorkDoneProgressReporter) => {
    if (hasEnded) return;
    shown = opened;
    shown.begin(title, percentage);
  };
  try {
    for (;;) {
      if (!isOpening && performance.now() - from > PATIENCE) {
        isOpening = true;
        // A client that refuses goes without.
        open().then(begin, () => undefined);
      }
      const step = steps.next();
      if (step.done) return step.value;
      const done = typeof step.value === "number" ? Math.floor(step.value * 100) : percentage;
      if (done > percentage) shown?.report(done);
      percentage = Math.max(percentage, done);
      yield;
    }
  } finally {
    hasEnded = true;
    shown?.done();
  }
}
