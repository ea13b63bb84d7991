import type { Catalogue } from "./catalogue/catalogue.ts";
import type { Configuration } from "./configuration/configuration.ts";
import type { Placement } from "./configuration/placement.ts";
import type { Machine } from "./machine/machine.ts";
import type { Rule, Severity } from "./rules/rule.ts";
import type { Target } from "./target.ts";

/** Severities chosen by the user, by rule name. */
export type RuleSettings = ReadonlyMap<string, Severity | "off">;

export interface AnalysisOptions {
  readonly catalogue: Catalogue;
  readonly target: Target;
  readonly rules: readonly Rule[];
  readonly settings?: RuleSettings;
  /** The files that it is applied with on a target; alone if absent or undefined. */
  readonly surroundings?: ((target: Target) => Surroundings | undefined) | undefined;
  /** What comments say of the target does not count. */
  readonly fixedTarget?: boolean;
  /** Keys (patterns allowed) that the user's kernel has and the catalogue does not. */
  readonly customParameters?: readonly string[];
  /** The running kernel: where the file is checked for it, what it has exists, whatever the catalogue says. */
  readonly running?: RunningKernel | undefined;
  /** What the running kernel holds at a path, where drift is to be found. */
  readonly drift?: ((path: string) => string | undefined) | undefined;
}

/** The files that a file is applied with, itself among them if it is read at all, and where it stands in its system. */
export interface Surroundings {
  readonly configuration: Configuration;
  readonly placement?: Placement | undefined;
}

/** What the analysis asks of the running kernel. */
export type RunningKernel = Pick<Machine, "exists">;

const NO_SETTINGS: RuleSettings = new Map();

/** The same with nothing left out. */
export type Chosen = { readonly [K in keyof AnalysisOptions]-?: AnalysisOptions[K] };

/** Of one shape whoever asks: engines compile what runs often for the shapes that they have seen. */
export function chosen({ catalogue, target, rules, settings, surroundings, fixedTarget, customParameters, running, drift }: AnalysisOptions): Chosen {
  return {
    catalogue,
    target,
    rules,
    settings: settings ?? NO_SETTINGS,
    surroundings: surroundings ?? (() => undefined),
    fixedTarget: fixedTarget ?? false,
    customParameters: customParameters ?? [],
    running,
    drift,
  };
}
