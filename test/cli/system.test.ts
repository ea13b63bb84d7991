import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeTree } from "../support/tree.mjs";

const OWN = "/etc/sysctl.d/10-web.conf";
const VENDOR = "/usr/lib/sysctl.d/50-default.conf";

let root: string;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "sysctl-system-"));
  makeTree(root, [
    { path: OWN, text: "# ours\nnet.core.somaxconn = 4096\nnet.ipv4.tcp_tw_reuse = 1\n" },
    { path: VENDOR, text: "net.core.somaxconn = 1024\nnet.ipv4.tcp_timestamps = 0\n" },
    { path: "/etc/sysctl.d/20-same.conf", text: "" },
    { path: "/usr/lib/sysctl.d/20-same.conf", text: "# vendor's\nnet.ipv4.tcp_ecn = 1\n" },
    { path: "/etc/sysctl.d/30-tune", text: "vm.swappiness = 10\n" },
    { path: "/etc/sysctl.d/README.sysctl", text: "prose\n" },
    { path: "/etc/sysctl.d/30-old.conf.bak", text: "vm.swappiness = 10\n" },
    { path: "/etc/sysctl.conf", text: "prose\n" },
  ]);
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

function run(...args: string[]): string {
  const options = { encoding: "utf8", env: { PATH: process.env.PATH, LANG: "C" } } as const;
  return spawnSync(process.execPath, ["dist/cli.js", "--root", root, "--kernel", "6.12", "--loader", "systemd", ...args], options).stdout;
}

describe("sysctl-lint over a system's files", () => {
  it("finds what they do to each other, and says where", () => {
    const { files } = JSON.parse(run("--format", "json"));
    const related = (path: string) =>
      files
        .find((file: { path: string }) => file.path === path)
        ?.findings.map(({ rule, related: list }: { rule: string; related?: { path: string; range: { start: { line: number } } }[] }) => [
          rule,
          ...(list ?? []).map((other) => `${other.path}:${other.range.start.line}`),
        ]);
    expect(files.map(({ path }: { path: string }) => path)).toEqual([OWN, "/etc/sysctl.d/20-same.conf", VENDOR, "/etc/sysctl.d/30-tune", "/etc/sysctl.conf"]);
    expect(related(OWN)).toEqual([
      ["drop-in-order", `${VENDOR}:0`],
      ["tcp-tw-reuse-needs-timestamps", `${VENDOR}:1`],
    ]);
    expect(related("/etc/sysctl.d/20-same.conf")).toEqual([["drop-in-masks-vendor-file", "/usr/lib/sysctl.d/20-same.conf:0"]]);
    expect(related("/etc/sysctl.d/30-tune")).toEqual([["file-not-loaded"]]);
    expect(related("/etc/sysctl.conf")).toEqual([["file-not-loaded"]]);
  });

  it("in text and SARIF, too", () => {
    expect(run()).toContain(`  ${VENDOR}:2:`);
    const [{ results }] = JSON.parse(run("--format", "sarif")).runs;
    const { relatedLocations } = results.find(({ ruleId }: { ruleId: string }) => ruleId === "drop-in-order");
    expect(relatedLocations[0].physicalLocation).toMatchObject({ artifactLocation: { uri: `file://${VENDOR}` }, region: { startLine: 1 } });
  });

  it("names what a hidden file would have set", () => {
    expect(run()).toMatch(/20-same\.conf:1:1: information: .*Nothing sets any more: net\.ipv4\.tcp_ecn\./);
  });
});
