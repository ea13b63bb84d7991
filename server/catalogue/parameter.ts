import { ASSUMED_HZ, boundAt, type JiffiesUnit } from "./jiffies.ts";
import { type Integer, integerOf, parseKernelNumber } from "./number.ts";
import { parseRelease, type Release } from "./release.ts";
import type { Verdict } from "./write.ts";

export type ValueType = "integer" | "vector" | "flags" | "list" | "string";
export type Width = "int" | "uint" | "u8" | "bool" | "long" | "ulong";
/** Closed interval of numbers that a write takes. */
export type Interval = readonly [Integer, Integer];

/** A fact by release, newest first; `in` limits an entry to some long-term series. */
interface Moment<T> {
  readonly since?: string;
  readonly in?: readonly string[];
  readonly value: T;
}
type History<T> = T | readonly Moment<T>[];

type RawInterval = readonly [number | string, number | string];
type RawAccepted = RawInterval | readonly RawInterval[] | { readonly positions: readonly (RawInterval | readonly RawInterval[])[] };
export type RawDefault = number | string | readonly (number | string)[] | { readonly formula: string; readonly example?: string };

/**
 * The front matter of a page without what is only shown, as the build wrote it (parameter.schema.json says what each field means; words
 * and links: `ParameterText`).
 */
export interface RawFacts {
  readonly key: string;
  readonly type: ValueType;
  readonly width?: History<Width>;
  readonly arity?: number;
  readonly names?: readonly string[];
  readonly unit?: string;
  readonly jiffies?: JiffiesUnit;
  readonly syntax?: Syntax;
  readonly algorithms?: readonly string[];
  readonly accepts?: History<RawAccepted>;
  readonly sensible?: History<RawAccepted>;
  readonly default?: History<RawDefault>;
  readonly since?: string;
  readonly removed?: string;
  readonly stable?: readonly string[];
  readonly renamed?: string;
  readonly noEffect?: string;
  readonly readOnly?: true;
  readonly writeOnly?: true;
  readonly readOnlyInNamespace?: true;
  readonly scope?: "network-namespace" | "global";
  /** All numbers of a vector are checked before any is stored. */
  readonly atomic?: true;
  readonly combine?: "max" | "or" | "and" | "all-only" | "interface-only" | "special";
  readonly values?: readonly string[];
  /** Masks, as the page writes them: "0x4". */
  readonly bits?: readonly string[];
  readonly suggestions?: readonly Suggestion[];
  readonly module?: string;
  /** How often real files set it: orders completion and did-you-mean. */
  readonly uses?: number;
}

/** Text values with a syntax of their own. */
export type Syntax = "algorithm" | "algorithms" | "ports" | "bits" | "cpus" | "cpu-list" | "cpu-regions" | "keys" | "ipv6-address" | "text";

export interface Suggestion {
  readonly value: number | string;
  readonly since?: string;
}

/** "net.ipv4.conf.*.rp_filter" -> "net/ipv4/conf/[*]/rp_filter"; a catalogue key has no slashes of its own. */
export function pathOf(key: string): string {
  return key.replaceAll(".", "/");
}

/** A parameter over all releases. `at` answers for one. */
export class Parameter {
  readonly key: string;
  /** Below /proc/sys; `*` stands for the interface. */
  readonly path: string;
  readonly since: Release | undefined;
  readonly removed: Release | undefined;
  readonly noEffect: Release | undefined;
  private readonly stable: readonly Release[];
  private view: ParameterAtRelease | undefined;

  constructor(
    readonly facts: RawFacts,
    /** Its place in the catalogue. */
    readonly order: number,
  ) {
    this.key = facts.key;
    this.path = pathOf(facts.key);
    this.since = releaseOf(facts.since);
    this.removed = releaseOf(facts.removed);
    this.noEffect = releaseOf(facts.noEffect);
    this.stable = (facts.stable ?? []).map((text) => releaseOf(text) ?? 0);
  }

  /** Does a kernel of this release have it (with its module and configuration)? */
  existsIn(release: Release): boolean {
    return !this.isRemovedIn(release) && !this.isNotYetIn(release);
  }

  isRemovedIn(release: Release): boolean {
    return this.removed !== undefined && release >= this.removed;
  }

  isNotYetIn(release: Release): boolean {
    return this.since !== undefined && release < this.since && !this.stable.includes(release);
  }

  /** `hz`: CONFIG_HZ, where that is known. */
  at(release: Release, hz = ASSUMED_HZ): ParameterAtRelease {
    if (this.view?.release !== release || this.view.hz !== hz) this.view = new ParameterAtRelease(this, release, hz);
    return this.view;
  }
}

/** A parameter as one release has it. */
export class ParameterAtRelease {
  readonly width: Width | undefined;
  /** Accepted intervals by position; one entry for all positions where they do not differ. Undefined: not known. */
  readonly accepts: readonly (readonly Interval[])[] | undefined;
  readonly sensible: readonly (readonly Interval[])[] | undefined;
  readonly default: RawDefault | undefined;
  /** What judgeWrite has answered by value: files for many interfaces write the same few values again and again. */
  readonly verdicts = new Map<string, Verdict>();

  constructor(
    readonly parameter: Parameter,
    readonly release: Release,
    readonly hz = ASSUMED_HZ,
  ) {
    const facts = parameter.facts;
    this.width = inForce(facts.width, release);
    this.accepts = inTicks(intervalsOf(inForce(facts.accepts, release)), facts.jiffies, hz);
    this.sensible = intervalsOf(inForce(facts.sensible, release));
    this.default = inForce(facts.default, release);
  }

  get facts(): RawFacts {
    return this.parameter.facts;
  }

  /** How many numbers a write takes. */
  get arity(): number {
    return this.facts.arity ?? 1;
  }

  /** True where the value is read as numbers. */
  get isNumeric(): boolean {
    const { type, syntax } = this.facts;
    return syntax === undefined && (type === "integer" || type === "vector" || type === "flags");
  }

  /** The default as text that can be written; undefined where it depends on the machine. */
  get defaultText(): string | undefined {
    const value = this.default;
    if (value === undefined || (typeof value === "object" && !isList(value))) return undefined;
    return isList(value) ? value.join(" ") : String(value);
  }

  /** Of a default that depends on the machine, what it begins with: `16384 with 4 GiB, 262144 from 64 GiB on` -> `16384`. */
  get exampleText(): string | undefined {
    const value = this.default;
    const example = typeof value === "object" && "example" in value ? value.example : undefined;
    return example && /^\d+(?: \d+)*/.exec(example)?.[0];
  }

  /** Suggested values that this release knows and takes. */
  get suggestions(): readonly Suggestion[] {
    return (this.facts.suggestions ?? []).filter(({ value, since }) => {
      if (since !== undefined && this.release < (releaseOf(since) ?? 0)) return false;
      const words = String(value).split(/\s+/);
      return !this.isNumeric || words.every((word, i) => isAccepted(word, this.intervalsAt(i)));
    });
  }

  intervalsAt(position: number): readonly Interval[] | undefined {
    return this.accepts && (this.accepts[position] ?? this.accepts[0]);
  }

  sensibleAt(position: number): readonly Interval[] | undefined {
    return this.sensible && (this.sensible[position] ?? this.sensible[0]);
  }
}

export function isList(value: RawDefault): value is readonly (number | string)[] {
  return Array.isArray(value);
}

export function contains(intervals: readonly Interval[], value: Integer): boolean {
  for (let i = 0; i < intervals.length; i++) {
    const interval = intervals[i] as Interval;
    if (interval[0] <= value && value <= interval[1]) return true;
  }
  return false;
}

function isAccepted(word: string, intervals: readonly Interval[] | undefined): boolean {
  const number = parseKernelNumber(word);
  return number !== undefined && (intervals === undefined || contains(intervals, number.value));
}

/** The catalogue names some 60 releases, thousands of times. */
const releases = new Map<string, Release | undefined>();

function releaseOf(text: string | undefined): Release | undefined {
  if (text === undefined) return undefined;
  if (!releases.has(text)) releases.set(text, parseRelease(text));
  return releases.get(text);
}

function isHistory<T>(fact: History<T>): fact is readonly Moment<T>[] {
  const first: unknown = Array.isArray(fact) ? fact[0] : undefined;
  return typeof first === "object" && first !== null && "value" in first;
}

function inForce<T>(fact: History<T> | undefined, release: Release): T | undefined {
  if (fact === undefined || !isHistory(fact)) return fact;
  const series = fact.find((moment) => moment.in?.some((text) => releaseOf(text) === release));
  if (series) return series.value;
  return fact.find((moment) => !moment.in && (moment.since === undefined || release >= (releaseOf(moment.since) ?? 0)))?.value;
}

function intervalsOf(accepted: RawAccepted | undefined): readonly (readonly Interval[])[] | undefined {
  if (accepted === undefined) return undefined;
  const positions = "positions" in accepted ? accepted.positions : [accepted];
  return positions.map((raw) => {
    const list = (Array.isArray(raw[0]) ? raw : [raw]) as readonly RawInterval[];
    return list.map(([low, high]) => [integerOf(low), integerOf(high)] as const);
  });
}

function inTicks(
  positions: readonly (readonly Interval[])[] | undefined,
  unit: JiffiesUnit | undefined,
  hz: number,
): readonly (readonly Interval[])[] | undefined {
  if (!unit || hz === ASSUMED_HZ) return positions;
  return positions?.map((list) => list.map(([low, high]) => [boundAt(hz, low, unit), boundAt(hz, high, unit)] as const));
}
