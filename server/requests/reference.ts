import { formatRelease } from "../catalogue/release.ts";
import { documentationBody } from "../features/documentation.ts";
import { assignmentsOf, parameterAt, parameterRow } from "../features/reference.ts";
import { searchParameters } from "../features/search.ts";
import type {
  AssignmentsAnswer,
  DocumentationAnswer,
  DocumentationParams,
  ParameterAtAnswer,
  ParameterAtParams,
  ParametersAnswer,
  ReferenceParams,
  SearchAnswer,
  SearchParams,
} from "./protocol.ts";
import type { Requests } from "./requests.ts";

/** The catalogue as something to look through. */
export const reference: Requests = {
  capabilities: () => ({}),

  listen(connection, session) {
    connection.onRequest("sysctl/parameters", ({ uri }: ReferenceParams) =>
      session.consult(uri, ({ catalogue, texts, kernel, locale }): ParametersAnswer => {
        return { kernel: formatRelease(kernel), locale, parameters: catalogue.parameters.map((parameter) => parameterRow(parameter, kernel, texts)) };
      }),
    );
    connection.onRequest("sysctl/assignments", ({ uri }: ReferenceParams) =>
      session.consult<AssignmentsAnswer>(uri, function* ({ analysis }) {
        return { assignments: analysis ? yield* assignmentsOf(analysis) : [] };
      }),
    );
    connection.onRequest("sysctl/search", ({ query }: SearchParams) =>
      session.consult(undefined, ({ catalogue, texts }): SearchAnswer => ({ keys: searchParameters(query, catalogue, texts) })),
    );
    connection.onRequest("sysctl/documentation", ({ key, uri }: DocumentationParams) =>
      session.consult(uri, ({ catalogue, texts, kernel, hz, locale }): DocumentationAnswer | null => {
        const parameter = catalogue.get(key);
        return parameter ? { ...parameterRow(parameter, kernel, texts), markdown: documentationBody(parameter.at(kernel, hz), texts, locale) } : null;
      }),
    );
    connection.onRequest("sysctl/parameterAt", ({ uri, position }: ParameterAtParams) =>
      session.answerWithoutTexts(uri, null, (context): ParameterAtAnswer | null => parameterAt(context, context.analysis.document.clamp(position)) ?? null),
    );
  },
};
