/** What the reference and its page say to each other. */
import type { AssignmentsAnswer, DocumentationAnswer, ParametersAnswer, SearchAnswer } from "../../server/requests/protocol.ts";

export type ToPage =
  | ({ readonly type: "parameters" } & ParametersAnswer)
  /** `file`: the name of the file that it is about; missing if none is open. */
  | ({ readonly type: "assignments"; readonly file?: string | undefined } & AssignmentsAnswer)
  | ({ readonly type: "found"; readonly query: string } & SearchAnswer)
  | ({ readonly type: "documentation" } & DocumentationAnswer)
  /** Opens a parameter, or searches for what is none. */
  | { readonly type: "show"; readonly key?: string | undefined; readonly query?: string | undefined };

export type FromPage =
  | { readonly type: "ready" }
  | { readonly type: "search"; readonly query: string }
  | { readonly type: "open"; readonly key: string }
  | { readonly type: "insert"; readonly key: string }
  | { readonly type: "goTo"; readonly line: number };
