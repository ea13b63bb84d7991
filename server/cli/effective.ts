import type { Catalogue } from "../catalogue/catalogue.ts";
import { effectiveConfiguration } from "../features/effective.ts";
import { effectiveText } from "../features/effective-text.ts";
import { atOnce } from "../gently.ts";
import { RULES } from "../rules/index.ts";
import type { Source } from "./files.ts";
import { documentOf, targetOf, together } from "./lint.ts";
import type { Options } from "./options.ts";
import type { Projects } from "./projects.ts";
import { printedJson, shown } from "./shown.ts";

/** `effective`: what sources that are one configuration, in order, leave in the kernel. */
export function effective(sources: readonly Source[], catalogue: Catalogue, options: Options, projects: Projects): string {
  const [first] = sources;
  const project = first && projects.of(first);
  const target = project ? targetOf(options, project) : options.target;
  const configuration = together(sources.map(documentOf), sources, catalogue, target);
  const paths = new Map(configuration.files.map((file, i) => [file, sources[i]?.path ?? ""]));
  const customParameters = sources.flatMap((source) => projects.of(source).customParameters);
  const result = atOnce(effectiveConfiguration(configuration, { catalogue, rules: RULES, customParameters }));
  if (options.format === "text")
    return atOnce(effectiveText(result, configuration, (file) => paths.get(file) ?? "", options.locale))
      .split("\n")
      .map(shown)
      .join("\n");
  const place = ({ line, file }: (typeof result.failing)[number]) => ({ path: paths.get(file), line: line.number });
  const values = result.values.map(({ key, value, by, overrides }) => ({
    key,
    value,
    ...place(by),
    overrides: overrides.map((other) => ({ value: other.line.value, ...place(other) })),
  }));
  return printedJson(values);
}
