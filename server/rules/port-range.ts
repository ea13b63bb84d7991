import { bitmapRanges } from "../catalogue/text-syntax.ts";
import type { Line } from "../document/line.ts";
import { numbersOf } from "./arithmetic.ts";
import type { ConfigurationContext } from "./rule.ts";

export const PORT_RANGE = "net.ipv4.ip_local_port_range";
export const RESERVED_PORTS = "net.ipv4.ip_local_reserved_ports";
export const UNPRIVILEGED_START = "net.ipv4.ip_unprivileged_port_start";

export interface PortRange {
  readonly low: number;
  readonly high: number;
  /** Undefined: the default. */
  readonly line: Line | undefined;
}

/** The ports from which the kernel chooses; undefined where the file's range is refused or incomplete. */
export function portRange({ effective, number }: Pick<ConfigurationContext, "effective" | "number">): PortRange | undefined {
  const found = effective(PORT_RANGE);
  const [low, high] = numbersOf(found?.value ?? "");
  if (low === undefined || high === undefined || !(low >= 1 && low <= high && high <= 65_535)) return undefined;
  // Before 4.11 there is no such limit: the number is NaN.
  return low < number(UNPRIVILEGED_START) ? undefined : { low, high, line: found?.line };
}

/** `8080,9000-9010` as closed intervals; undefined where the kernel refuses the list. */
export function portList(value: string): (readonly [number, number])[] | undefined {
  return bitmapRanges(value, 65_535);
}
