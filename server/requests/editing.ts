import type { Connection, Diagnostic, DocumentDiagnosticReport } from "vscode-languageserver";
import type { SysctlDocument } from "../document/document.ts";
import { codeActions, FIX_ALL, QUICK_FIX, REWRITE, SORT } from "../features/code-actions.ts";
import { complete } from "../features/completion.ts";
import { diagnosticsInSteps } from "../features/diagnostics.ts";
import { hover } from "../features/hover.ts";
import type { Session } from "../session.ts";
import type { Requests } from "./requests.ts";

/** Hover, completion, diagnostics and fixes. */
export const editing: Requests = {
  capabilities: (client) => ({
    hoverProvider: true,
    completionProvider: { resolveProvider: true, triggerCharacters: [".", "/", "=", " "], completionItem: { labelDetailsSupport: true } },
    codeActionProvider: client.codeActionLiterals ? { codeActionKinds: [QUICK_FIX, REWRITE, FIX_ALL, SORT] } : false,
    ...(client.pullDiagnostics ? { diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: false, workDoneProgress: true } } : {}),
  }),

  listen(connection, session) {
    connection.onHover(({ textDocument: { uri }, position }) =>
      session.answer(uri, null, (context) => hover(context, context.analysis.document.clamp(position)) ?? null),
    );
    connection.onCompletion(({ textDocument: { uri }, position }) =>
      session.answer(uri, null, (context) => complete(context, context.analysis.document.clamp(position)) ?? null),
    );
    connection.onCompletionResolve((item) => session.resolve(item));
    connection.onCodeAction(({ textDocument: { uri }, range, context: { diagnostics, only } }) =>
      session.answer(uri, [], (context) => {
        const { document } = context.analysis;
        return codeActions(context, { start: document.clamp(range.start), end: document.clamp(range.end) }, diagnostics, only);
      }),
    );
    if (session.client.pullDiagnostics) listenForDiagnostics(connection, session);
  },
};

/** All diagnostics of a document, or word that they are what the client has: most key strokes change none. */
function listenForDiagnostics(connection: Connection, session: Session): void {
  const sent = new WeakMap<SysctlDocument, { readonly resultId: string; readonly items: readonly Diagnostic[] }>();
  let results = 0;
  connection.languages.diagnostics.on(({ textDocument: { uri }, previousResultId }) =>
    session.answerInTheEnd<DocumentDiagnosticReport>(uri, { kind: "full", items: [] }, function* (context) {
      const { document } = context.analysis;
      const items = yield* diagnosticsInSteps(context);
      const before = sent.get(document);
      const isSame = before !== undefined && sameItems(before.items, items);
      if (isSame && before.resultId === previousResultId) return { kind: "unchanged", resultId: before.resultId };
      const resultId = isSame ? before.resultId : String(++results);
      sent.set(document, { resultId, items });
      return { kind: "full", resultId, items };
    }),
  );
}

function sameItems(before: readonly Diagnostic[], now: readonly Diagnostic[]): boolean {
  return before === now || (before.length === now.length && before.every((item, i) => item === now[i]));
}
