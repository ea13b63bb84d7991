import type { AnalysisOptions, RuleSettings } from "./analysis-options.ts";
import { SaidError } from "./locale.ts";
import type { Severity } from "./rules/rule.ts";
import type { Settings } from "./settings.ts";
import { type Choice, choose, type Loader, parseLoader, readKernel } from "./target.ts";

/** The file beside (or above) the files that it is about, so that everybody who checks them checks the same. */
export const PROJECT_FILE = ".sysctl-lint.json";

/** What such a file says; undefined: nothing. */
export interface Project {
  readonly target: Choice;
  readonly rules: RuleSettings;
  readonly customParameters: readonly string[];
}

export const NO_PROJECT: Project = { target: {}, rules: new Map(), customParameters: [] };

function unreadable(en: string, chinese: string): SaidError {
  return new SaidError({ en, "zh-cn": chinese });
}

const SEVERITIES = new Set<unknown>(["error", "warning", "information", "hint", "off"] satisfies (Severity | "off")[]);

/**
 * Reads the file's text. A mistake in it must not be passed over: the files would be checked for something else than
 * its author thinks. Throws a SaidError that names what is wrong.
 */
export function readProject(text: string, ruleNames: ReadonlySet<string>): Project {
  const raw = parseJson(text.replace(/^\ufeff/, ""));
  const project: { -readonly [K in keyof Project]: Project[K] } = { ...NO_PROJECT };
  let kernel: Choice = {};
  let loader: Loader | undefined;
  for (const [name, value] of entries(raw)) {
    if (name === "kernel") kernel = choice(readKernel, name, value) ?? {};
    else if (name === "loader") loader = choice(parseLoader, name, value);
    else if (name === "rules") project.rules = readRules(value, ruleNames);
    else if (name === "customParameters") project.customParameters = readKeys(value);
    else if (name !== "$schema")
      throw unreadable(
        `unknown property "${name}": kernel, loader, rules or customParameters`,
        `没有属性“${name}”：可用 kernel、loader、rules 或 customParameters`,
      );
  }
  project.target = { ...kernel, loader: loader ?? kernel.loader };
  return project;
}

/** The parser's own message quotes the text, which may be anything: a project file can be a link to a file that is nobody's business. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw unreadable("not valid JSON", "不是有效的 JSON");
  }
}

/** Settings as a project file has them: what it says wins over what one person has set. */
export function withProject(
  { target, rules, customParameters }: Settings,
  project: Project,
): Pick<AnalysisOptions, "target" | "settings" | "customParameters"> {
  return {
    target: choose(target, "project", project.target),
    settings: new Map([...rules, ...project.rules]),
    customParameters: [...customParameters, ...project.customParameters],
  };
}

function readRules(value: unknown, names: ReadonlySet<string>): RuleSettings {
  const rules = new Map<string, Severity | "off">();
  for (const [name, severity] of entries(value, "rules")) {
    if (!names.has(name)) throw unreadable(`there is no rule "${name}"`, `没有规则“${name}”`);
    if (!isSeverity(severity))
      throw unreadable(`rules.${name}: error, warning, information, hint or off`, `rules.${name}：可用 error、warning、information、hint 或 off`);
    rules.set(name, severity);
  }
  return rules;
}

function isSeverity(value: unknown): value is Severity | "off" {
  return SEVERITIES.has(value);
}

function readKeys(value: unknown): string[] {
  if (!Array.isArray(value) || value.length > 1_000 || !value.every((key) => typeof key === "string"))
    throw unreadable("customParameters: a list of up to 1000 keys", "customParameters：最多 1000 个键的列表");
  return value;
}

/** What a name stands for; undefined for `auto`. */
function choice<T>(read: (text: string) => T | undefined, name: string, value: unknown): T | undefined {
  if (value === "auto") return undefined;
  const known = typeof value === "string" ? read(value) : undefined;
  if (known === undefined) throw unreadable(`unknown ${name} ${JSON.stringify(value)}`, `${name} 的值 ${JSON.stringify(value)} 无法识别`);
  return known;
}

function entries(value: unknown, name?: string): [string, unknown][] {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw unreadable(`${name ?? "it"} must be an object`, `${name ?? "文件内容"}必须是一个对象`);
  return Object.entries(value);
}
