import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

/** A tree that somebody else made, beside a file of this machine that it wants. */
let folder: string;
let root: string;
let secret: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "sysctl-hostile-")));
  root = join(folder, "root");
  secret = join(folder, "secret.conf");
  mkdirSync(join(root, "etc/sysctl.d"), { recursive: true });
  writeFileSync(secret, "net.ipv4.ip_forward = secret\n");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const drop = (name: string) => join(root, "etc/sysctl.d", name);

function run(args: readonly string[], cwd = ".") {
  const options = { encoding: "utf8", input: "", cwd, env: { PATH: process.env.PATH, LANG: "C" }, timeout: 10_000 } as const;
  return spawnSync(process.execPath, [resolve("dist/cli.js"), "--kernel", "6.12", "--loader", "systemd", ...args], options);
}

describe("sysctl-lint --root", () => {
  it("reads no file outside, whether a link is absolute, relative, or on a folder", () => {
    symlinkSync(secret, drop("10-absolute.conf"));
    symlinkSync("../../../secret.conf", drop("20-relative.conf"));
    symlinkSync("/", join(root, "run"));
    symlinkSync(folder, join(root, "usr"));
    const { stdout, stderr, status } = run(["--root", root]);
    expect(stdout + stderr).not.toContain("secret");
    expect(stdout).toContain("0 files checked");
    expect(status).toBe(0);
    for (const path of [drop("10-absolute.conf").slice(root.length), "../secret.conf", "/../secret.conf", secret]) {
      const answer = run(["--root", root, path]);
      expect(answer.stderr).toContain(`${path}: no such file`);
      expect(answer.stdout).not.toContain("[value-not-a-number]");
      expect(answer.status).toBe(2);
    }
  });

  it("reads what an absolute link means inside", () => {
    writeFileSync(join(root, "etc/sysctl.conf"), "net.ipv4.ip_forward = yes\n");
    symlinkSync("/etc/sysctl.conf", drop("99-sysctl.conf"));
    expect(run(["--root", root]).stdout).toContain("/etc/sysctl.d/99-sysctl.conf:1:23: error");
    expect(run(["--root", root, "/etc/sysctl.d"]).stdout).toContain("/etc/sysctl.d/99-sysctl.conf:1:23: error");
  });

  it("changes no file outside", () => {
    symlinkSync(secret, drop("10.conf"));
    writeFileSync(secret, "net.ipv4.ip_forward = yes\n");
    run(["--root", root, "--fix", "/etc/sysctl.d"]);
    run(["--root", root, "--fix", "/etc/sysctl.d/10.conf"]);
    expect(readFileSync(secret, "utf8")).toBe("net.ipv4.ip_forward = yes\n");
  });

  it("takes a link to /dev/null for one that hides, though the tree has no devices", () => {
    mkdirSync(join(root, "usr/lib/sysctl.d"), { recursive: true });
    mkdirSync(join(root, "dev"));
    writeFileSync(join(root, "dev/null"), "net.ipv4.ip_forward = yes\n");
    writeFileSync(join(root, "usr/lib/sysctl.d/50.conf"), "net.ipv4.ip_forward = yes\n");
    symlinkSync("/dev/null", drop("50.conf"));
    expect(run(["--root", root]).stdout).toContain("0 files checked");
  });

  it("says so where links go in circles or a pipe waits", () => {
    symlinkSync("loop.conf", drop("loop.conf"));
    spawnSync("mkfifo", [drop("pipe.conf")]);
    const { stderr, status } = run(["--root", root, "/etc/sysctl.d"]);
    expect(stderr).toContain("/etc/sysctl.d/loop.conf: a symbolic link that leads nowhere");
    expect(stderr).toContain("/etc/sysctl.d/pipe.conf: not a regular file");
    expect(status).toBe(2);
  });
});

describe("a --root that is none", () => {
  it.each(["none", "secret.conf", "secret.conf/etc"])("is told (%s)", (name) => {
    for (const args of [[], ["effective"], ["/etc/sysctl.d"], ["explain", "vm.swappiness"]]) {
      const { status, stderr, stdout } = run(["--root", join(folder, name), ...args]);
      expect(stderr).toContain(`sysctl-lint: --root ${join(folder, name)}: no such folder\n`);
      expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    }
    expect(run(["--root", join(folder, name), "--locale", "zh-cn"]).stderr).toContain("没有这个目录");
  });

  it("is told where it is empty: the unset variable of a script is not the folder that it runs in", () => {
    expect(run(["--root="])).toMatchObject({ status: 2, stdout: "" });
  });
});

describe("a project file below --root", () => {
  const PROJECT = ".sysctl-lint.json";

  it.each(["absolute", "relative", "folder"])("is not one outside (%s link)", (kind) => {
    writeFileSync(join(folder, "secret.json"), '{ "secret": "" }');
    writeFileSync(drop("a.conf"), "net.ipv4.ip_forward = 1\n");
    if (kind === "folder") {
      mkdirSync(join(folder, "outside"));
      writeFileSync(join(folder, "outside", PROJECT), '{ "secret": "" }');
      renameSync(join(root, "etc"), join(root, "usr"));
      symlinkSync(join(folder, "outside"), join(root, "etc"));
    } else symlinkSync(kind === "absolute" ? join(folder, "secret.json") : "../../secret.json", join(root, "etc", PROJECT));
    for (const args of [[], ["/usr/sysctl.d", "/etc/sysctl.d"], ["effective"], ["--stdin", "--stdin-filename", join(root, "etc/a.conf")]])
      expect(run(["--root", root, ...args]).stderr).not.toContain("secret");
    if (kind !== "folder") expect(run(["--root", root, "--stdin"], join(root, "etc")).stderr).toBe("");
  });

  it("is what a link means inside, else one above the root", () => {
    writeFileSync(drop("a.conf"), "net.ipv4.ip_forward = yes\n");
    writeFileSync(join(folder, PROJECT), '{ "rules": { "value-not-a-number": "warning" } }');
    expect(run(["--root", root, "/etc/sysctl.d/a.conf"]).stdout).toContain("a.conf:1:23: warning");
    writeFileSync(join(root, "team.json"), '{ "rules": { "value-not-a-number": "hint" } }');
    symlinkSync("/team.json", join(root, "etc", PROJECT));
    expect(run(["--root", root, "/etc/sysctl.d/a.conf"]).stdout).toContain("a.conf:1:23: hint");
  });
});

/** A regular file of 0 bytes, as it says, that has 8 for each page of the address space. */
const ENDLESS = "/proc/self/pagemap";

describe("a hostile project file", () => {
  it.each(["pipe", "device", "endless", "secret"])("neither hangs nor fills the memory (%s)", (kind) => {
    const project = join(root, ".sysctl-lint.json");
    if (kind === "pipe") spawnSync("mkfifo", [project]);
    else symlinkSync(kind === "device" ? "/dev/zero" : kind === "endless" ? ENDLESS : secret, project);
    writeFileSync(drop("a.conf"), "net.ipv4.ip_forward = 1\n");
    const { status, stderr, stdout } = run([drop("a.conf")]);
    expect(status).toBe(2);
    expect(stderr).toContain(".sysctl-lint.json");
    expect(stderr + stdout).not.toContain("net.ip");
  });
});

describe.skipIf(!existsSync(ENDLESS))("a link to a file without an end", () => {
  it("is refused as too large, named or in a folder", () => {
    symlinkSync(ENDLESS, drop("a.conf"));
    for (const path of [drop("a.conf"), join(root, "etc/sysctl.d")]) {
      const { status, stderr } = run([path]);
      expect(stderr).toContain(`${drop("a.conf")}: larger than 64 MiB`);
      expect(status).toBe(2);
    }
  });
});
