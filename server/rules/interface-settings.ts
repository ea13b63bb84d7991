import type { Line } from "../document/line.ts";
import type { ConfigurationContext } from "./rule.ts";

/** What says nothing about single interfaces: `all` has its own ways to reach them, and `lo` tells nothing about the network. */
export const ALL_AND_LO: readonly string[] = ["all", "lo"];

/** IPv6 keys that are read of the interface only, with the interface's default. */
export const INTERFACE_ONLY = new Map([
  ["net.ipv6.conf.*.accept_ra", 1],
  ["net.ipv6.conf.*.accept_redirects", 1],
  ["net.ipv6.conf.*.autoconf", 1],
  ["net.ipv6.conf.*.use_tempaddr", 0],
]);

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
