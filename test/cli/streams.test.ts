import { spawn, spawnSync } from "node:child_process";
import { closeSync, constants, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";
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

describe.skipIf(process.platform === "win32")("standard input", () => {
  const sh = (script: string, input: string | Buffer = "") =>
    spawnSync("sh", ["-c", script, process.execPath, ...CLI, "--stdin"], { encoding: "utf8", input, env, timeout: 10_000 });

  it("may be a pipe that does not wait", async () => {
    const path = join(folder, "pipe");
    spawnSync("mkfifo", [path]);
    const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const writer = openSync(path, constants.O_WRONLY);
    // Node has its children's own standard input wait.
    const child = spawn("sh", ["-c", `exec "$0" "$@" <&3`, process.execPath, ...FIX], { stdio: ["ignore", "pipe", "ignore", reader], env });
    const fixed = text(child.stdout as NodeJS.ReadableStream);
    await wait(300);
    for (const half of [BAD.slice(0, 1000), BAD.slice(1000)]) {
      writeSync(writer, half);
      await wait(100);
    }
    closeSync(writer);
    closeSync(reader);
    expect(await fixed).toBe(BAD.replaceAll("yes", "1"));
  });

  it("may be empty, closed or long", () => {
    expect(sh(`exec "$0" "$@"`)).toMatchObject({ status: 0, stderr: "" });
    expect(sh(`exec "$0" "$@" <&-`)).toMatchObject({ status: 0, stderr: "" });
    const long = "# 内核\n".repeat(100_000);
    expect(sh(`exec "$0" "$@" --fix`, long)).toMatchObject({ status: 0, stdout: long });
  });

  it("is no folder", () => {
    const { status, stderr } = sh(`exec "$0" "$@" < /`);
    expect(stderr).toContain("sysctl-lint: <stdin>: ");
    expect(status).toBe(2);
  });

  // 8 bytes for each page of this process's address space.
  const endless = `/proc/${process.pid}/pagemap`;

  it.skipIf(!existsSync(endless))("has an end", () => {
    const { status, stderr } = sh(`exec "$0" "$@" < ${endless}`);
    expect(stderr).toContain("sysctl-lint: <stdin>: larger than 64 MiB");
    expect(status).toBe(2);
  });
});
