import type { TcpAnswer } from "../../server/machine/tcp-answer.ts";
import type { TcpWords } from "./tcp-words.ts";

/** What the view sends to its page. */
export interface TcpMessage {
  readonly words: TcpWords;
  readonly now: TcpAnswer;
  /** What the counters were when the view was opened, and the time before. */
  readonly opened: TcpAnswer;
  readonly before: TcpAnswer | undefined;
  readonly isPaused: boolean;
}

/** What the page sends back. */
export type TcpRequest =
  | { readonly type: "ready" }
  | { readonly type: "pause"; readonly isPaused: boolean }
  | { readonly type: "parameter"; readonly key: string };
