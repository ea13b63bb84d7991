import type { CompareAnswer } from "../../server/machine/compare-answer.ts";
import type { CompareWords } from "./compare-words.ts";

/** What the view sends to its page. */
export interface CompareMessage {
  readonly words: CompareWords;
  /** Name of the file. */
  readonly name: string;
  readonly answer: CompareAnswer;
}

/** What the page sends back. */
export type CompareRequest = { readonly type: "ready" } | { readonly type: "refresh" } | { readonly type: "line"; readonly key: string };
