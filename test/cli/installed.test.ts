// The commands as people get them: npm's tarball installed in a folder of its own, the hook run by pre-commit, the examples of docs/ci.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { ServerProcess } from "../support/lsp.ts";

const BAD = "net.ipv4.tcp_tw_recycle = 1\n";

let folder: string;
let bin: string;

function run(command: string, args: readonly string[], { cwd = folder, input = "", env = {} } = {}) {
  return spawnSync(command, args, { cwd, input, encoding: "utf8", env: { ...process.env, ...env }, timeout: 240_000 });
}

function git(cwd: string, ...args: string[]): void {
  const { status, stderr } = run("git", ["-c", "user.name=test", "-c", "user.email=test@example.org", ...args], { cwd });
  expect(status, stderr).toBe(0);
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sysctl-installed-"));
  expect(run("npm", ["pack", "--ignore-scripts", "--pack-destination", folder], { cwd: resolve(".") }).status).toBe(0);
  const tarball = readdirSync(folder).find((name) => name.endsWith(".tgz")) ?? "";
  writeFileSync(join(folder, "package.json"), "{}");
  const { status, stderr } = run("npm", ["install", "--offline", "--no-audit", "--no-fund", `./${tarball}`]);
  expect(status, stderr).toBe(0);
  bin = join(folder, "node_modules", ".bin");
  mkdirSync(join(folder, "sysctl.d"));
  writeFileSync(join(folder, "sysctl.d", "90-web.conf"), BAD);
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("npm's tarball, installed", () => {
  it("brings nothing but itself", () => {
    expect(readdirSync(join(folder, "node_modules")).filter((name) => !name.startsWith("."))).toEqual(["sysctl-language-server"]);
  });

  it("has sysctl-lint for npx", () => {
    const { status, stdout } = run("npx", ["--no-install", "sysctl-lint", "--kernel", "6.12", "sysctl.d/90-web.conf"]);
    expect(stdout).toContain("removed-parameter");
    expect(status).toBe(1);
    expect(run("npx", ["--no-install", "sysctl-lint", "explain", "net.ipv4.tcp_fin_timeout"]).stdout).toContain("FIN-WAIT-2");
  });

  it("has sysctl-language-server, which answers over stdio", async () => {
    const server = await ServerProcess.start({}, {}, join(bin, "sysctl-language-server"));
    expect(server.initialized.serverInfo?.name).toBe("sysctl-language-server");
    expect(await server.stop()).toBe(0);
    // Started as a command, not by node: it can be executed, and ends with its input.
    expect(run(join(bin, "sysctl-language-server"), ["--stdio"]).error).toBeUndefined();
  });
});

describe("the examples of docs/ci", () => {
  const example = (name: string) => parse(readFileSync(`docs/ci/${name}`, "utf8"));
  const checkout = () => {
    const clone = mkdtempSync(join(folder, "clone-"));
    mkdirSync(join(clone, "etc", "sysctl.d"), { recursive: true });
    writeFileSync(join(clone, "etc", "sysctl.d", "90-web.conf"), BAD);
    git(clone, "init", "--quiet");
    git(clone, "add", ".");
    return clone;
  };
  const shell = (script: string, cwd: string) =>
    run("bash", ["-eo", "pipefail", "-c", script], { cwd, env: { PATH: `${bin}${delimiter}${process.env.PATH}` } });

  it("for GitHub writes the SARIF file that it uploads, and fails on an error", () => {
    const { steps } = example("github.yml").jobs["sysctl-lint"];
    const clone = checkout();
    const { run: script } = steps.find(({ name }: { name: string }) => name === "Check");
    expect(shell(script, clone).status).not.toBe(0);
    const upload = steps.at(-1);
    expect(upload.if).toContain("!cancelled()");
    const log = JSON.parse(readFileSync(join(clone, upload.with.sarif_file), "utf8"));
    expect(log.runs[0].results.map(({ ruleId }: { ruleId: string }) => ruleId)).toEqual(["removed-parameter"]);
  });

  it("for GitLab fails on an error", () => {
    const clone = checkout();
    const { status, stdout } = shell(example("gitlab.yml")["sysctl-lint"].script.at(-1), clone);
    expect(stdout).toContain("removed-parameter");
    expect(status).not.toBe(0);
  });

  it("for pre-commit names a hook that there is", () => {
    const hooks = parse(readFileSync(".pre-commit-hooks.yaml", "utf8")).map(({ id }: { id: string }) => id);
    for (const { id } of example("pre-commit-config.yaml").repos[0].hooks) expect(hooks).toContain(id);
  });
});

describe("the files that pre-commit passes", () => {
  const patterns: string[] = parse(readFileSync(".pre-commit-hooks.yaml", "utf8")).map(({ files }: { files: string }) => files);

  it.each(["sysctl.conf", "etc/sysctl.conf", "roles/web/files/sysctl.d/90-web.conf", "a/99-sysctl.conf", "x.sysctl"])("include %s", (path) => {
    for (const pattern of patterns) expect(path).toMatch(new RegExp(pattern));
  });

  it.each(["other.conf", "sysctl.d/README.md", "mysysctl.conf.txt", "nosysctl.conf"])("leave %s out", (path) => {
    for (const pattern of patterns) expect(path).not.toMatch(new RegExp(pattern));
  });
});

// A minute, and it installs packages: in CI only.
describe.skipIf(!process.env.CI)("the hook in pre-commit", () => {
  it("installs from this repository, and fails on an error", { timeout: 300_000 }, () => {
    const clone = mkdtempSync(join(folder, "hook-"));
    mkdirSync(join(clone, "sysctl.d"));
    writeFileSync(join(clone, "sysctl.d", "90-web.conf"), BAD);
    writeFileSync(join(clone, "other.conf"), "no sysctl file\n");
    git(clone, "init", "--quiet");
    git(clone, "add", ".");
    const { status, stdout } = run("pre-commit", ["try-repo", resolve("."), "sysctl-lint", "--verbose", "--all-files"], {
      cwd: clone,
      env: { PRE_COMMIT_HOME: join(folder, "pre-commit") },
    });
    expect(stdout).toContain("removed-parameter");
    expect(stdout).toContain("1 file checked");
    expect(status).toBe(1);
    expect(existsSync(join(clone, "other.conf"))).toBe(true);
  });
});
