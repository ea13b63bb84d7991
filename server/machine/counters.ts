/** Counters of one file below /proc/net by "Group.Name". */
export type Counters = ReadonlyMap<string, number>;

/**
 * /proc/net/netstat and snmp: pairs of lines, `TcpExt: SyncookiesSent SyncookiesRecv ...` above `TcpExt: 0 0 ...`.
 * Which there are depends on the release.
 */
export function readPairs(text: string): Counters {
  const counters = new Map<string, number>();
  const lines = text.split("\n");
  for (let i = 0; i + 1 < lines.length; i += 2) {
    const names = (lines[i] ?? "").split(" ");
    const values = (lines[i + 1] ?? "").split(" ");
    const group = names[0];
    if (!group?.endsWith(":") || values[0] !== group) continue;
    for (let j = 1; j < names.length; j++) add(counters, `${group.slice(0, -1)}.${names[j]}`, Number(values[j]));
  }
  return counters;
}

/** /proc/net/sockstat and sockstat6: `TCP: inuse 5 orphan 0 tw 3 alloc 7 mem 1`. */
export function readSockstat(text: string): Counters {
  const counters = new Map<string, number>();
  for (const line of text.split("\n")) {
    const words = line.split(" ");
    const group = words[0];
    if (!group?.endsWith(":")) continue;
    for (let i = 1; i + 1 < words.length; i += 2) add(counters, `${group.slice(0, -1)}.${words[i]}`, Number(words[i + 1]));
  }
  return counters;
}

/**
 * /proc/net/softnet_stat: a line a CPU, hexadecimal; the second column counts dropped packets, the third the times that the
 * budget ran out (net/core/net-procfs.c softnet_seq_show). Sums over all CPUs.
 */
export function readSoftnet(text: string): Counters {
  const counters = new Map<string, number>();
  for (const line of text.split("\n")) {
    const columns = line.split(" ");
    if (columns.length < 3) continue;
    add(counters, "softnet.dropped", Number.parseInt(columns[1] ?? "", 16));
    add(counters, "softnet.time_squeeze", Number.parseInt(columns[2] ?? "", 16));
  }
  return counters;
}

/**
 * /proc/net/stat/nf_conntrack: names, then a line a CPU in hexadecimal. Sums over all CPUs, but for `entries`, which every
 * line repeats.
 */
export function readConntrack(text: string): Counters {
  const counters = new Map<string, number>();
  const [heading = "", ...lines] = text.split("\n");
  const names = heading.split(/ +/);
  for (const line of lines) {
    const columns = line.split(/ +/);
    if (columns.length < 2) continue;
    for (const [i, name] of names.entries()) if (name && name !== "entries") add(counters, `nf_conntrack.${name}`, Number.parseInt(columns[i] ?? "", 16));
  }
  return counters;
}

function add(counters: Map<string, number>, name: string, value: number): void {
  if (Number.isFinite(value)) counters.set(name, (counters.get(name) ?? 0) + value);
}

/** So much of a file of counters is read (bytes); 1,000 CPUs fill half of it. */
const LONGEST = 1024 * 1024;

/** A whole file of counters; "" where it is missing. */
export async function readText(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const piece of pieces) {
    text += decoder.decode(piece, { stream: true });
    if (text.length > LONGEST) break;
  }
  return text;
}
