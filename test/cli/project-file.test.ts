import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Diagnostic } from "vscode-languageserver-protocol";
import { ServerProcess } from "../support/lsp.ts";

let folder: string;
let file: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sysctl-project-"));
  mkdirSync(join(folder, "web/sysctl.d"), { recursive: true });
  mkdirSync(join(folder, "broken"));
  writeFileSync(join(folder, "web/.sysctl-lint.json"), JSON.stringify({ kernel: "4.4", loader: "procps", rules: { "tcp-tw-recycle-breaks-nat": "error" } }));
  writeFileSync(join(folder, "broken/.sysctl-lint.json"), '{ "kernal": "4.4" }');
  file = join(folder, "web/sysctl.d/a.conf");
  for (const path of [file, join(folder, "broken/a.conf")]) writeFileSync(path, "net.ipv4.tcp_tw_recycle = 1\nnet.ipv4.ip_forward = yes\n");
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(args: readonly string[], input = "") {
  return spawnSync(process.execPath, [resolve("dist/cli.js"), ...args], { encoding: "utf8", input, cwd: folder, env: { PATH: process.env.PATH, LANG: "C" } });
}

function json(args: readonly string[], input?: string) {
  const { target, files } = JSON.parse(run([...args, "--format", "json"], input).stdout);
  const rules = files.flatMap(({ findings }: { findings: { rule: string; severity: string }[] }) =>
    findings.map(({ rule, severity }) => `${rule}:${severity}`),
  );
  return { target, rules };
}

const FOUND = { target: { kernel: "4.4", loader: "procps" }, rules: ["tcp-tw-recycle-breaks-nat:error", "value-not-a-number:error"] };

describe("the command, with a .sysctl-lint.json above the file", () => {
  it("follows it: for files, folders and named standard input", () => {
    expect(json([file])).toEqual(FOUND);
    expect(json(["web/sysctl.d"])).toEqual(FOUND);
    expect(json(["--stdin", "--stdin-filename", "web/new.conf"], readFileSync(file, "utf8"))).toEqual(FOUND);
  });

  it("lets options win", () => {
    expect(json([file, "--kernel", "6.12"])).toEqual({
      target: { kernel: "6.12", loader: "procps" },
      rules: ["removed-parameter:error", "value-not-a-number:error"],
    });
  });

  it("says what is wrong in one, before it fixes anything", () => {
    const { status, stderr } = run(["--fix", file, "broken/a.conf"]);
    expect(status).toBe(2);
    expect(stderr).toContain(`${join("broken", ".sysctl-lint.json")}: unknown property "kernal"`);
    expect(readFileSync(file, "utf8")).toContain("yes");
  });
});

describe("the server, with a .sysctl-lint.json above the file", () => {
  it("follows it, and looks again when it has changed", async () => {
    // Refuses to register, which must not stop the server.
    const capabilities = { textDocument: { diagnostic: {} }, workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } };
    const server = await ServerProcess.start(capabilities, { initializationOptions: { target: { kernel: "6.12", loader: "systemd" } } });
    try {
      const uri = pathToFileURL(join(folder, "web/server.conf")).href;
      const codes = async () => {
        const { items } = await server.request<{ items: Diagnostic[] }>("textDocument/diagnostic", { textDocument: { uri } });
        return items.map(({ code, severity }) => `${code}:${severity}`);
      };
      await server.open(uri, "net.ipv4.tcp_tw_recycle = 1\n");
      expect(await codes()).toEqual(["tcp-tw-recycle-breaks-nat:1"]);
      const project = join(folder, "web/.sysctl-lint.json");
      const before = readFileSync(project, "utf8");
      writeFileSync(project, "{}");
      await server.connection.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri: pathToFileURL(project).href, type: 2 }] });
      expect(await codes()).toEqual(["removed-parameter:1"]);
      writeFileSync(project, before);
    } finally {
      expect(await server.stop()).toBe(0);
    }
  });
});
