import { writtenProfiles } from "../features/profiles.ts";
import type { ProfilesParams } from "./protocol.ts";
import type { Requests } from "./requests.ts";

/** Profiles as the target of a file has them, for the command "Insert profile". */
export const profiles: Requests = {
  capabilities: () => ({}),

  listen(connection, session) {
    connection.onRequest("sysctl/profiles", ({ uri }: ProfilesParams) =>
      session.answerWithoutTexts(uri, [], ({ analysis, locale }) => writtenProfiles(analysis.options.catalogue, analysis.target, locale)),
    );
  },
};
