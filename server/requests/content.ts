import { EFFECTIVE_SCHEME, subjectOf } from "../effective-address.ts";
import { effectiveConfiguration } from "../features/effective.ts";
import { effectiveText } from "../features/effective-text.ts";
import { TextDocumentContentRefreshRequest } from "../protocol/library.ts";
import { RULE_SCHEME, ruleOf } from "../rule-address.ts";
import { RULES } from "../rules/index.ts";
import type { Session } from "../session.ts";
import type { Requests } from "./requests.ts";

/** After an edit the effective configuration is written anew when the user pauses (milliseconds). */
const REFRESH_DELAY = 300;

/**
 * Read-only documents that the server writes: the page of a rule, which is what a finding's code links to (works offline, and without files
 * beside the server), and the effective configuration.
 */
export const content: Requests = {
  capabilities: (client) => (client.showsContent ? { workspace: { textDocumentContent: { schemes: [RULE_SCHEME, EFFECTIVE_SCHEME] } } } : {}),

  listen(connection, session) {
    if (!session.client.showsContent) return;
    connection.workspace.textDocumentContent.on(async ({ uri }) => {
      const text = uri.startsWith(`${RULE_SCHEME}:`) ? await session.rulePage(ruleOf(uri)) : await effective(subjectOf(uri), session);
      return text === undefined ? null : { text };
    });
    let timer: NodeJS.Timeout | number | undefined;
    const refresh = () => {
      for (const uri of session.documents.keys())
        if (subjectOf(uri) !== undefined) connection.sendRequest(TextDocumentContentRefreshRequest.type, { uri }).catch(session.logged);
    };
    session.onChanged((uri) => {
      if (subjectOf(uri) !== undefined) return;
      clearTimeout(timer as NodeJS.Timeout | undefined);
      timer = setTimeout(refresh, REFRESH_DELAY);
    });
  },
};

/** What the files leave that are applied together with the one at this address. */
async function effective(subject: string | undefined, session: Session): Promise<string | undefined> {
  if (subject === undefined) return undefined;
  return session.answerAboutAll(subject, function* ({ configuration, options: { catalogue, customParameters } }) {
    const result = yield* effectiveConfiguration(configuration, { catalogue, rules: RULES, customParameters: customParameters ?? [] });
    return yield* effectiveText(result, configuration, (file) => file.name, session.locale);
  });
}
