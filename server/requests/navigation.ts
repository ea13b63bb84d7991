import { untilCancelled } from "../answering.ts";
import { codeLenses } from "../features/code-lenses.ts";
import { definition, nameProblem, placesProblem, references, rename, renameRange, workspaceSymbols } from "../features/navigation.ts";
import { ErrorCodes, ResponseError } from "../protocol/library.ts";
import type { Requests } from "./requests.ts";

/** From one write of a parameter to the others, over all files that are applied together. */
export const navigation: Requests = {
  capabilities: (client) => ({
    definitionProvider: true,
    referencesProvider: true,
    renameProvider: client.prepareRename ? { prepareProvider: true } : true,
    workspaceSymbolProvider: true,
    ...(client.codeLenses ? { codeLensProvider: { resolveProvider: false } } : {}),
  }),

  listen(connection, session) {
    connection.onDefinition(({ textDocument: { uri }, position }) =>
      session.answerWithoutTexts(uri, null, (context) => definition(context, context.analysis.document.clamp(position)) ?? null),
    );
    connection.onReferences(({ textDocument: { uri }, position }) =>
      session.answerWithoutTexts(uri, null, (context) => references(context, context.analysis.document.clamp(position))),
    );
    connection.onPrepareRename(({ textDocument: { uri }, position }) =>
      session.answerWithoutTexts(uri, null, (context) => renameRange(context, context.analysis.document.clamp(position)) ?? null),
    );
    connection.onRenameRequest(({ textDocument: { uri }, position, newName }) =>
      session.answerWithoutTexts(uri, null, function* (context) {
        const [at, name] = [context.analysis.document.clamp(position), newName.trim()];
        const problem = nameProblem(name) ?? placesProblem(context, at);
        if (problem) throw new ResponseError(ErrorCodes.InvalidParams, problem[session.locale]);
        const changes = yield* rename(context, at, name);
        return changes ? { changes } : null;
      }),
    );
    connection.onWorkspaceSymbol(({ query }, token) => untilCancelled(workspaceSymbols(session.workspace.known(), query), token));
    if (session.client.codeLenses)
      connection.onCodeLens(({ textDocument: { uri } }) =>
        session.answerWithoutTexts(uri, null, (context) => (session.settings.codeLens ? codeLenses(context) : [])),
      );
  },
};
