import type { Integer } from "./number.ts";

/** Ticks a second (CONFIG_HZ) of the kernel that the pages' bounds are given for. */
export const ASSUMED_HZ = 250;

/** What a parameter is written in that the kernel keeps in ticks. */
export type JiffiesUnit = "seconds" | "milliseconds" | "microseconds" | "userhz";

/**
 * An accepted bound, as a page gives it, for a kernel with another CONFIG_HZ. Source: kernel/sysctl.c (do_proc_dointvec_jiffies_conv takes up to
 * INT_MAX / HZ seconds), net/ipv4/sysctl_net_ipv4.c (tcp_probe_interval: UINT_MAX / HZ), net/core/sysctl_net_core.c (netdev_budget_usecs: two
 * ticks), drivers/parport/procfs.c, net/rxrpc/sysctl.c and net/rds/sysctl.c (from one tick, parport up to a second of them; rounded down).
 */
export function boundAt(hz: number, bound: Integer, unit: JiffiesUnit): Integer {
  if (hz === ASSUMED_HZ) return bound;
  const key = `${unit} ${bound}`;
  return BOUNDS.get(key)?.(hz) ?? bound;
}

const seconds = (ticks: number) => (hz: number) => Math.floor(ticks / hz);

const BOUNDS: ReadonlyMap<string, (hz: number) => number> = new Map([
  ["seconds 8589934", seconds(0x7fff_ffff)],
  ["seconds -8589934", (hz: number) => -seconds(0x7fff_ffff)(hz)],
  ["seconds 17179869", seconds(0xffff_ffff)],
  ["microseconds 8000", (hz) => Math.floor(2_000_000 / hz)],
  ["milliseconds 4", (hz) => Math.ceil(1_000 / hz)],
  ["milliseconds 1003", (hz) => Math.ceil(((hz + 1) * 1_000) / hz) - 1],
]);
