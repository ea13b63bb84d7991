import { spawnSync } from "node:child_process";
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sysctl-streams-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const CLI = ["dist/cli.js", "--kernel", "6.12", "--loader", "systemd"];
const FIX = [...CLI, "--fix", "--stdin"];
const BAD = Array.from({ length: 100 }, (_, i) => `net.ipv4.conf.eth${i}.forwarding = yes\n`).join("");

const env = { PATH: process.env.PATH, LANG: "C" };

describe("standard output", () => {
  describe.skipIf(!existsSync("/dev/full"))("that takes nothing", () => {
    function run(args: readonly string[]) {
      const full = openSync("/dev/full", "w");
      try {
        return spawnSync(process.execPath, args, { encoding: "utf8", input: BAD, stdio: ["pipe", full, "pipe"], env });
      } finally {
        closeSync(full);
      }
    }

    it.each([{ args: FIX }, { args: [...CLI, "--stdin"] }, { args: [...CLI, "--help"] }])("is a failure ($args)", ({ args }) => {
      const { status, stderr } = run(args);
      expect(stderr).toContain("sysctl-lint: standard output: no space left");
      expect(status).toBe(2);
      expect(run([...args, "--locale", "zh-cn"]).stderr).toContain("sysctl-lint: 标准输出：磁盘空间不足");
    });
  });

  it.skipIf(process.platform === "win32")("that takes a part is a failure", () => {
    const out = join(folder, "out");
    // A file of that many blocks at most (512 or 1024 bytes) stands for a disk that is nearly full.
    const script = `ulimit -f 1; exec "$0" "$@" > '${out}'`;
    const { status, stderr } = spawnSync("sh", ["-c", script, process.execPath, ...FIX], { encoding: "utf8", input: BAD, env });
    expect(readFileSync(out, "utf8").length).toBeLessThanOrEqual(1024);
    expect(stderr).toContain("sysctl-lint: standard output: ");
    expect(status).toBe(2);
  });

  it("goes to a file whole", () => {
    const out = join(folder, "out");
    const file = openSync(out, "w");
    const { status } = spawnSync(process.execPath, [...CLI, "parameters"], { stdio: ["ignore", file, "inherit"], env });
    closeSync(file);
    const { stdout } = spawnSync(process.execPath, [...CLI, "parameters"], { encoding: "utf8", maxBuffer: 64 * 1024 * 1024, env });
    expect(readFileSync(out, "utf8")).toBe(stdout);
    expect(status).toBe(0);
  });

  it.skipIf(process.platform === "win32")("may be closed by a reader that has seen enough", () => {
    const script = `{ "$0" "$@"; echo "status $?" >&2; } | head -c 1`;
    const { stdout, stderr } = spawnSync("sh", ["-c", script, process.execPath, ...CLI, "parameters"], { encoding: "utf8", env });
    expect(stdout).toHaveLength(1);
    expect(stderr).toBe("status 0\n");
  });
});
