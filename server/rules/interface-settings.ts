import type { Line } from "../document/line.ts";
import type { ConfigurationContext } from "./rule.ts";

/** What a line sets for an interface, for `all`, for `default` or for a pattern of names. */
export interface InterfaceSetting {
  readonly name: string;
  /** The value's first number; NaN where it has none. */
  readonly number: number;
  readonly line: Line;
}

/** The last line for each interface of a key such as `net.ipv4.conf.*.rp_filter`, in order. */
export function interfaceSettings({ perInterface }: ConfigurationContext, key: string): InterfaceSetting[] {
  return perInterface(key).map(({ interface: name, number, line }) => ({ name, number, line }));
}

/** `all` itself and the others; `lo` has its own ways and tells nothing about the network. */
export function splitAll(settings: readonly InterfaceSetting[]): { all: InterfaceSetting | undefined; others: InterfaceSetting[] } {
  return { all: settings.find(({ name }) => name === "all"), others: settings.filter(({ name }) => name !== "all" && name !== "lo") };
}

/** True for `*`, `eth*` and the like. */
export function isPattern(name: string): boolean {
  return /[*?[]/.test(name);
}

/** The concrete key for one interface: `net.ipv4.conf.*.rp_filter`, `all` -> `net.ipv4.conf.all.rp_filter`. */
export function keyFor(key: string, name: string): string {
  return key.replace(".*.", `.${name}.`);
}

/** Does a file switch IPv4 forwarding on for the whole host? Either of its two names will do. */
export function forwardsIpv4({ effective, number }: ConfigurationContext): Line | undefined {
  for (const key of IPV4_FORWARDING) {
    const line = effective(key)?.line;
    if (line && number(key) === 1) return line;
  }
  return undefined;
}

/** One variable with two names. */
export const IPV4_FORWARDING = ["net.ipv4.ip_forward", "net.ipv4.conf.all.forwarding"] as const;
/** The same as `reads` wants them. */
export const READS_FORWARDING: readonly string[] = ["net.ipv4.ip_forward", "net.ipv4.conf.*.forwarding"];
