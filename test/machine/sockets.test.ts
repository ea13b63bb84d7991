import { spawnSync } from "node:child_process";
import { platform } from "node:os";
import { describe, expect, it } from "vitest";
import { readPairs, readSockstat, readSoftnet } from "../../server/machine/counters.ts";
import { countSockets, MOST_BYTES, SLICE, TCP_STATES } from "../../server/machine/sockets.ts";
import { COUNTERS } from "../../server/machine/tcp-facts.ts";

const HEADING =
  "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode                                                     ";
const hex = (n: number, length: number) => n.toString(16).toUpperCase().padStart(length, "0");

/** A line of /proc/net/tcp (`width` 8) or tcp6 (32), as the kernel prints it. */
function line(n: number, state: number, width: 8 | 32): string {
  const address = (i: number) => `${hex(i, width)}:${hex(i % 65_536, 4)}`;
  const text = `${String(n).padStart(4)}: ${address(n)} ${address(n * 7)} ${hex(state, 2)} 00000000:00000000 03:00000${hex(n % 4096, 3)} 00000000     0        0 0 3 00000000${hex(n, 8)}`;
  return width === 8 ? text.padEnd(149) : text;
}

function file(states: readonly number[], width: 8 | 32): Buffer {
  return Buffer.from(`${[HEADING, ...states.map((state, i) => line(i, state, width))].join("\n")}\n`);
}

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function count(bytes: Uint8Array, size = bytes.length): Promise<{ byState: readonly number[]; isComplete: boolean; pauses: number }> {
  let pauses = 0;
  const counted = await countSockets(pieces(bytes, Math.max(size, 1)), async () => {
    pauses++;
  });
  return { ...counted, pauses };
}

function expected(states: readonly number[]): number[] {
  return TCP_STATES.map((_, i) => states.filter((state) => (state === 12 ? 3 : state) === i + 1).length);
}

/** Every state, mixed, the same each time. */
const mixed = (length: number) => Array.from({ length }, (_, i) => 1 + ((i * 7 + (i >> 3)) % 12));

describe("counting sockets by state", () => {
  it.each([8, 32] as const)("counts 200,000 of them (addresses of %i digits) in slices", async (width) => {
    const states = mixed(200_000);
    const bytes = file(states, width);
    const counted = await count(bytes);
    expect(counted.byState).toEqual(expected(states));
    expect(counted.isComplete).toBe(true);
    // Others get their turn after every slice, also when all bytes are there at once.
    expect(counted.pauses).toBe(Math.floor(bytes.length / SLICE));
    expect(counted.pauses).toBeGreaterThan(400);
  });

  it.each([1, 2, 3, 7, 33, 149, 150, 151, 4096])("does not care where pieces of %i bytes end", async (size) => {
    const states = mixed(500);
    expect((await count(file(states, 8), size)).byState).toEqual(expected(states));
    expect((await count(file(states, 32), size)).byState).toEqual(expected(states));
  });

  it.each([
    "",
    "\n",
    HEADING,
    `${HEADING}\n`,
    "no heading, no colon\nnor here\n",
    "\0".repeat(100),
    `${HEADING}\n   0: 1:1 2:2 `,
    `${HEADING}\n   0: 1:1 2:2 XY 0\n`,
  ])("finds none in %j", async (text) => {
    expect((await count(Buffer.from(text))).byState).toEqual(TCP_STATES.map(() => 0));
  });

  it("stops at its limit and says so", async () => {
    const piece = new Uint8Array(16 * 1024 * 1024).fill(0x20);
    async function* endless() {
      for (;;) yield piece;
    }
    let seen = 0;
    const counted = await countSockets(endless(), async () => {
      seen += SLICE;
    });
    expect(counted.isComplete).toBe(false);
    expect(seen).toBe(MOST_BYTES);
  });

  it("gives up where the pause says so", async () => {
    const stopped = countSockets(pieces(file(mixed(10_000), 8), 4096), async () => {
      throw new Error("enough");
    });
    await expect(stopped).rejects.toThrow("enough");
  });
});

/** Runs in a network namespace of its own, where nobody else opens sockets. */
const inNamespace = (...args: string[]) =>
  spawnSync("unshare", ["-n", "sh", "-c", 'ip link set lo up && exec "$@"', "sh", process.execPath, ...args], { encoding: "utf8" });
const canUnshare = platform() === "linux" && inNamespace("--version").status === 0;

describe.skipIf(!canUnshare)("the real /proc/net", () => {
  const said = canUnshare ? inNamespace("test/machine/open-sockets.mjs") : undefined;
  const files = JSON.parse(said?.stdout || "{}") as Record<string, string>;
  const inState = async (name: string, state: (typeof TCP_STATES)[number]) => (await count(Buffer.from(files[name] ?? ""))).byState[TCP_STATES.indexOf(state)];

  it("shows the sockets that were opened, in their states", async () => {
    expect(said?.stderr).toBe("");
    expect(await inState("tcp", "LISTEN")).toBe(1);
    expect(await inState("tcp", "ESTABLISHED")).toBe(10);
    expect(await inState("tcp", "TIME-WAIT")).toBe(4);
    expect(await inState("tcp", "FIN-WAIT-2")).toBe(2);
    expect(await inState("tcp", "CLOSE-WAIT")).toBe(2);
    expect(await inState("tcp6", "LISTEN")).toBe(1);
    expect(await inState("tcp6", "ESTABLISHED")).toBe(6);
  });

  it("has the counters that are looked for", () => {
    expect(readSockstat(files.sockstat ?? "").get("TCP.tw")).toBe(4);
    expect(readSockstat(files.sockstat ?? "").get("TCP.mem")).toBeGreaterThanOrEqual(0);
    const counters = new Map([...readPairs(files.netstat ?? ""), ...readPairs(files.snmp ?? ""), ...readSoftnet(files.softnet_stat ?? "")]);
    const missing = COUNTERS.filter(({ counter }) => !counter.startsWith("nf_conntrack.") && !counters.has(counter));
    expect(missing.map(({ counter }) => counter)).toEqual([]);
    expect(counters.get("Tcp.ActiveOpens")).toBe(14);
  });
});
