import type { RuleSettings } from "./analysis-options.ts";
import { type Locale, localeOf } from "./locale.ts";
import type { Severity } from "./rules/rule.ts";
import type { System } from "./system/system.ts";
import { ASSUMED, choose, parseKernel, parseLoader, readKernel, type Target } from "./target.ts";

/** Kinds of inlay hints: 20 min; 16 MiB; octal: 8; the names of bits. */
export const HINT_KINDS = ["time", "size", "base", "bits"] as const;
export type HintKind = (typeof HINT_KINDS)[number];

/** Blanks round `=`: as most lines of the file have them; `key = value`; `key=value`; the equals signs of a paragraph below each other. */
export const SPACINGS = ["keep", "spaces", "none", "align"] as const;
export type Spacing = (typeof SPACINGS)[number];

/** The section `sysctl` of the client's configuration, as far as it could be understood. */
export interface Settings {
  readonly target: Target;
  /** What the user set for a kernel, where that is none that we know. */
  readonly unknownKernel: string | undefined;
  /** The language to speak; undefined: the client's. */
  readonly locale: Locale | undefined;
  readonly rules: RuleSettings;
  readonly customParameters: readonly string[];
  /** Folders to be taken for /, absolute or below a folder that is open. */
  readonly roots: readonly string[];
  readonly inlayHints: ReadonlySet<HintKind>;
  readonly spacing: Spacing;
  /** Are parameters links to the kernel's documentation? */
  readonly documentLinks: boolean;
  /** Is there a line above assignments that other files have something to say about? */
  readonly codeLens: boolean;
  readonly runningValues: RunningValues;
}

/** How much the running kernel is looked at: not at all, for hovers and for what exists, or for diagnostics of drift too. */
export type RunningValues = "off" | "hover" | "drift";

const RUNNING_VALUES = new Set<unknown>(["off", "hover", "drift"] satisfies RunningValues[]);

const SEVERITIES = new Set<string>(["error", "warning", "information", "hint", "off"]);

/** Reads the client's configuration; whatever is missing or malformed falls back to its default. */
export function readSettings(raw: unknown, system: Pick<System, "kernel" | "loader" | "hz">): Settings {
  const section = objectOf(raw);
  const target = objectOf(section.target);
  const kernel = text(target.kernel) ?? "auto";
  const named = readKernel(kernel);
  // Read only where it counts.
  const hz = named ? undefined : system.hz;
  const machine = choose(ASSUMED, "machine", { kernel: parseKernel(system.kernel ?? ""), loader: system.loader, hz });
  const loader = parseLoader(text(target.loader) ?? "auto") ?? named?.loader;
  const locale = text(section.locale) ?? "auto";
  const rules = new Map<string, Severity | "off">();
  for (const [name, severity] of Object.entries(objectOf(section.rules))) {
    if (typeof severity === "string" && SEVERITIES.has(severity)) rules.set(name, severity as Severity | "off");
  }
  return {
    target: choose(machine, "setting", { ...named, loader }),
    unknownKernel: named || kernel.trim() === "" || kernel === "auto" ? undefined : kernel.slice(0, 100),
    locale: locale === "auto" ? undefined : localeOf(locale),
    rules,
    customParameters: texts(section.customParameters, 1_000),
    roots: texts(section.roots, 100),
    inlayHints: hintKinds(section.inlayHints),
    documentLinks: section.documentLinks !== false,
    codeLens: section.codeLens !== false,
    spacing: SPACINGS.find((each) => each === objectOf(section.format).spacing) ?? "keep",
    runningValues: RUNNING_VALUES.has(section.runningValues) ? (section.runningValues as RunningValues) : "hover",
  };
}

/** `{ "bits": false }` switches one kind off, `false` all of them. */
function hintKinds(raw: unknown): ReadonlySet<HintKind> {
  const chosen = objectOf(raw);
  return new Set(HINT_KINDS.filter((kind) => raw !== false && chosen[kind] !== false));
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function texts(value: unknown, most: number): string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === "string").slice(0, most) : [];
}
