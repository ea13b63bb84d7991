import type { Text } from "../locale.ts";

/**
 * A block of assignments for one case. It is written out for a target release: what that kernel does not have, or holds by default anyway,
 * is left out. Values are those that the catalogue suggests for the case.
 */
export interface Profile {
  /** Kebab-case; what a user types. */
  readonly name: string;
  readonly title: Text;
  /** One sentence: for whom, and what to look at besides. */
  readonly about: Text;
  readonly steps: readonly Step[];
}

/** Assignments for one reason, which stands above them as a comment. */
export interface Step {
  readonly why: Text;
  readonly set: readonly Setting[];
  /** A rule of ours that says what `why` says already. */
  readonly said?: string;
}

export interface Setting {
  readonly key: string;
  readonly value: string;
  /** The first release that it is for, and the first that it is not for any more. */
  readonly since?: string;
  readonly before?: string;
  /** Written although it is the kernel's default: others are known to change it. */
  readonly always?: true;
}

export function defineProfile(profile: Profile): Profile {
  return profile;
}

/** `set("vm.swappiness", 10)`, with bounds where a release matters. */
export function set(key: string, value: number | string, more: Omit<Setting, "key" | "value"> = {}): Setting {
  return { key, value: String(value), ...more };
}
