import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readRegularFile } from "../../server/system/read-file.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sysctl-read-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("a regular file", () => {
  it.each([0, 1, 4095, 4096, 4097, 100_000])("is read whole (%i bytes)", (size) => {
    const path = join(folder, "a.conf");
    const bytes = Buffer.from(Array.from({ length: size }, (_, i) => i % 251));
    writeFileSync(path, bytes);
    expect(readRegularFile(path, 100_000).equals(bytes)).toBe(true);
  });

  it("is refused where it is larger", () => {
    const path = join(folder, "a.conf");
    writeFileSync(path, "");
    truncateSync(path, 1024 * 1024 + 1);
    expect(() => readRegularFile(path, 1024 * 1024)).toThrow("larger than 1 MiB");
  });

  // Files of /proc say that they hold nothing.
  it.skipIf(process.platform !== "linux")("is refused where it is larger than it says", () => {
    const { length } = readRegularFile("/proc/self/status", 64 * 1024);
    expect(length).toBeGreaterThan(100);
    expect(() => readRegularFile("/proc/self/status", 100)).toThrow("larger than");
  });
});
