import { placeOf } from "../features/insertion.ts";
import { lifecycleOf } from "../lifecycle/lifecycle.ts";
import type { LifecycleParams, PlaceParams } from "./protocol.ts";
import type { Requests } from "./requests.ts";

/** What the client's views show. */
export const views: Requests = {
  capabilities: () => ({}),

  listen(connection, session) {
    connection.onRequest("sysctl/lifecycle", ({ uri }: LifecycleParams) => session.answer(uri, null, lifecycleOf));
    connection.onRequest("sysctl/place", ({ uri, key, value }: PlaceParams) =>
      session.answerWithoutTexts(uri, null, function* ({ analysis }) {
        return (yield* placeOf(analysis, String(key), value)) ?? null;
      }),
    );
  },
};
