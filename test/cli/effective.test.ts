import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeTree, type Piece } from "../support/tree.mjs";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "sysctl-effective-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function run(args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["dist/cli.js", "effective", "--root", root, "--kernel", "6.12", ...args], {
    encoding: "utf8",
    env: { PATH: process.env.PATH, LANG: "C" },
  });
  return { status, stdout, stderr };
}

const json = (...args: string[]) => JSON.parse(run([...args, "--format", "json"]).stdout);

const ETC = "/etc/sysctl.d/90-web.conf";
const VENDOR = "/usr/lib/sysctl.d/50-default.conf";
const PIECES: readonly Piece[] = [
  { path: VENDOR, text: "# vendor\nnet.core.somaxconn = 1024\nnet.ipv4.conf.*.rp_filter = 2\nnet.ipv4.tcp_retries2 = 9\n" },
  { path: ETC, text: "net/core/somaxconn = 4096\nnet.ipv4.conf.eth0/100.rp_filter = 1\nnet.ipv4.tcp_retries2 = 300\n" },
  { path: "/etc/sysctl.conf", text: "net.core.somaxconn = 128\n" },
  { path: "/etc/sysctl.d/hidden.conf", link: "/dev/null" },
  { path: "/usr/lib/sysctl.d/hidden.conf", text: "net.ipv4.tcp_fin_timeout = 30\n" },
];

describe("sysctl-lint effective", () => {
  it("gives the JSON of the contract, for systemd-sysctl", () => {
    makeTree(root, PIECES);
    expect(json("--loader", "systemd")).toEqual([
      { key: "net.core.somaxconn", value: "4096", path: ETC, line: 0, overrides: [{ value: "1024", path: VENDOR, line: 1 }] },
      { key: "net.ipv4.conf.*.rp_filter", value: "2", path: VENDOR, line: 2, overrides: [] },
      { key: "net.ipv4.conf.eth0/100.rp_filter", value: "1", path: ETC, line: 1, overrides: [{ value: "2", path: VENDOR, line: 2 }] },
    ]);
  });

  it("and for procps, which reads sysctl.conf last and makes the write before a refused one", () => {
    makeTree(root, PIECES);
    const CONF = "/etc/sysctl.conf";
    expect(json("--loader", "procps")).toMatchObject([
      {
        key: "net.core.somaxconn",
        value: "128",
        path: CONF,
        line: 0,
        overrides: [
          { value: "1024", path: VENDOR },
          { value: "4096", path: ETC },
        ],
      },
      { key: "net.ipv4.conf.*.rp_filter" },
      { key: "net.ipv4.conf.eth0/100.rp_filter" },
      { key: "net.ipv4.tcp_retries2", value: "9", path: VENDOR, line: 3, overrides: [{ value: "300", path: ETC, line: 2 }] },
    ]);
  });

  it("--loader auto is what stands below the root", () => {
    makeTree(root, [...PIECES, { path: "/usr/lib/systemd/systemd-sysctl", text: "" }, { path: "/usr/sbin/sysctl", text: "" }]);
    expect(json()[0].value).toBe("4096");
    rmSync(join(root, "usr/lib/systemd"), { recursive: true });
    expect(json()[0].value).toBe("128");
  });

  it("prints a file that a person can read and a loader could", () => {
    makeTree(root, PIECES);
    const { stdout, status } = run(["--loader", "systemd"]);
    expect(status).toBe(0);
    expect(stdout).toContain(`# ${ETC}:1\n#   instead of 1024 from ${VENDOR}:2\nnet.core.somaxconn = 4096\n`);
    expect(stdout).toContain(`#   ${ETC}:3: net.ipv4.tcp_retries2 = 300\n`);
    expect(run(["--loader", "systemd", "--locale", "zh-cn"]).stdout).toContain(`取代 ${VENDOR}:2 的 1024`);
  });

  it("leaves out what no kernel has, unless a project file names it; comments that silence rules change nothing", () => {
    makeTree(root, [
      { path: ETC, text: "# sysctl-lint disable\nnet.acme.turbo = 1\nnet.ipv4.tcp_tw_recycle = 1\nnet.ipv4.tcp_retries2 = 300\nnet.ipv4.ip_forward = 1\n" },
    ]);
    const keys = () => json().map(({ key }: { key: string }) => key);
    expect(keys()).toEqual(["net.ipv4.ip_forward"]);
    writeFileSync(join(root, "etc/.sysctl-lint.json"), '{ "customParameters": ["net.acme.*"] }');
    expect(keys()).toEqual(["net.acme.turbo", "net.ipv4.ip_forward"]);
  });

  it("keeps the numbers that a shorter line does not give, where both are written", () => {
    makeTree(root, [{ path: ETC, text: "net.ipv4.tcp_rmem = 4096 16384 65536\nnet.ipv4.tcp_rmem = 8192\n" }]);
    expect(json("--loader", "procps")[0]).toMatchObject({ value: "8192 16384 65536", line: 1 });
    expect(json("--loader", "systemd")[0]).toMatchObject({ value: "8192", line: 1 });
  });

  it("takes files and folders as one configuration", () => {
    makeTree(root, PIECES);
    expect(json("--loader", "systemd", "/usr/lib/sysctl.d", "/etc/sysctl.conf")[0]).toMatchObject({ value: "128", path: "/etc/sysctl.conf" });
  });

  it("is silent about an empty tree, and says what it cannot read", () => {
    expect(json()).toEqual([]);
    mkdirSync(join(root, "etc/sysctl.d"), { recursive: true });
    const { status, stderr } = run(["/etc/none.conf"]);
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining("/etc/none.conf") });
    expect(run(["--format", "sarif"]).status).toBe(2);
  });

  it.skipIf(process.getuid?.() === 0)("goes on without a file that it may not read", () => {
    makeTree(root, PIECES);
    chmodSync(join(root, ETC), 0);
    expect(run([]).status).toBe(2);
  });
});
