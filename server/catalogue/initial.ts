import type { ParameterAtRelease } from "./parameter.ts";

/**
 * Parameters of an interface of which `all` or the loopback begins with another value than `default` and the interfaces do.
 *
 * Source: net/ipv4/devinet.c ipv4_devconf, inetdev_event, net/ipv6/addrconf.c ipv6_devconf, ipv6_add_dev.
 */
const OTHERWISE: ReadonlyMap<string, { readonly all?: string; readonly lo?: string }> = new Map([
  ["net.ipv4.conf.*.accept_source_route", { all: "0" }],
  ["net.ipv4.conf.*.disable_policy", { lo: "1" }],
  ["net.ipv4.conf.*.disable_xfrm", { lo: "1" }],
  ["net.ipv6.conf.*.accept_dad", { all: "0", lo: "-1" }],
  ["net.ipv6.conf.*.use_tempaddr", { lo: "-1" }],
]);

/** What a parameter holds before anybody writes it, for `all`, `default` or an interface; undefined where that depends on the machine. */
export function initialValue(parameter: ParameterAtRelease, name: string | undefined): string | undefined {
  const other = name === "all" || name === "lo" ? OTHERWISE.get(parameter.parameter.key)?.[name] : undefined;
  return other ?? parameter.defaultText;
}
