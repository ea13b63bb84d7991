// Other editors with the configuration of docs/editors/, run without a window against the built server: what they show, and what they
// complain of in their logs. Skipped where an editor is not installed; in CI it must be.
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const TEXT = "net.ipv4.tcp_tw_recycle = 1\nnet.ipv4.tcp_fin_timeout = 30\nnet.ipv4.tcp_k\n";

let folder: string;
let file: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sysctl-editors-"));
  mkdirSync(join(folder, "etc", "sysctl.d"), { recursive: true });
  file = join(folder, "etc", "sysctl.d", "90-web.conf");
  writeFileSync(file, TEXT);
  // As npm would put it on the PATH.
  const command = join(folder, "sysctl-language-server");
  writeFileSync(command, `#!/bin/sh\nexec ${process.execPath} ${resolve("dist/server.js")} "$@"\n`);
  chmodSync(command, 0o755);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** An editor is there; in CI, its absence is a failure. */
function has(command: string, ...args: string[]): boolean {
  return Boolean(process.env.CI) || spawnSync(command, args, { timeout: 30_000 }).status === 0;
}

/** Runs the editor at home in the temporary folder; what the script inside it wrote. */
function run(command: string, args: readonly string[]) {
  const home = join(folder, command);
  mkdirSync(home, { recursive: true });
  const result = join(home, "result.json");
  const { stdout, stderr, status } = spawnSync(command, args, {
    encoding: "utf8",
    timeout: 60_000,
    cwd: folder,
    env: {
      ...process.env,
      PATH: `${folder}${delimiter}${process.env.PATH}`,
      HOME: home,
      XDG_CACHE_HOME: join(home, "cache"),
      XDG_STATE_HOME: join(home, "state"),
      XDG_CONFIG_HOME: join(home, "config"),
      XDG_DATA_HOME: join(home, "data"),
      LC_ALL: "C.UTF-8",
      SYSCTL_TEST_RESULT: result,
      SYSCTL_TEST_FILE: file,
    },
  });
  expect(existsSync(result), `${command} exit ${status}\n${stdout}\n${stderr}`).toBe(true);
  return { home, seen: JSON.parse(readFileSync(result, "utf8")), output: `${stdout}${stderr}` };
}

describe.skipIf(!has("nvim", "--version"))("Neovim", () => {
  it("shows diagnostics, follows edits, hovers and completes, and logs no error", { timeout: 90_000 }, () => {
    const { home, seen, output } = run("nvim", [
      "--headless",
      ...["-u", resolve("docs/editors/neovim.lua"), "--cmd", "lua vim.lsp.set_log_level('trace')"],
      ...[file, "-c", `luafile ${resolve("test/editors/neovim.lua")}`],
    ]);
    expect(seen.filetype).toBe("sysctl");
    expect(seen.found.map(({ code }: { code: string }) => code)).toContain("removed-parameter");
    expect(seen.found[0]).toMatchObject({ line: 0, severity: 1 });
    expect(JSON.stringify(seen.hover.result)).toContain("FIN-WAIT-2");
    expect(JSON.stringify(seen.completion.result)).toContain("net.ipv4.tcp_keepalive_time");
    const log = ["cache/nvim/lsp.log", "state/nvim/lsp.log"].map((path) => join(home, path)).find((path) => existsSync(path));
    expect(log, "Neovim's LSP log").toBeDefined();
    const lines = readFileSync(log ?? "", "utf8").split("\n");
    expect(lines.some((line) => line.includes("textDocument/hover"))).toBe(true);
    expect(lines.filter((line) => /^\[?(ERROR|WARN)/.test(line) || /"error"|error = {/.test(line))).toEqual([]);
    expect(output).not.toMatch(/error/i);
  });
});

const EGLOT = ["--batch", "-l", "package", "--eval", "(package-initialize)", "--eval", "(require 'eglot)"];

describe.skipIf(!has("emacs", ...EGLOT))("Emacs with Eglot", () => {
  it("shows diagnostics, hovers and completes, and logs no error", { timeout: 90_000 }, () => {
    const { seen } = run("emacs", [...EGLOT, "-l", resolve("docs/editors/emacs.el"), "-l", resolve("test/editors/emacs.el")]);
    expect(seen.mode).toBe("sysctl-mode");
    expect(seen.language.languageId).toBe("sysctl");
    expect(seen.found.map(({ text }: { text: string }) => text).join("\n")).toContain("4.12");
    expect(JSON.stringify(seen.hover)).toContain("FIN-WAIT-2");
    expect(JSON.stringify(seen.completion)).toContain("net.ipv4.tcp_keepalive_time");
    expect(seen.events).toContain("textDocument/publishDiagnostics");
    expect(seen.events.split("\n").filter((line: string) => /:error|\[stderr\]|ERROR/.test(line))).toEqual([]);
  });
});
