import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readSource, systemFiles } from "../../server/cli/files.ts";
import { documentOf, together } from "../../server/cli/lint.ts";
import { keyOfPath } from "../../server/document/key.ts";
import { effectiveConfiguration } from "../../server/features/effective.ts";
import { atOnce } from "../../server/gently.ts";
import { RULES } from "../../server/rules/index.ts";
import type { Loader } from "../../server/target.ts";
import { reasonToSkip, runningRelease } from "../kernel/namespace.ts";
import { catalogue, target } from "../support/catalogue.ts";
import { makeTree, type Piece } from "../support/tree.mjs";
import { sameValue } from "./predicted.ts";

const COMMANDS: Readonly<Record<Loader, readonly [string, ...string[]]>> = {
  procps: ["/usr/sbin/sysctl", "--system"],
  systemd: ["/usr/lib/systemd/systemd-sysctl"],
};

const TREES = 150;
const INTERFACES = ["all", "default", "lo", "eth0", "eth0.100"];
const PLAIN = ["net/ipv4/tcp_retries1", "net/ipv4/tcp_retries2", "net/ipv4/tcp_fin_timeout", "net/ipv4/tcp_rmem", "net/core/somaxconn"];
const WATCH = [...PLAIN, ...["rp_filter", "arp_ignore"].flatMap((leaf) => INTERFACES.map((name) => `net/ipv4/conf/${name}/${leaf}`))];

const FOLDERS = ["/etc/sysctl.d", "/run/sysctl.d", "/usr/local/lib/sysctl.d", "/usr/lib/sysctl.d"];
const NAMES = ["10-first.conf", "50-default.conf", "90-web.conf", "90.conf", "99-sysctl.conf", "Z.conf", "\u00e9.conf", "\u{1f600}.conf", "\uff0d.conf"];
const NO_NAMES = [".hidden.conf", "90-web.conf.bak", "README", ".conf", "99-x.CONF"];

const oneOf = fc.constantFrom;
const number = oneOf("1", "2", "3", "7", "9", "0x5", "012", "300", "x", "-1", "");
const vector = oneOf("4096 16384 65536", "8192", "8192 20000", "5000 6000 7000 # what follows is not looked at", "0 1 2", "");
const plainKey = oneOf(...PLAIN.filter((path) => !path.endsWith("rmem"))).chain((path) => oneOf(path, keyOfPath(path)));
const interfaceKey = fc
  .tuple(oneOf(...INTERFACES, "*", "e*", "eth?", "[el]*", "none"), oneOf("rp_filter", "arp_ignore", "rp_filte?"))
  .chain(([name, leaf]) => oneOf(`net/ipv4/conf/${name}/${leaf}`, keyOfPath(`net/ipv4/conf/${name}/${leaf}`)));
const assignment = fc.tuple(fc.oneof(plainKey, interfaceKey, interfaceKey), number, oneOf("", "", "-")).map(([key, value, dash]) => `${dash}${key} = ${value}`);
const line = fc.oneof(
  { weight: 8, arbitrary: assignment },
  { weight: 1, arbitrary: vector.map((value) => `net.ipv4.tcp_rmem = ${value}`) },
  { weight: 2, arbitrary: fc.oneof(plainKey, interfaceKey).map((key) => `-${key}`) },
  { weight: 1, arbitrary: oneOf("# comment", "", "prose", "net.ipv4.no_such = 1", "net.ipv4.tcp_tw_recycle = 1", "net.ipv4.tcp_retries? = 4") },
);
const text = fc.array(line, { maxLength: 8 }).map((lines) => `${lines.join("\n")}\n`);
const name = fc.oneof({ weight: 9, arbitrary: oneOf(...NAMES) }, { weight: 1, arbitrary: oneOf(...NO_NAMES) });
const dropIn = fc.tuple(oneOf(...FOLDERS), name).map(([folder, file]) => `${folder}/${file}`);
const link = oneOf(
  "/dev/null",
  "../sysctl.conf",
  "/etc/sysctl.conf",
  "nothing",
  "50-default.conf",
  "/usr/lib/sysctl.d/10-first.conf",
  "../../run/sysctl.d/90.conf",
);
const piece: fc.Arbitrary<Piece> = fc.oneof(
  { weight: 10, arbitrary: fc.record({ path: dropIn, text }) },
  { weight: 2, arbitrary: fc.record({ path: dropIn, link }) },
  { weight: 1, arbitrary: fc.record({ path: dropIn, text: fc.constant("") }) },
  { weight: 1, arbitrary: fc.record({ path: dropIn, folder: fc.constant(true as const) }) },
);
const sysctlConf: fc.Arbitrary<Piece[]> = fc.oneof(
  fc.constant<Piece[]>([]),
  text.map((content): Piece[] => [{ path: "/etc/sysctl.conf", text: content }]),
);
const tree = fc.tuple(sysctlConf, fc.array(piece, { minLength: 1, maxLength: 7 })).map(([first, rest]) => [...first, ...rest]);

/** systemd-sysctl leaves a key that is given the value it has already at its place: the second pattern comes last. */
const SAME_VALUE_AGAIN: Piece[] = [
  { path: "/etc/sysctl.d/1.conf", text: "net.ipv4.conf.*.rp_filter = 1\nnet.ipv4.conf.e*.rp_filter = 2\n" },
  {
    path: "/etc/sysctl.d/2.conf",
    text: "net.ipv4.conf.*.rp_filter = 1\n-net.ipv4.conf.e*.arp_ignore\nnet.ipv4.conf.lo.rp_filter = 2\n-net.ipv4.conf.lo.rp_filter",
  },
];

/** The distribution's own drop-ins with one more at each place. */
function distribution(): Piece[][] {
  const folder = "/usr/lib/sysctl.d";
  const own: Piece[] = existsSync(folder)
    ? readdirSync(folder).map((file) => ({ path: `${folder}/${file}`, text: readFileSync(join(folder, file), "utf8") }))
    : [];
  const added = "net.ipv4.conf.*.rp_filter = 2\nnet.ipv4.tcp_retries2 = 9\n-net.ipv4.conf.lo.rp_filter\n";
  return FOLDERS.flatMap((at) =>
    ["00.conf", "50-pid-max.conf", "50-default.conf", "zz.conf"].map((file): Piece[] => [{ path: `${at}/${file}`, text: added }, ...own]),
  );
}

/** What we say each watched path holds. */
function ours(pieces: readonly Piece[], loader: Loader): Map<string, string> {
  const root = mkdtempSync(join(tmpdir(), "sysctl-tree-"));
  try {
    makeTree(root, pieces);
    const sources = systemFiles(root, loader).read.map(({ path }) => readSource(root, path));
    const configuration = together(sources.map(documentOf), sources, catalogue(), target(runningRelease(), loader));
    const { values } = atOnce(effectiveConfiguration(configuration, { catalogue: catalogue(), rules: RULES }));
    const explicit = new Map(values.map(({ key, value }) => [key, value]));
    const held = new Map<string, string>();
    for (const path of WATCH) {
      const won = configuration.lastWrite(path)?.value;
      const value = explicit.get(keyOfPath(path)) ?? won;
      if (value !== undefined) held.set(path, value);
      // Two ways to the same answer; only the first puts the numbers of several lines together.
      if (!path.endsWith("rmem")) expect(won, path).toBe(value);
    }
    return held;
  } finally {
    rmSync(root, { recursive: true });
  }
}

describe.each(["procps", "systemd"] as const)("the installed %s", (loader) => {
  const command = COMMANDS[loader];
  const skip =
    reasonToSkip() ??
    (existsSync(command[0]) ? undefined : `${command[0]} is not installed`) ??
    (spawnSync("unshare", ["-m", "true"]).status === 0 ? undefined : "a private mount namespace cannot be made (unshare -m needs root)") ??
    (spawnSync("ip", ["-V"]).status === 0 ? undefined : "ip (iproute2) is not installed");
  if (skip) {
    it.skip(`leaves what we say: ${skip}`, () => undefined);
    return;
  }
  const trees = [SAME_VALUE_AGAIN, ...distribution(), ...fc.sample(tree, { numRuns: TREES, seed: Number(process.env.SYSCTL_TEST_SEED ?? 1) })];
  const input = JSON.stringify({ command, trees, watch: WATCH });
  const result = spawnSync("unshare", ["-n", "-m", process.execPath, "test/loaders/tree-runner.mjs"], { input, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
  const { before, after } = JSON.parse(result.stdout || '{"before":{},"after":[]}') as { before: Record<string, string>; after: Record<string, string>[] };

  it("was run", () => {
    expect(result.stderr).toBe("");
    expect(after).toHaveLength(trees.length);
    expect(after.filter((values) => JSON.stringify(values) !== JSON.stringify(before)).length).toBeGreaterThan(TREES / 2);
  });

  it(`leaves what we say, in each of ${trees.length} trees`, () => {
    for (const [i, pieces] of trees.entries()) {
      const expected = ours(pieces, loader);
      for (const path of WATCH) {
        const now = after[i]?.[path] ?? "";
        const said = expected.get(path);
        const right = said === undefined ? now === before[path] : sameValue(said, now);
        expect(right, `${path}: we say ${said ?? `${before[path]}, as before`}, it holds ${now}\n${JSON.stringify(pieces, null, 1)}`).toBe(true);
      }
    }
  }, 60_000);
});
