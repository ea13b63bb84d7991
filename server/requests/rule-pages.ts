import { RULE_SCHEME, ruleOf } from "../rule-address.ts";
import type { Requests } from "./requests.ts";

/** The page of a rule as a read-only document: what a finding's code links to. Works offline, and without files beside the server. */
export const rulePages: Requests = {
  capabilities: (client) => (client.showsContent ? { workspace: { textDocumentContent: { schemes: [RULE_SCHEME] } } } : {}),

  listen(connection, session) {
    if (!session.client.showsContent) return;
    connection.workspace.textDocumentContent.on(async ({ uri }) => {
      const page = await session.rulePage(ruleOf(uri));
      return page === undefined ? null : { text: page };
    });
  },
};
