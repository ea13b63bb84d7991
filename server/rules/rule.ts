import type { Catalogue, Resolution } from "../catalogue/catalogue.ts";
import type { Integer } from "../catalogue/number.ts";
import type { Parameter, ParameterAtRelease } from "../catalogue/parameter.ts";
import type { Verdict } from "../catalogue/write.ts";
import type { Configuration, Effective, OrderedWrite } from "../configuration/configuration.ts";
import type { FileIndex } from "../configuration/file-index.ts";
import type { InterfaceWrite, InterfaceWrites } from "../configuration/interface-writes.ts";
import type { Placement } from "../configuration/placement.ts";
import type { Statement } from "../configuration/written.ts";
import type { Directive } from "../document/directive.ts";
import type { Range, SysctlDocument } from "../document/document.ts";
import type { Line } from "../document/line.ts";
import type { Steps } from "../gently.ts";
import type { Text } from "../locale.ts";
import type { Target } from "../target.ts";
import type { Disable } from "./directives.ts";

/** error: does not take effect as written. warning: taken, and does something else. information: true and useful. hint: style. */
export type Severity = "error" | "warning" | "information" | "hint";

/** Part of a line, in UTF-16 columns. */
export interface Span {
  readonly line: Line;
  readonly start: number;
  readonly end: number;
}

export interface Edit {
  readonly range: Range;
  readonly newText: string;
}

export interface Fix {
  readonly title: Text;
  /** The one to take when asked to fix without choosing; it never changes what the file does otherwise. */
  readonly preferred?: boolean;
  readonly edits: readonly Edit[];
}

/** Another place that a finding refers to. */
export interface Related {
  readonly at: Span;
  readonly message: Text;
  /** The document that the place is in; absent: the one of the finding. */
  readonly document?: SysctlDocument;
}

/** What a rule says about a place. `fixes` is asked for when somebody wants them, on the document as it is then. */
export interface Report {
  readonly at: Span;
  /** Names no line numbers: they change as the user types elsewhere. `related` points at other lines. */
  readonly message: Text;
  /** A better message that takes work to find. Asked for a limited number of times in a file: for the first ones in it. */
  readonly guess?: () => Text | undefined;
  readonly severity?: Severity;
  readonly unnecessary?: boolean;
  readonly deprecated?: boolean;
  readonly related?: readonly Related[];
  readonly fixes?: (document: SysctlDocument) => readonly Fix[];
}

export interface Finding extends Report {
  readonly rule: string;
  readonly severity: Severity;
}

/**
 * What kind of line a line is, for choosing the rules that look at it:
 * - broken: the line or its key is written in a way that means nothing (see key-problem.ts)
 * - absent: a sound key that names no parameter of the target
 * - plain: one decimal number that the kernel takes, and nothing odd about the line: nearly all there are
 * - refused, accepted: other numbers, by what the kernel answers as far as the value decides it
 * - text: a parameter that takes text
 * - exclusion: `-key`
 * - endless: so long that nobody looks into it
 */
export type LineSituation = "plain" | "broken" | "absent" | "refused" | "accepted" | "text" | "exclusion" | "endless";

/** A line together with all that is known about it; computed once, shared by all rules. */
export interface LineContext {
  readonly line: Line;
  readonly target: Target;
  readonly catalogue: Catalogue;
  /** What the key stands for; undefined for lines without a key. */
  readonly resolution: Resolution | undefined;
  /** The parameter as the target has it; undefined where the key names none, several, or one that the target lacks. */
  readonly parameter: ParameterAtRelease | undefined;
  /** What the kernel answers to the value; undefined where `parameter` is. */
  readonly verdict: Verdict | undefined;
  report(report: Report): void;
}

/** All assignments of one file to one path, in order. */
export interface PathContext {
  readonly target: Target;
  readonly path: string;
  readonly lines: readonly Line[];
  readonly parameter: Parameter | undefined;
  report(report: Report): void;
}

export interface ConfigurationContext {
  readonly target: Target;
  /**
   * What a parameter holds after the last write; its default where nothing writes it (then `line` is undefined).
   * `key` is concrete: `net.ipv4.conf.all.rp_filter`, not `conf.*`.
   */
  effective(key: string): Effective | undefined;
  /** Its first number; NaN where it has none or the value is not known. */
  number(key: string): number;
  /** A parameter's default on the target. */
  effectiveDefault(key: string): string | undefined;
  /** The last write to each interface of a key with `*`, patterns included (their interface is the pattern). */
  perInterface(key: string): readonly InterfaceWrite[];
  /** The same to ask questions of, which is far less work than to walk through thousands. */
  interfaces(key: string): InterfaceWrites;
  /** The writes to these parameters in the order in which the loader makes them. */
  writes(keys: readonly string[]): readonly OrderedWrite[];
  /** The numbers that the kernel takes from a line, as far as its value alone decides it; undefined where it refuses them. */
  accepted(line: Line): readonly Integer[] | undefined;
  report(report: Report): void;
}

/** A path that a file and others of the same configuration name. */
export interface AcrossContext {
  readonly target: Target;
  readonly path: string;
  readonly file: FileIndex;
  /** All assignments and exclusions of the path, in the order in which the loader reads them. */
  readonly statements: readonly Statement[];
  readonly configuration: Configuration;
  report(report: Report): void;
}

/** A file as a whole. */
export interface FileContext {
  readonly target: Target;
  readonly file: FileIndex;
  readonly configuration: Configuration;
  /** Where it stands; undefined where it belongs to no system's tree. */
  readonly placement: Placement | undefined;
  /** Its exclusions. */
  readonly exclusions: ReadonlySet<Line>;
  report(report: Report): void;
}

/** The comments of a file that speak to us, after everything else has been checked. */
export interface DirectiveContext {
  /** In the order of the file. */
  readonly directives: readonly Directive[];
  /** Those that disable rules, and what they suppressed. */
  readonly disables: readonly Disable[];
  /** The names of all rules. */
  readonly rules: ReadonlySet<string>;
  report(report: Report): void;
}

/** An assignment that decides what its parameter holds, beside what the running kernel has there. */
export interface RunningContext {
  readonly line: Line;
  readonly parameter: ParameterAtRelease;
  /** The text of the parameter's file, without the line end. */
  readonly value: string;
  report(report: Report): void;
}

export interface Example {
  readonly text: string;
  /** Where it stands in a system, with the system's other files by path; absent: nowhere, and alone. */
  readonly path?: string;
  readonly files?: Readonly<Record<string, string>>;
  /** Release or distribution to check for, `6.12` if absent. */
  readonly kernel?: string;
  readonly loader?: Target["loader"];
  /** What the running kernel holds, by path; drift is looked for only where there is such. */
  readonly running?: Readonly<Record<string, string>>;
  /** The severity expected, where it is not the rule's own. */
  readonly severity?: Severity;
}

export interface Rule {
  readonly name: string;
  readonly severity: Severity;
  /** Runs only where the settings name a severity for it. */
  readonly offByDefault?: true;
  /** Version of the extension that brought it; 0.1.0 if absent. */
  readonly since?: string;
  readonly title: Text;
  /** Markdown: what, why, what to do. */
  readonly documentation: Text;
  /** Run as tests: each bad one gives exactly one finding of this rule, each good one none. */
  readonly examples: { readonly bad: readonly (string | Example)[]; readonly good: readonly (string | Example)[] };
  /** The kinds of line that `line` looks at; all but `plain` and `endless` if absent. Most lines are plain, and few rules look at those. */
  readonly on?: readonly LineSituation[];
  /**
   * Called for every line that is neither blank nor a comment (of endless lines also for comments). What it says of a plain line
   * may depend on nothing but the parameter, the value
   * and whether the interface in the key, if there is one, has an ordinary name: where it is silent once, it is not asked again.
   */
  readonly line?: (context: LineContext) => void;
  /** Called for every path that is assigned more than once in a file, when findings are asked for; in steps, for a file may hold nothing else. */
  readonly path?: (context: PathContext) => Steps<void>;
  /** Canonical keys (`net.ipv4.conf.*.rp_filter`, never `conf.all`) whose writes `check` looks at; it is run again only when one of them changes. */
  readonly reads?: readonly string[];
  readonly check?: (context: ConfigurationContext) => void;
  /** Called for the deciding assignments of a file each time findings are asked for, where the user wants drift to be found. */
  readonly running?: (context: RunningContext) => void;
  /** Called for every path of a file that another file of the configuration names as well. */
  readonly across?: (context: AcrossContext) => void;
  /** Called for a file after every edit, of it or of another one of the configuration: it must be quick. */
  readonly file?: (context: FileContext) => void;
  /** `file` is called only for files that stand in a system's tree. */
  readonly needsPlacement?: true;
  /** Called in steps where a file has comments for us; what it reports is not suppressed by them. */
  readonly directives?: (context: DirectiveContext) => Steps<void>;
}

export function defineRule(rule: Rule): Rule {
  return rule;
}

export const keySpan = (line: Line): Span => ({ line, start: line.keyStart, end: line.keyEnd });
export const valueSpan = (line: Line): Span => ({ line, start: line.valueStart, end: line.valueEnd });
