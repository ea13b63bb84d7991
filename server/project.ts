import type { AnalysisOptions, RuleSettings } from "./analysis.ts";
import type { Release } from "./catalogue/release.ts";
import type { Severity } from "./rules/rule.ts";
import type { Settings } from "./settings.ts";
import { type Loader, parseKernel, parseLoader } from "./target.ts";

/** The file beside (or above) the files that it is about, so that everybody who checks them checks the same. */
export const PROJECT_FILE = ".sysctl-lint.json";

/** What such a file says; undefined: nothing. */
export interface Project {
  readonly kernel: Release | undefined;
  readonly loader: Loader | undefined;
  readonly rules: RuleSettings;
  readonly customParameters: readonly string[];
}

export const NO_PROJECT: Project = { kernel: undefined, loader: undefined, rules: new Map(), customParameters: [] };

const SEVERITIES = new Set<unknown>(["error", "warning", "information", "hint", "off"] satisfies (Severity | "off")[]);

/**
 * Reads the file's text. A mistake in it must not be passed over: the files would be checked for something else than
 * its author thinks. Throws an Error whose message names what is wrong.
 */
export function readProject(text: string, ruleNames: ReadonlySet<string>): Project {
  const raw = parseJson(text.replace(/^\ufeff/, ""));
  const project: { -readonly [K in keyof Project]: Project[K] } = { ...NO_PROJECT };
  for (const [name, value] of entries(raw, "it")) {
    if (name === "kernel") project.kernel = value === "auto" ? undefined : known(typeof value === "string" ? parseKernel(value) : undefined, name, value);
    else if (name === "loader") project.loader = value === "auto" ? undefined : known(typeof value === "string" ? parseLoader(value) : undefined, name, value);
    else if (name === "rules") project.rules = readRules(value, ruleNames);
    else if (name === "customParameters") project.customParameters = readKeys(value);
    else if (name !== "$schema") throw new Error(`unknown property "${name}": kernel, loader, rules or customParameters`);
  }
  return project;
}

/** The parser's own message quotes the text, which may be anything: a project file can be a link to a file that is nobody's business. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error("not valid JSON");
  }
}

/** Settings as a project file has them: what it says wins over what one person has set. */
export function withProject(
  { target, rules, customParameters }: Settings,
  project: Project,
): Pick<AnalysisOptions, "target" | "settings" | "customParameters"> {
  return {
    target: { kernel: project.kernel ?? target.kernel, loader: project.loader ?? target.loader },
    settings: new Map([...rules, ...project.rules]),
    customParameters: [...customParameters, ...project.customParameters],
  };
}

function readRules(value: unknown, names: ReadonlySet<string>): RuleSettings {
  const rules = new Map<string, Severity | "off">();
  for (const [name, severity] of entries(value, "rules")) {
    if (!names.has(name)) throw new Error(`there is no rule "${name}"`);
    if (!isSeverity(severity)) throw new Error(`rules.${name}: error, warning, information, hint or off`);
    rules.set(name, severity);
  }
  return rules;
}

function isSeverity(value: unknown): value is Severity | "off" {
  return SEVERITIES.has(value);
}

function readKeys(value: unknown): string[] {
  if (!Array.isArray(value) || value.length > 1_000 || !value.every((key) => typeof key === "string"))
    throw new Error("customParameters: a list of up to 1000 keys");
  return value;
}

function known<T>(read: T | undefined, name: string, value: unknown): T {
  if (read === undefined) throw new Error(`unknown ${name} ${JSON.stringify(value)}`);
  return read;
}

function entries(value: unknown, name: string): [string, unknown][] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error(`${name} must be an object`);
  return Object.entries(value);
}
