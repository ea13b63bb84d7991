import { describe, expect, it } from "vitest";
import { readConntrack, readPairs, readSockstat, readSoftnet, readText } from "../../server/machine/counters.ts";

describe("files of counters", () => {
  it("netstat and snmp: names above values, group by group", () => {
    const counters = readPairs(
      "TcpExt: SyncookiesSent ListenDrops\nTcpExt: 3 12\nIpExt: InNoRoutes\nIpExt: 7\nTcp: RtoAlgorithm MaxConn AttemptFails\nTcp: 1 -1 4\n",
    );
    expect([...counters]).toEqual([
      ["TcpExt.SyncookiesSent", 3],
      ["TcpExt.ListenDrops", 12],
      ["IpExt.InNoRoutes", 7],
      ["Tcp.RtoAlgorithm", 1],
      ["Tcp.MaxConn", -1],
      ["Tcp.AttemptFails", 4],
    ]);
  });

  it("sockstat", () => {
    const counters = readSockstat("sockets: used 16\nTCP: inuse 1 orphan 2 tw 30 alloc 1 mem 116\n");
    expect(counters.get("TCP.tw")).toBe(30);
    expect(counters.get("sockets.used")).toBe(16);
  });

  it("softnet_stat: the sum over all CPUs, hexadecimal", () => {
    const counters = readSoftnet("00012930 0000000a 00000001 00000000\n00025a27 00000010 00000002 00000000\n");
    expect(counters.get("softnet.dropped")).toBe(26);
    expect(counters.get("softnet.time_squeeze")).toBe(3);
  });

  it("stat/nf_conntrack: the sum over all CPUs, by the names that the release has", () => {
    const heading = "entries  clashres found new invalid ignore delete chainlength insert insert_failed drop early_drop icmp_error";
    const cpu = (drop: string) => `00000005  00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 ${drop} 00000001 00000000`;
    const counters = readConntrack(`${heading}\n${cpu("0000000f")}\n${cpu("00000001")}\n`);
    expect(counters.get("nf_conntrack.drop")).toBe(16);
    expect(counters.get("nf_conntrack.early_drop")).toBe(2);
    expect(counters.has("nf_conntrack.entries")).toBe(false);
  });

  it.each(["", "\n", "\0", "TcpExt:\nTcpExt:\n", "x".repeat(100_000)])("odd text %# gives nothing", (text) => {
    for (const read of [readPairs, readSockstat, readSoftnet, readConntrack]) expect([...read(text)]).toEqual([]);
  });

  it("leaves out what has no number", () => {
    expect([...readPairs("TcpExt: a b\nTcpExt: 1\nOther: a\nAnother: 1\n")]).toEqual([["TcpExt.a", 1]]);
    expect([...readSockstat("TCP: inuse\nTCP: tw many\n")]).toEqual([]);
  });

  it("are read whole, and not without end", async () => {
    async function* pieces(count: number) {
      for (let i = 0; i < count; i++) yield Buffer.from("a".repeat(64 * 1024));
    }
    expect((await readText(pieces(3))).length).toBe(3 * 64 * 1024);
    expect((await readText(pieces(1_000_000))).length).toBeLessThan(2 * 1024 * 1024);
  });
});
