import type { ParameterAtRelease } from "./parameter.ts";

/**
 * Parameters of an interface of which `all` begins with another value than `default` and the interfaces do.
 *
 * Source: net/ipv4/devinet.c ipv4_devconf, net/ipv6/addrconf.c ipv6_devconf.
 */
const OF_ALL: ReadonlyMap<string, string> = new Map([
  ["net.ipv4.conf.*.accept_source_route", "0"],
  ["net.ipv6.conf.*.accept_dad", "0"],
]);

/** What a parameter holds before anybody writes it, for `all`, `default` or an interface; undefined where that depends on the machine. */
export function initialValue(parameter: ParameterAtRelease, name: string | undefined): string | undefined {
  const ofAll = name === "all" ? OF_ALL.get(parameter.parameter.key) : undefined;
  return ofAll ?? parameter.defaultText;
}
