import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Loader } from "../../server/target.ts";
import { reasonToSkip, runningRelease } from "../kernel/namespace.ts";
import measured from "./measured.json";
import { predicted, sameValue } from "./predicted.ts";

const release = runningRelease();

const COMMANDS: Readonly<Record<Loader, readonly string[]>> = {
  procps: ["sysctl", "-p"],
  systemd: ["/usr/lib/systemd/systemd-sysctl"],
};

/** Odd files beyond those that were measured once. */
const MORE: readonly string[] = [
  "net.ipv4.tcp_retries2 = 7 ;comment",
  "net.ipv4.tcp_retries2\t=7\n\n\n;x\n\t#y\nnet.ipv4.tcp_fin_timeout=\t31",
  "-net.ipv4.tcp_retries2=9\nnet.ipv4.no_such = 1\nnet.ipv4.tcp_fin_timeout = 32",
  "net.ipv4.tcp_rmem = 4096 5000 x\nnet.ipv4.tcp_fin_timeout = 33",
  "net.ipv4.ip_local_port_range = 65000 1024\nnet.ipv4.tcp_fin_timeout = 34",
  "net.ipv4.ip_local_port_range = 1000 65000\nnet.ipv4.ip_unprivileged_port_start = 500",
  "net.ipv4.ip_unprivileged_port_start = 500\nnet.ipv4.ip_local_port_range = 1001 65000",
  "net.ipv4.ipfrag_high_thresh = 512000\nnet.ipv4.ipfrag_low_thresh = 446464",
  "net.ipv4.ipfrag_low_thresh = 446464\nnet.ipv4.ipfrag_high_thresh = 512000",
  "net.ipv4.conf.eth0/100.rp_filter = 1\nnet/ipv4/conf/eth0/rp_filter = 2",
  "net.ipv4.ip_local_reserved_ports = 8080,9000-9010\nnet.ipv4.tcp_retries2 = 0x9",
  "net.ipv4.tcp_syn_retries = 127\nnet.ipv4.tcp_synack_retries = 256",
  "net.ipv4.tcp_retries2 = 7\nnet.ipv4.tcp_retries2 = 300",
  "net.ipv?.conf.lo.rp_filter = 2",
  "net.*.conf.lo.rp_filter = 2",
  "net/*/conf/all/hop_limit = 33",
  "net.ipv4.tcp_retries? = x\nnet.ipv4.tcp_fin_timeout = 39",
  "net.ipv4.tcp_syn*retries = 200",
  "net.ipv4.tcp_retries[[:digit:]] = 6",
  "net.ipv4.tcp_retries[!]1] = 6",
  "net.ipv4.tcp_retrie[[.s.]]2 = 6",
  "net.ipv4.conf.*.arp_ignore = 2\nnet.ipv4.conf.l*.arp_ign* = 1",
  "net.ipv4.tcp_retries2 = 9\r\r\nnet.ipv4.tcp_fin_timeout = 40\r",
  "# old\rnet.ipv4.tcp_retries2 = 9\nnet.ipv4.tcp_fin_timeout = 41",
  "x\rnet.ipv4.tcp_retries2 = 9\nnet.ipv4.tcp_fin_timeout = 42",
  "-net.ipv4.tcp_retries2\rnet.ipv4.tcp_retries2 = 9\n\rnet.ipv4.tcp_fin_timeout = 43",
  "\0net.ipv4.tcp_retries2 = 9",
  "net.ipv4.neigh.all.gc_stale_time = 61",
  "-net.ipv4.conf = 1\nnet.ipv4.tcp_fin_timeout = 44",
  "net.ipv4.tcp_fin_timeout = \f31\nnet.ipv4.tcp_rmem = 4096 \v16384 65536",
  "net.ipv4.tcp_retries2 = \f",
  // Lines of a MiB.
  `net.ipv4.tcp_fin_timeout = 35\nnet.ipv4.tcp_retries2 = ${"0".repeat(1024 * 1024)}9`,
  `net.ipv4.tcp_fin_timeout = 36\n${" ".repeat(1024 * 1024)}net.ipv4.tcp_retries2 = 9`,
  `net.ipv4.tcp_fin_timeout = 37\nnet.ipv4.${"k".repeat(1024 * 1024)} = 9`,
  `net.ipv4.tcp_fin_timeout = 38\n#${"x".repeat(1024 * 1024)}`,
];

interface Case {
  readonly input?: string;
  readonly inputBase64?: string;
}

const files = [
  ...(measured.cases as readonly Case[]).map(({ input, inputBase64 }) =>
    inputBase64 === undefined ? Buffer.from(input ?? "", "utf8") : Buffer.from(inputBase64, "base64"),
  ),
  ...MORE.map((text) => Buffer.from(text, "utf8")),
];

describe.each(["procps", "systemd"] as const)("the installed %s", (loader) => {
  const command = COMMANDS[loader];
  const there = command[0]?.startsWith("/") ? existsSync(command[0]) : spawnSync(command[0] ?? "", ["--version"]).status === 0;
  const skip =
    reasonToSkip() ??
    (there ? undefined : `${command[0]} is not installed`) ??
    (spawnSync("ip", ["-V"]).status === 0 ? undefined : "ip (iproute2) is not installed");
  if (skip) {
    it.skip(`does what the findings say: ${skip}`, () => undefined);
    return;
  }
  const ours = files.map((bytes) => predicted(bytes.toString("utf8"), release, loader));
  const watch = [
    ...new Set([
      ...ours.flatMap((set) => [...set.keys()]),
      ...measured.cases.flatMap((entry) => Object.keys(entry.procps.set).map((key) => (key.includes("/") ? key : key.replaceAll(".", "/")))),
    ]),
  ];
  const input = JSON.stringify({ command, cases: files.map((bytes) => ({ text: bytes.toString("base64"), watch })) });
  const result = spawnSync("unshare", ["-n", process.execPath, "test/loaders/runner.mjs"], { input, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
  const changes = JSON.parse(result.stdout || "[]") as Record<string, string>[];
  const baseline = JSON.parse(
    spawnSync("unshare", ["-n", process.execPath, "test/kernel/writer.mjs"], {
      input: JSON.stringify(watch.map((path) => ({ path, value: null }))),
      encoding: "utf8",
    }).stdout,
  ) as { before?: string }[];
  const before = new Map(watch.map((path, i) => [path, baseline[i]?.before ?? "0"]));

  it.each(files.map((bytes, i) => [i, JSON.stringify(bytes.toString("utf8")).slice(0, 70)] as const))("%i: %s", (i) => {
    const held = new Map(Object.entries(changes[i] ?? {}));
    for (const [path, value] of ours[i] ?? []) {
      const now = held.get(path) ?? before.get(path) ?? "";
      expect(sameValue(value, now), `${path}: we say ${JSON.stringify(value)}, it holds ${JSON.stringify(now)}`).toBe(true);
    }
    for (const [path, now] of held) if (!ours[i]?.has(path) && !halfWritten(String(files[i]), path)) expect.fail(`${path} became ${now}, we say it is not set`);
  });

  it("was run", () => {
    expect(result.stderr).toBe("");
    expect(changes).toHaveLength(files.length);
  });
});

/** A vector with a bad later number is refused and yet partly stored: our finding says so. */
function halfWritten(text: string, path: string): boolean {
  return /tcp_[rw]mem$/.test(path) && text.includes("tcp_rmem");
}
