import { type Counters, readConntrack, readPairs, readSockstat, readSoftnet, readText } from "./counters.ts";
import { heldValue, type Machine } from "./machine.ts";
import { countSockets, type SocketCount } from "./sockets.ts";

/** What the machine says about its TCP at one moment; of the network namespace that the server runs in. */
export interface Snapshot {
  readonly ipv4: SocketCount;
  readonly ipv6: SocketCount;
  readonly counters: Counters;
}

/** Reads it all. `pause` is awaited again and again on the way, so that nothing else waits long; it may throw to give up. */
export async function takeSnapshot(machine: Machine, pause: () => Promise<void>): Promise<Snapshot> {
  const counters = new Map<string, number>();
  const take = (found: Counters) => {
    for (const [name, value] of found) counters.set(name, value);
  };
  take(readPairs(await readText(machine.network("netstat"))));
  take(readPairs(await readText(machine.network("snmp"))));
  take(readSockstat(await readText(machine.network("sockstat"))));
  take(readSockstat(await readText(machine.network("sockstat6"))));
  take(readSoftnet(await readText(machine.network("softnet_stat"))));
  take(readConntrack(await readText(machine.network("stat/nf_conntrack"))));
  const ipv4 = await countSockets(machine.network("tcp"), pause);
  const ipv6 = await countSockets(machine.network("tcp6"), pause);
  return { ipv4, ipv6, counters };
}

/** A count that stands in a counter ("TCP.tw") or in a file below /proc/sys ("net/netfilter/nf_conntrack_count"). */
export function countAt(place: string, counters: Counters, machine: Machine): number | undefined {
  if (!place.includes("/")) return counters.get(place);
  const held = heldValue(machine.running(place));
  return held === undefined || held === "" ? undefined : Number(held);
}
