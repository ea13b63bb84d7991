/** The two neighbour tables of a host, each with its three thresholds in ascending order. */
export interface NeighbourTable {
  readonly family: "IPv4" | "IPv6";
  readonly thresholds: readonly [string, string, string];
}

export const NEIGHBOUR_TABLES: readonly [NeighbourTable, NeighbourTable] = [table("IPv4", "net.ipv4.neigh.default"), table("IPv6", "net.ipv6.neigh.default")];

function table(family: "IPv4" | "IPv6", folder: string): NeighbourTable {
  return { family, thresholds: [`${folder}.gc_thresh1`, `${folder}.gc_thresh2`, `${folder}.gc_thresh3`] };
}
