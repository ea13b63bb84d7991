import type { AssignmentsAnswer, DocumentationAnswer, ParametersAnswer, SearchAnswer } from "../../server/requests/protocol.ts";
import type { ReferenceWords } from "./reference-words.ts";

/** What the view sends to its page; `parameters` comes first. */
export type ReferenceMessage =
  | ({ readonly type: "parameters"; readonly words: ReferenceWords } & ParametersAnswer)
  /** `file`: the name of the file that it is about; missing if none is open. */
  | ({ readonly type: "assignments"; readonly file?: string | undefined } & AssignmentsAnswer)
  | ({ readonly type: "found"; readonly query: string } & SearchAnswer)
  | ({ readonly type: "documentation" } & DocumentationAnswer)
  /** Opens a parameter, or searches for what is none. */
  | { readonly type: "show"; readonly key?: string | undefined; readonly query?: string | undefined };

/** What the page sends back. */
export type ReferenceRequest =
  | { readonly type: "ready" }
  | { readonly type: "search"; readonly query: string }
  | { readonly type: "open"; readonly key: string }
  | { readonly type: "insert"; readonly key: string }
  | { readonly type: "goTo"; readonly line: number };
