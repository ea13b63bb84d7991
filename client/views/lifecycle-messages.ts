import type { Lifecycle } from "../../server/lifecycle/model.ts";
import type { LifecycleWords } from "./lifecycle-words.ts";

/** What the view sends to its page. */
export interface LifecycleMessage extends Lifecycle {
  readonly words: LifecycleWords;
  /** Name of the file. */
  readonly file: string;
}

/** What the page sends back. */
export type LifecycleRequest = { readonly type: "ready" } | { readonly type: "parameter"; readonly key: string };
