import type { OrderedWrite } from "../configuration/configuration.ts";
import { numbersOf } from "./arithmetic.ts";
import type { ConfigurationContext } from "./rule.ts";
import type { Written } from "./written.ts";

/** Two names of one variable. */
export const CONNTRACK_MAX = ["net.netfilter.nf_conntrack_max", "net.nf_conntrack_max"] as const;

/** The number that a write brings; NaN where the kernel finds none in [1, 2^31). */
export function conntrackMaximumOf({ line }: OrderedWrite): number {
  const value = numbersOf(line.value)[0] ?? Number.NaN;
  return value >= 1 && value <= 2_147_483_647 ? value : Number.NaN;
}

/** The limit of tracked connections that the files leave, whichever name they use. */
export function conntrackMaximum({ writes }: ConfigurationContext): Written | undefined {
  const last = writes(CONNTRACK_MAX).at(-1);
  if (!last) return undefined;
  const value = conntrackMaximumOf(last);
  return Number.isNaN(value) ? undefined : { line: last.line, value };
}
