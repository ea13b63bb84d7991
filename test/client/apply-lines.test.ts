import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { platform, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { applyLines } from "../../client/commands/apply-lines.ts";

const USER = { isRoot: false, systemdSysctl: "/usr/lib/systemd/systemd-sysctl" };

describe("the lines that apply a file", () => {
  it("name the file, or the loader", () => {
    expect(applyLines("/etc/sysctl.d/90-web.conf", USER)).toEqual([
      { applies: "file", line: "sudo sysctl -p /etc/sysctl.d/90-web.conf" },
      { applies: "procps", line: "sudo sysctl --system" },
      { applies: "systemd", line: "sudo /usr/lib/systemd/systemd-sysctl" },
    ]);
  });

  it("need no sudo for root, and name only what is installed", () => {
    expect(applyLines("/etc/sysctl.conf", { isRoot: true })?.map(({ line }) => line)).toEqual(["sysctl -p /etc/sysctl.conf", "sysctl --system"]);
  });

  it.each([
    "/etc/a\nrm -rf x.conf",
    "/etc/a\r.conf",
    "/etc/\u001b[2J.conf",
    "/etc/a\u0000.conf",
    "/etc/\u202egnp.conf",
    "/etc/\u2028.conf",
    "relative.conf",
    "C:\\sysctl.conf",
    "",
  ])("refuse %j", (path) => {
    expect(applyLines(path, USER)).toBeUndefined();
  });
});

const NAMES = [
  "plain.conf",
  "two words.conf",
  "it's.conf",
  '"quoted".conf',
  "$HOME `id` $(id).conf",
  "a;b&c|d>e.conf",
  "bang!.conf",
  "#hash.conf",
  "-p.conf",
  "~.conf",
  "back\\slash.conf",
  "a[b].conf",
  "star*.conf",
  "what?.conf",
  "{a,b}.conf",
  "汉字.conf",
  "'\\'\\\\''.conf",
];

const folder = mkdtempSync(join(tmpdir(), "sysctl-apply-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a shell and the real sysctl make of the line, in a network namespace of its own. */
function applied(path: string): string {
  const [first] = applyLines(path, { isRoot: true }) ?? [];
  return spawnSync("unshare", ["-n", "sh", "-c", first?.line ?? ""], { encoding: "utf8" }).stdout.trim();
}

const canApply = platform() === "linux" && spawnSync("unshare", ["-n", "sysctl", "--version"]).status === 0;

describe.skipIf(!canApply)("the real sysctl", () => {
  it.each(NAMES)("reads %s, and no other file", (name) => {
    // What the names would match if they were patterns.
    for (const other of ["ab.conf", "b.conf", "starry.conf", "whats.conf", "a.conf"]) writeFileSync(join(folder, other), "net.ipv4.tcp_fin_timeout = 99\n");
    writeFileSync(join(folder, name), "net.ipv4.tcp_fin_timeout = 33\n");
    expect(applied(join(folder, name))).toBe("net.ipv4.tcp_fin_timeout = 33");
  });
});
