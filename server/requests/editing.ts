import { codeActions, FIX_ALL, QUICK_FIX, REWRITE, SORT } from "../features/code-actions.ts";
import { complete } from "../features/completion.ts";
import { hover } from "../features/hover.ts";
import type { Requests } from "./requests.ts";

/** Hover, completion, diagnostics and fixes. */
export const editing: Requests = {
  capabilities: (client) => ({
    hoverProvider: true,
    completionProvider: { resolveProvider: true, triggerCharacters: [".", "/", "=", " "], completionItem: { labelDetailsSupport: true } },
    codeActionProvider: client.codeActionLiterals ? { codeActionKinds: [QUICK_FIX, REWRITE, FIX_ALL, SORT] } : false,
    ...(client.pullDiagnostics ? { diagnosticProvider: { interFileDependencies: false, workspaceDiagnostics: false } } : {}),
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
    if (session.client.pullDiagnostics)
      connection.languages.diagnostics.on(async ({ textDocument: { uri } }) => ({ kind: "full", items: await session.diagnose(uri) }));
  },
};
