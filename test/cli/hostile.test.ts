import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sysctl-hostile-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function run(args: readonly string[], input = "") {
  const { stdout, stderr } = spawnSync(process.execPath, [join(process.cwd(), "dist/cli.js"), "--kernel", "6.12", "--loader", "systemd", ...args], {
    encoding: "utf8",
    input,
    cwd: folder,
    env: { PATH: process.env.PATH, LANG: "C", FORCE_COLOR: undefined },
  });
  return stdout + stderr;
}

/** Clears the screen, names the window, speaks C1, turns the direction of text, ends a line. */
const ACTING = "\x1b[2J\x1b]0;x\x07\x9b31m\u202e\u2028\x7f\v";
const ACTS = /[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u202e]/;
const TEXT = [
  `net.ipv4.${ACTING} = 1`,
  `net.ipv4.ip_forward = ${ACTING}`,
  `net.ipv4.tcp_rmem = 1 2 3 ${ACTING}`,
  `kernel.${ACTING}no_such ${ACTING}`,
  `# sysctl-lint disable ${ACTING}`,
  `# sysctl-lint target kernel=${ACTING}`,
  `-${ACTING}`,
  `net.ipv4.conf.${ACTING}.rp_filter = 9`,
  `net.ipv4.conf.${ACTING}.rp_filter = 1`,
  `net.ipv4.conf.${ACTING}.rp_filter = 2`,
].join("\n");

describe("what a file or its name holds", () => {
  it.each(["text", "json", "sarif", "github"])("does not act on the terminal (%s)", (format) => {
    const name = `a${ACTING}\n\rb.conf`;
    writeFileSync(join(folder, name), TEXT);
    expect(run(["--format", format, name, `none${ACTING}`])).not.toMatch(ACTS);
  });

  it("does not act in the other commands and in messages about the command line", () => {
    writeFileSync(join(folder, `a${ACTING}\nkernel.x = 1\n.conf`), TEXT);
    for (const format of ["text", "json"]) {
      expect(run(["effective", "--format", format, "."])).not.toMatch(ACTS);
      for (const key of [`net.ipv4.${ACTING}`, `net.ipv4.conf.${ACTING}.rp_filter=${ACTING}`, `kernel.sysrq=1${ACTING}`])
        expect(run(["explain", key, "--format", format])).not.toMatch(ACTS);
    }
    for (const args of [[`--${ACTING}`], ["--format", ACTING], ["--kernel", ACTING], ["--loader", ACTING], ["explain", ACTING, ACTING]])
      expect(run(args)).not.toMatch(ACTS);
    // A name is no line of its own.
    expect(run(["effective", "."]).split("\n")).not.toContain("kernel.x = 1");
  });

  it("is still JSON for the same text", () => {
    const keys = JSON.parse(run(["--stdin", "--format", "json"], TEXT)).files[0].findings.map(({ key }: { key: string }) => key);
    expect(keys).toContain(`net.ipv4.${ACTING}`);
  });

  it("is no command for the service that a job runs in", () => {
    const lines = (text: string) => text.split("\n");
    const evil = "a##vso[task.setvariable variable=x]y##[add-path]z";
    const text = `net.ipv4.${evil} = 1\nnet.ipv4.ip_forward = ${evil}\n`;
    for (const name of ["::error::x.conf", " ::add-mask::x.conf", "##[group]x.conf"]) {
      writeFileSync(join(folder, name), text);
      for (const line of lines(run([name]))) {
        expect(line).not.toMatch(/^\s*::/);
        expect(line).not.toMatch(/##(?:\[|vso\[)/);
      }
      expect(run([name])).toContain("unknown-parameter");
    }
    const name = "x,line=9::\n::error::y.conf";
    writeFileSync(join(folder, name), "net.ipv4.ip_forward = yes%0A::error::z\n");
    for (const line of lines(run(["--format", "github", name])).filter(Boolean))
      expect(line).toMatch(/^::error file=x%2Cline=9%3A%3A%0A%3A%3Aerror%3A%3Ay\.conf,line=1,[^:]*::[^\n]*%250A/);
  });
});

it("a file with more problems than are kept is told as one that could not be checked, and not fixed", () => {
  const file = join(folder, "many.conf");
  const text = "a\n".repeat(101_000);
  writeFileSync(file, text);
  const cli = [join(process.cwd(), "dist/cli.js"), "--kernel", "6.12", "--loader", "systemd", "--fix", file];
  const { status, stdout, stderr } = spawnSync(process.execPath, cli, { encoding: "utf8", maxBuffer: 2 ** 30 });
  expect(stderr).toContain("many.conf: over 100000 problems");
  expect(status).toBe(2);
  expect(stdout.split("\n").length).toBeGreaterThan(100_000);
  expect(readFileSync(file, "utf8")).toBe(text);
});
