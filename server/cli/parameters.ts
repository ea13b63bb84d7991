import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Integer } from "../catalogue/number.ts";
import type { Parameter } from "../catalogue/parameter.ts";
import { plainIntervals } from "../catalogue/range-text.ts";
import { NEWEST_RELEASE, type Release } from "../catalogue/release.ts";
import type { Texts } from "../catalogue/texts.ts";
import type { Options } from "./options.ts";

/** `parameters`: all of one release, or without `--kernel` of all releases, tombstones included. */
export function listParameters(options: Options, catalogue: Catalogue, texts: Texts): string {
  const { kernel, hz } = options.target;
  const list = catalogue.parameters.filter((parameter) => options.chosen.kernel === undefined || parameter.existsIn(kernel));
  if (options.format === "json") {
    const release = options.chosen.kernel ?? NEWEST_RELEASE;
    return `${JSON.stringify(
      list.map((parameter) => parameterJson(parameter, release, texts, options.chosen.kernel === undefined ? undefined : hz)),
      null,
      1,
    )}\n`;
  }
  return list.map((parameter) => `${parameter.key}\t${texts.get(parameter.key)?.title ?? ""}\n`).join("");
}

/** One parameter as the `--format json` contract has it. */
export function parameterJson(parameter: Parameter, release: Release, texts: Texts, hz?: number) {
  const { facts } = parameter;
  // Of a parameter that the release lacks: what its last release had.
  const view = parameter.at(parameter.removed !== undefined && release >= parameter.removed ? parameter.removed - 1 : release, hz);
  const intervals = view.isNumeric && !facts.readOnly ? view.accepts?.flat() : undefined;
  const bounds = intervals && plainIntervals(intervals);
  return {
    key: parameter.key,
    type: facts.type,
    arity: view.arity,
    accepts: bounds && bounds.length > 0 ? { min: least(bounds), max: most(bounds) } : null,
    default: view.defaultText ?? null,
    unit: facts.unit ?? null,
    since: facts.since ?? null,
    removed: facts.removed ?? null,
    renamed: facts.renamed ?? null,
    readOnly: facts.readOnly ?? false,
    scope: facts.scope ?? "global",
    summary: texts.get(parameter.key)?.summary ?? "",
  };
}

const least = (intervals: readonly (readonly [Integer, Integer])[]) =>
  json(
    pick(
      intervals.map(([low]) => low),
      (a, b) => a < b,
    ),
  );
const most = (intervals: readonly (readonly [Integer, Integer])[]) =>
  json(
    pick(
      intervals.map(([, high]) => high),
      (a, b) => a > b,
    ),
  );

function pick(values: readonly Integer[], better: (a: Integer, b: Integer) => boolean): Integer {
  return values.reduce((best, value) => (better(value, best) ? value : best));
}

/** JSON has no integers beyond 2^53 that survive every reader: those are given as the nearest number. */
function json(value: Integer): number {
  return Number(value);
}
