import type { SysctlDocument } from "../document/document.ts";
import type { Session } from "../session.ts";
import { describeTarget, originOf, type Target } from "../target.ts";
import type { TargetAnswer, TargetChanged, TargetParams } from "./protocol.ts";
import type { Requests } from "./requests.ts";

/** What a file is checked for, and who said so. */
export const target: Requests = {
  capabilities: () => ({}),

  listen(connection, session) {
    /** What was told last of each document that was asked for: settings, project files and comments change it. */
    const told = new WeakMap<SysctlDocument, string>();
    connection.onRequest("sysctl/target", ({ uri }: TargetParams) =>
      session.answerWithoutTexts<TargetAnswer | null>(uri, null, ({ analysis }) => {
        const answer = describe(analysis.target, session);
        told.set(analysis.document, JSON.stringify(answer));
        return answer;
      }),
    );
    session.onAnalysed((uri, analysis) => {
      const before = told.get(analysis.document);
      if (before === undefined) return;
      const answer = describe(analysis.target, session);
      if (JSON.stringify(answer) === before) return;
      told.set(analysis.document, JSON.stringify(answer));
      const changed: TargetChanged = { uri, ...answer };
      void connection.sendNotification("sysctl/targetChanged", changed);
    });
  },
};

function describe(chosen: Target, { settings: { unknownKernel } }: Session): TargetAnswer {
  return { ...describeTarget(chosen), from: originOf(chosen), ...(unknownKernel === undefined ? {} : { unknownKernel }) };
}
