import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, it } from "vitest";
import { hzOf } from "../../server/system/kernel-config.ts";

let root = "";

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "sysctl-config-"));
});
afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, text: string | Uint8Array): void {
  mkdirSync(join(root, path, ".."), { recursive: true });
  writeFileSync(join(root, path), text);
}

it("reads CONFIG_HZ where distributions put the kernel's configuration", () => {
  expect(hzOf("7.0.0-14-generic", root)).toBeUndefined();
  write("lib/modules/7.0.0-14-generic/config", "CONFIG_HZ=300\n");
  expect(hzOf("7.0.0-14-generic", root)).toBe(300);
  write("boot/config-7.0.0-14-generic", "CONFIG_NO_HZ=y\n# CONFIG_HZ_250 is not set\nCONFIG_HZ_1000=y\nCONFIG_HZ=1000\nCONFIG_SCHED_HRTICK=y\n");
  expect(hzOf("7.0.0-14-generic", root)).toBe(1_000);
  expect(hzOf("6.12.1", root)).toBeUndefined();
});

it("asks the kernel itself where there is none", () => {
  write("proc/config.gz", gzipSync("CONFIG_NO_HZ=y\nCONFIG_HZ=100\n"));
  expect(hzOf("6.6.87-microsoft-standard", root)).toBe(100);
  write("proc/config.gz", "no gzip at all");
  expect(hzOf("6.6.87-microsoft-standard", root)).toBeUndefined();
});

it("takes nothing from a file that says nothing", () => {
  write("boot/config-6.12.1", "# CONFIG_HZ=1000\nCONFIG_HZ=\nCONFIG_HZ=fast\n");
  expect(hzOf("6.12.1", root)).toBeUndefined();
});
