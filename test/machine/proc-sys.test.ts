import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { platform, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { procSys } from "../../server/system/proc-sys.ts";

let folder = "";
let root = "";
const write = (path: string, text: string) => writeFileSync(join(root, path), text);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sysctl-proc-"));
  root = join(folder, "sys");
  for (const path of ["net/ipv4", "net/ipv6/conf/eth0", "kernel", "vm", "fs/binfmt_misc"]) mkdirSync(join(root, path), { recursive: true });
  write("net/ipv4/tcp_rmem", "4096\t131072\t6291456\n");
  write("net/ipv4/empty", "\n");
  write("net/ipv4/tcp_fastopen_key", "0-0-0-1\n");
  write("net/ipv6/conf/eth0/stable_secret", "::1\n");
  write("net/ipv4/flush", "never read\n");
  chmodSync(join(root, "net/ipv4/flush"), 0o200);
  write("vm/stat_refresh", "");
  write("fs/binfmt_misc/status", "enabled\n");
  writeFileSync(join(folder, "outside"), "outside\n");
  symlinkSync(join(folder, "outside"), join(root, "kernel/link"));
  symlinkSync(folder, join(root, "kernel/folder"));
  symlinkSync("loop", join(root, "kernel/loop"));
  if (platform() !== "win32") execFileSync("mkfifo", [join(root, "kernel/fifo")]);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(platform() === "win32")("reading /proc/sys", () => {
  it("gives the value without its line end", () => {
    const { running, exists } = procSys(root);
    expect(running("net/ipv4/tcp_rmem")).toEqual({ value: "4096\t131072\t6291456" });
    expect(running("net/ipv4/empty")).toEqual({ value: "" });
    expect(exists("net/ipv4/tcp_rmem")).toBe(true);
  });

  it.each(["net/ipv4/none", "none", "none/at/all", "net/ipv4", "net/ipv4/tcp_rmem/below", "constructor", "__proto__/x"])("%s is not there", (path) => {
    const { running, exists } = procSys(root);
    expect(exists(path)).toBe(false);
    expect(running(path)).toEqual({ missing: "absent" });
  });

  it.each([
    "../outside",
    "net/../../outside",
    "net/./ipv4/tcp_rmem",
    "/net/ipv4/tcp_rmem",
    "net//ipv4/tcp_rmem",
    "",
    "net/ipv4/tcp_rmem\0",
    "kernel/link",
    "kernel/folder/outside",
    "kernel/loop",
    "kernel/fifo",
    `${"a/".repeat(5_000)}b`,
  ])("%s leads nowhere", (path) => {
    const { running, exists } = procSys(root);
    expect(exists(path)).toBe(false);
    expect(running(path)).toEqual({ missing: "absent" });
  });

  it("opens neither secrets, nor files whose reading does something, nor write-only files", () => {
    const { running, list } = procSys(root);
    expect(running("net/ipv4/tcp_fastopen_key")).toEqual({ missing: "secret" });
    expect(running("net/ipv6/conf/eth0/stable_secret")).toEqual({ missing: "secret" });
    expect(running("vm/stat_refresh")).toEqual({ missing: "busy" });
    expect(running("fs/binfmt_misc/status")).toEqual({ missing: "busy" });
    expect(list("fs/binfmt_misc")).toEqual([]);
    expect(running("net/ipv4/flush")).toEqual({ missing: "unreadable" });
  });

  it("keeps listings for a few seconds, and then sees what came", () => {
    let now = 0;
    const { exists } = procSys(root, () => now);
    expect(exists("vm/new")).toBe(false);
    write("vm/new", "1\n");
    expect(exists("vm/new")).toBe(false);
    now = 6_000;
    expect(exists("vm/new")).toBe(true);
  });
});

describe.skipIf(platform() !== "linux")("the real /proc/sys", () => {
  it("says what the file says", () => {
    const { running, list } = procSys("/proc/sys");
    expect(running("kernel/ostype")).toEqual({ value: "Linux" });
    expect(running("net/ipv4/tcp_fin_timeout")).toEqual({ value: readFileSync("/proc/sys/net/ipv4/tcp_fin_timeout", "utf8").trim() });
    expect(list("net/ipv4/conf")).toContainEqual({ name: "all", isFolder: true });
  });
});
