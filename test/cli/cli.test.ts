import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sysctl-lint-"));
  for (const sub of ["etc/sysctl.d", "usr/lib/sysctl.d", "run/sysctl.d"]) mkdirSync(join(folder, sub), { recursive: true });
  writeFileSync(join(folder, "good.conf"), "net.ipv4.ip_forward = 1\n");
  writeFileSync(join(folder, "bad.conf"), "net.ipv4.tcp_syn_retries = 500\nnet.ipv4.tcp_orphans_retries = 3\n");
  writeFileSync(join(folder, "etc/sysctl.conf"), "net.ipv4.tcp_timestamps = 0\n");
  writeFileSync(join(folder, "etc/sysctl.d/50-reuse.conf"), "net.ipv4.tcp_tw_reuse = 1\n");
  writeFileSync(join(folder, "usr/lib/sysctl.d/50-reuse.conf"), "hidden by the one in /etc\n");
  writeFileSync(join(folder, "usr/lib/sysctl.d/10-first.conf"), "net.ipv4.ip_forward = 1\n");
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(args: readonly string[], input?: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["dist/cli.js", ...args], {
    encoding: "utf8",
    input: input ?? "",
    env: { PATH: process.env.PATH, LANG: "C" },
  });
  return { status, stdout, stderr };
}

const json = (args: readonly string[], input?: string) => JSON.parse(run([...args, "--format", "json"], input).stdout);

describe("sysctl-lint", () => {
  it("exits 0 without errors, 1 with, 2 if it could not run", () => {
    expect(run([join(folder, "good.conf"), "--kernel", "6.12"]).status).toBe(0);
    expect(run([join(folder, "bad.conf"), "--kernel", "6.12"]).status).toBe(1);
    expect(run([join(folder, "none.conf")]).status).toBe(2);
    expect(run(["--no-such-option"]).status).toBe(2);
    expect(run(["--kernel", "nonsense", join(folder, "good.conf")]).status).toBe(2);
  });

  it("counts warnings against --max-warnings", () => {
    const text = "net.ipv4.tcp_orphans_retries = 3\n";
    expect(run(["--stdin", "--kernel", "6.12"], text).status).toBe(0);
    expect(run(["--stdin", "--kernel", "6.12", "--max-warnings", "0"], text).status).toBe(1);
  });

  it.each(["", " ", "-1", "x", "1.5", "0x10", "1e3", "NaN"])("takes no --max-warnings=%s", (count) => {
    const { status, stderr, stdout } = run([`--max-warnings=${count}`, "--stdin"]);
    expect(stderr).toContain("--max-warnings takes a whole number from 0");
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  });

  it("prints one line a finding", () => {
    const { stdout } = run([join(folder, "bad.conf"), "--kernel", "6.12", "--loader", "systemd"]);
    expect(stdout).toContain(`${join(folder, "bad.conf")}:1:28: error: 500 is refused: Linux 6.12 accepts 1 to 127.`);
    expect(stdout).toContain("[value-out-of-range]");
    expect(stdout).toContain("1 file checked for Linux 6.12 and systemd: 1 error, 1 warning, 0 remarks");
  });

  it("gives the JSON of the contract", () => {
    const report = json(["--stdin", "--stdin-filename", "x.conf", "--kernel", "6.12", "--loader", "systemd"], "net.ipv4.tcp_syn_retries = 500\n");
    expect(report).toEqual({
      version: 1,
      target: { kernel: "6.12", loader: "systemd" },
      files: [
        {
          path: "x.conf",
          findings: [
            {
              rule: "value-out-of-range",
              severity: "error",
              key: "net.ipv4.tcp_syn_retries",
              message: expect.stringContaining("1 to 127"),
              range: { start: { line: 0, character: 27 }, end: { line: 0, character: 30 } },
              fixes: [
                { title: expect.any(String), edits: [{ range: { start: { line: 0, character: 27 }, end: { line: 0, character: 30 } }, newText: "127" }] },
              ],
            },
          ],
        },
      ],
    });
  });

  it("checks files each on its own, or together, or a system's in the loader's order", () => {
    const a = join(folder, "etc/sysctl.d/50-reuse.conf");
    const b = join(folder, "etc/sysctl.conf");
    const rules = (report: { files: { findings: { rule: string }[] }[] }) => report.files.flatMap((file) => file.findings.map((finding) => finding.rule));
    const pair = "tcp-tw-reuse-needs-timestamps";
    expect(rules(json(["--kernel", "6.12", a, b]))).not.toContain(pair);
    expect(rules(json(["--kernel", "6.12", "--together", a, b]))).toContain(pair);
    const procps = json(["--root", folder, "--loader", "procps", "--kernel", "6.12"]);
    expect(procps.files.map((file: { path: string }) => file.path)).toEqual([
      "/usr/lib/sysctl.d/10-first.conf",
      "/etc/sysctl.d/50-reuse.conf",
      "/etc/sysctl.conf",
    ]);
    expect(rules(procps)).toContain(pair);
    const systemd = json(["--root", folder, "--loader", "systemd", "--kernel", "6.12"]);
    expect(systemd.files.map((file: { path: string }) => file.path)).toEqual([
      "/usr/lib/sysctl.d/10-first.conf",
      "/etc/sysctl.d/50-reuse.conf",
      "/etc/sysctl.conf",
    ]);
    // Of a file that is not read nothing else is said.
    expect(rules({ files: [systemd.files[2]] })).toEqual(["file-not-loaded"]);
    expect(rules(systemd)).not.toContain(pair);
  });

  it("speaks Chinese", () => {
    expect(run(["--stdin", "--kernel", "6.12", "--locale", "zh-cn"], "net.ipv4.tcp_tw_recycle = 1\n").stdout).toContain("已被移除");
  });
});

describe("sysctl-lint explain", () => {
  it("prints a parameter's page and what a value means", () => {
    const { stdout, status } = run(["explain", "net.ipv4.tcp_keepalive_time=1200", "--kernel", "6.12"]);
    expect(status).toBe(0);
    expect(stdout).toContain("`1200`: 20 minutes");
    expect(stdout).toContain("`net.ipv4.tcp_keepalive_time`");
  });

  it("takes interfaces, slashes, patterns and old names", () => {
    expect(json(["explain", "net/ipv4/conf/eth0.100/rp_filter"]).key).toBe("net.ipv4.conf.eth0/100.rp_filter");
    expect(json(["explain", "net.ipv4.tcp_keepalive_*"]).parameters).toContain("net.ipv4.tcp_keepalive_time");
    expect(json(["explain", "net.ipv4.tcp_tw_recycle"]).removed).toBe("4.12");
  });

  it("names the nearest of an unknown key", () => {
    const { stderr, status } = run(["explain", "net.ipv4.tcp_fin_timout"]);
    expect(status).toBe(2);
    expect(stderr).toContain("did you mean net.ipv4.tcp_fin_timeout");
  });
});

describe("sysctl-lint parameters", () => {
  const find = (list: { key: string }[], key: string) => list.find((parameter) => parameter.key === key);

  it("lists one release", () => {
    const list = json(["parameters", "--kernel", "6.12"]);
    expect(find(list, "net.ipv4.tcp_syn_retries")).toMatchObject({
      type: "integer",
      arity: 1,
      accepts: { min: 1, max: 127 },
      default: "6",
      removed: null,
      readOnly: false,
      scope: "network-namespace",
    });
    expect(find(list, "net.ipv4.tcp_tw_recycle")).toBeUndefined();
    expect(find(list, "net.ipv4.tcp_rmem")).toMatchObject({ type: "vector", arity: 3, default: "4096 131072 6291456", unit: "bytes" });
  });

  it("lists all releases, tombstones included", () => {
    const list = json(["parameters"]);
    expect(find(list, "net.ipv4.tcp_tw_recycle")).toMatchObject({ removed: "4.12" });
    expect(find(list, "net.ipv4.netfilter.ip_conntrack_max")).toMatchObject({ renamed: "net.netfilter.nf_conntrack_max" });
  });
});
