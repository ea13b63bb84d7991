import type { Connection, SemanticTokens, SemanticTokensDelta } from "vscode-languageserver";
import type { SysctlDocument } from "../document/document.ts";
import { documentLinks, resolveLink } from "../features/document-links.ts";
import { foldingRanges } from "../features/folding.ts";
import { highlights } from "../features/highlights.ts";
import { inlayHints } from "../features/inlay-hints.ts";
import { outline } from "../features/outline.ts";
import { selectionRanges } from "../features/selection-ranges.ts";
import { semanticTokens, TOKEN_MODIFIERS, TOKEN_TYPES, tokenEdits } from "../features/semantic-tokens.ts";
import { signatureHelp } from "../features/signature-help.ts";
import type { Steps } from "../gently.ts";
import type { Session } from "../session.ts";
import type { Requests } from "./requests.ts";

/** What helps to read a file and to find one's way in it. */
export const reading: Requests = {
  capabilities: (client) => ({
    documentSymbolProvider: true,
    foldingRangeProvider: true,
    selectionRangeProvider: true,
    documentHighlightProvider: true,
    documentLinkProvider: { resolveProvider: true },
    signatureHelpProvider: { triggerCharacters: ["=", " "], retriggerCharacters: [" "] },
    inlayHintProvider: { resolveProvider: false },
    ...(client.semanticTokens
      ? { semanticTokensProvider: { legend: { tokenTypes: TOKEN_TYPES, tokenModifiers: TOKEN_MODIFIERS }, full: { delta: true }, range: true } }
      : {}),
  }),

  listen(connection, session) {
    connection.onDocumentSymbol(({ textDocument: { uri } }) => session.answerWithoutTexts(uri, [], outline));
    connection.onFoldingRanges(({ textDocument: { uri } }) => session.answerWithoutTexts(uri, [], foldingRanges));
    connection.onSelectionRanges(({ textDocument: { uri }, positions }) =>
      session.answerWithoutTexts(uri, null, (context) => {
        const { document } = context.analysis;
        return selectionRanges(
          context,
          positions.map((position) => document.clamp(position)),
        );
      }),
    );
    connection.onDocumentLinks(({ textDocument: { uri } }) =>
      session.answer(uri, [], (context) => (session.settings.documentLinks ? documentLinks(context) : [])),
    );
    connection.onDocumentHighlight(({ textDocument: { uri }, position }) =>
      session.answerWithoutTexts(uri, null, (context) => highlights(context, context.analysis.document.clamp(position))),
    );
    connection.onDocumentLinkResolve(async (link) => resolveLink(session, link, await session.loadTexts()));
    connection.onSignatureHelp(({ textDocument: { uri }, position }) =>
      session.answer(uri, null, (context) => signatureHelp(context, context.analysis.document.clamp(position)) ?? null),
    );
    connection.languages.inlayHint.on(({ textDocument: { uri }, range }) =>
      session.answer(uri, [], (context) => {
        const { document } = context.analysis;
        return inlayHints(context, { start: document.clamp(range.start), end: document.clamp(range.end) }, session.settings.inlayHints);
      }),
    );
    if (session.client.semanticTokens) listenForTokens(connection, session);
  },
};

/** Tokens of a range, of a file, and what became different in them since the client last asked. */
function listenForTokens(connection: Connection, session: Session): void {
  const sent = new WeakMap<SysctlDocument, { readonly resultId: string; readonly data: readonly number[] }>();
  let results = 0;
  connection.languages.semanticTokens.onRange(({ textDocument: { uri }, range }) =>
    session.answerWithoutTexts(uri, { data: [] }, function* (context) {
      const { document } = context.analysis;
      return { data: yield* semanticTokens(context, document.clamp(range.start).line, document.clamp(range.end).line) };
    }),
  );
  function* all(context: Parameters<typeof semanticTokens>[0]): Steps<SemanticTokens & { resultId: string }> {
    const data = yield* semanticTokens(context);
    const result = { resultId: String(++results), data };
    sent.set(context.analysis.document, result);
    return result;
  }
  connection.languages.semanticTokens.on(({ textDocument: { uri } }) => session.answerWithoutTexts<SemanticTokens>(uri, { data: [] }, all));
  connection.languages.semanticTokens.onDelta(({ textDocument: { uri }, previousResultId }) =>
    session.answerWithoutTexts<SemanticTokens | SemanticTokensDelta>(uri, { data: [] }, function* (context) {
      const before = sent.get(context.analysis.document);
      const now = yield* all(context);
      return before && before.resultId === previousResultId ? { resultId: now.resultId, edits: yield* tokenEdits(before.data, now.data) } : now;
    }),
  );
}
