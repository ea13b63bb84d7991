import type { FormattingOptions } from "vscode-languageserver";
import { type FormatOptions, formatDocument, formatLines, formatOnEnter } from "../features/formatting.ts";
import type { Session } from "../session.ts";
import type { Requests } from "./requests.ts";

/** Formatting of files, of ranges, and of the line that Enter has ended. */
export const formatting: Requests = {
  capabilities: () => ({
    documentFormattingProvider: true,
    documentRangeFormattingProvider: true,
    documentOnTypeFormattingProvider: { firstTriggerCharacter: "\n" },
  }),

  listen(connection, session) {
    connection.onDocumentFormatting(({ textDocument: { uri }, options }) =>
      session.answerWithoutTexts(uri, null, ({ analysis }) => formatDocument(analysis.document, optionsOf(session, options))),
    );
    connection.onDocumentRangeFormatting(({ textDocument: { uri }, range, options }) =>
      session.answerWithoutTexts(uri, null, ({ analysis: { document } }) =>
        formatLines(document, optionsOf(session, options), document.clamp(range.start).line, document.clamp(range.end).line),
      ),
    );
    connection.onDocumentOnTypeFormatting(({ textDocument: { uri }, position, options }) =>
      session.answerWithoutTexts(uri, null, ({ analysis: { document } }) =>
        formatOnEnter(document, { spacing: optionsOf(session, options).spacing }, document.clamp(position).line - 1),
      ),
    );
  },
};

function optionsOf({ settings }: Session, { trimTrailingWhitespace, insertFinalNewline, trimFinalNewlines }: FormattingOptions): FormatOptions {
  return { spacing: settings.spacing, trimTrailingWhitespace, insertFinalNewline, trimFinalNewlines };
}
