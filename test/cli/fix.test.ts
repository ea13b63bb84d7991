import { spawnSync } from "node:child_process";
import { chmodSync, lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { writeSource } from "../../server/cli/write.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sysctl-fix-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function run(args: readonly string[], input: string | Buffer = "", options: object = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["dist/cli.js", "--kernel", "6.12", "--loader", "systemd", ...args], {
    encoding: "utf8",
    input,
    env: { PATH: process.env.PATH, LANG: "C" },
    ...options,
  });
  return { status, stdout, stderr };
}

function file(name: string, text: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const BAD = "# web\r\nnet.ipv4.ip_forward = yes\r\n\tnet.core.rmem_max=16M\r\nvm.swappiness = 500";
const FIXED = "# web\r\nnet.ipv4.ip_forward = 1\r\n\tnet.core.rmem_max=16777216\r\nvm.swappiness = 500";

describe("sysctl-lint --fix", () => {
  it("changes the file, keeps its mode, reports what is left, does nothing the second time", () => {
    const path = file("a.conf", BAD);
    chmodSync(path, 0o640);
    const first = run(["--fix", path]);
    expect(readFileSync(path, "utf8")).toBe(FIXED);
    expect(first.status).toBe(1);
    expect(first.stdout).toContain("[swappiness-range]");
    expect(first.stdout).toContain("1 file fixed");
    expect(statSync(path).mode & 0o7777).toBe(0o640);
    const { ino, mtimeMs } = statSync(path);
    expect(run(["--fix", path]).stdout).toContain("0 files fixed");
    expect(statSync(path)).toMatchObject({ ino, mtimeMs });
    expect(readdirSync(folder)).toEqual(["a.conf"]);
  });

  it("follows a link and leaves it a link", () => {
    const path = file("target.conf", BAD);
    const link = join(folder, "link.conf");
    symlinkSync("target.conf", link);
    run(["--fix", link]);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(path, "utf8")).toBe(FIXED);
  });

  it("fixes a file whose name is as long as names can be", () => {
    for (const name of [`${"a".repeat(250)}.conf`, `${"内".repeat(83)}a.conf`]) {
      expect(run(["--fix", file(name, BAD)])).toMatchObject({ status: 1, stderr: "" });
      expect(readFileSync(join(folder, name), "utf8")).toBe(FIXED);
    }
    expect(readdirSync(folder)).toHaveLength(2);
  });

  it("fixes a folder's files", () => {
    const paths = [file("a.conf", BAD), file("b.conf", BAD)];
    expect(run(["--fix", folder]).stdout).toContain("2 files fixed");
    for (const path of paths) expect(readFileSync(path, "utf8")).not.toContain("yes");
  });

  it("counts a file once that has several names", () => {
    const path = file("a.conf", BAD);
    symlinkSync("a.conf", join(folder, "b.conf"));
    const { status, stdout, stderr } = run(["--fix", path, join(folder, "b.conf"), `${folder}/./a.conf`, folder]);
    expect(stdout).toContain("1 file fixed");
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
    expect(readFileSync(path, "utf8")).toBe(FIXED);
  });

  it("says so and exits 2 where it may not write", () => {
    const path = file("a.conf", BAD);
    const root = process.getuid?.() === 0;
    chmodSync(folder, 0o755);
    chmodSync(path, 0o444);
    const { status, stderr, stdout } = run(["--fix", path], "", root ? { uid: 65534, gid: 65534 } : {});
    expect(stderr).toContain(`${path}: not fixed: no permission to write it`);
    expect(status).toBe(2);
    // Reported as it is, not as it would have been.
    expect(stdout).toContain("[value-not-a-number]");
    expect(readFileSync(path, "utf8")).toBe(BAD);
  });

  it.skipIf(process.getuid?.() !== 0)("leaves a file alone whose owner it could not keep", () => {
    const path = file("a.conf", BAD);
    chmodSync(folder, 0o777);
    chmodSync(path, 0o666);
    const { status, stderr } = run(["--fix", path], "", { uid: 65534, gid: 65534 });
    expect(stderr).toContain(`${path}: not fixed: it belongs to another user`);
    expect(status).toBe(2);
    expect(readFileSync(path, "utf8")).toBe(BAD);
    expect(statSync(path).uid).toBe(0);
    expect(readdirSync(folder)).toEqual(["a.conf"]);
  });

  it("leaves a file alone that is not UTF-8", () => {
    const bytes = Buffer.concat([Buffer.from("# caf\xe9\n", "latin1"), Buffer.from("net.ipv4.ip_forward = yes\n")]);
    const path = file("a.conf", bytes);
    const { status, stderr } = run(["--fix", path]);
    expect(stderr).toContain("not UTF-8");
    expect(status).toBe(2);
    expect(readFileSync(path).equals(bytes)).toBe(true);
    expect(run(["--fix", "--stdin"], bytes)).toMatchObject({ status: 2, stdout: "" });
  });

  it("prints the fixed text of standard input, the report apart", () => {
    const { stdout, stderr, status } = run(["--fix", "--stdin"], BAD);
    expect(stdout).toBe(FIXED);
    expect(stderr).toContain("<stdin>:4:17: error");
    expect(status).toBe(1);
  });

  it("reads no more of a file that has grown meanwhile than of any other", () => {
    const path = file("a.conf", BAD);
    truncateSync(path, 64 * 1024 * 1024 + 1);
    expect(() => writeSource({ path, text: BAD }, FIXED)).toThrow("not fixed: larger than 64 MiB");
  });

  it("changes nothing that it was not told to", () => {
    const { status, stderr } = run(["--fix", "--root", folder]);
    expect(status).toBe(2);
    expect(stderr).toContain("--fix takes the files to change");
  });
});
