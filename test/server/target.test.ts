import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Diagnostic, Hover } from "vscode-languageserver-protocol";
import type { TargetAnswer, TargetChanged } from "../../server/requests/protocol.ts";
import { ServerProcess } from "../support/lsp.ts";

const URI = "file:///etc/sysctl.conf";
const PULL = { textDocument: { diagnostic: {}, hover: { contentFormat: ["markdown" as const] } } };

let folder: string;
let server: ServerProcess | undefined;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sysctl-target-"));
  mkdirSync(join(folder, "sysctl.d"));
  writeFileSync(join(folder, ".sysctl-lint.json"), JSON.stringify({ kernel: "amazon-linux-2023" }));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

afterEach(async () => {
  expect(await server?.stop()).toBe(0);
  server = undefined;
});

/** A server with these settings, and a document open in it. */
async function open(settings: object, text: string, uri = URI): Promise<ServerProcess> {
  server = await ServerProcess.start(PULL, { initializationOptions: settings });
  await server.open(uri, text);
  return server;
}

const ask = (at: ServerProcess, uri = URI) => at.request<TargetAnswer | null>("sysctl/target", { uri });
const pull = async (at: ServerProcess) => (await at.request<{ items: Diagnostic[] }>("textDocument/diagnostic", { textDocument: { uri: URI } })).items;
const set = (at: ServerProcess, sysctl: object) => at.connection.sendNotification("workspace/didChangeConfiguration", { settings: { sysctl } });

describe("sysctl/target", () => {
  it("names the setting, and the distribution and loader that it stands for", async () => {
    const at = await open({ target: { kernel: "ubuntu-24.04" } }, "");
    expect(await ask(at)).toEqual({
      kernel: "6.8",
      loader: "systemd",
      from: { kernel: "setting", loader: "setting", distribution: "Ubuntu 24.04 LTS" },
    });
  });

  it("names a comment in the file, which wins over the setting", async () => {
    const at = await open({ target: { kernel: "6.12", loader: "procps" } }, "# sysctl-lint target kernel=4.4\n");
    expect(await ask(at)).toEqual({ kernel: "4.4", loader: "procps", from: { kernel: "comment", loader: "setting" } });
  });

  it("names the project file", async () => {
    const uri = pathToFileURL(join(folder, "sysctl.d/a.conf")).href;
    const at = await open({ target: { kernel: "6.12" } }, "", uri);
    expect(await ask(at, uri)).toMatchObject({ kernel: "6.1", from: { kernel: "project", loader: "project", distribution: "Amazon Linux 2023" } });
  });

  it("names this machine where nobody says anything, and a setting that is no kernel", async () => {
    const at = await open({ target: { kernel: "debain-12" } }, "");
    expect(await ask(at)).toMatchObject({ from: { kernel: process.platform === "linux" ? "machine" : "assumed" }, unknownKernel: "debain-12" });
  });

  it("answers null for a document that is not open", async () => {
    const at = await open({}, "");
    expect(await ask(at, "file:///nowhere.conf")).toBeNull();
  });

  it("tells of a change by an edit or a setting, once", async () => {
    const at = await open({ target: { kernel: "6.12", loader: "systemd" } }, "net.ipv4.ip_forward = 1\n");
    const told: TargetChanged[] = [];
    at.connection.onNotification("sysctl/targetChanged", (changed: TargetChanged) => void told.push(changed));
    await ask(at);
    await pull(at);
    expect(told).toEqual([]);
    const start = { line: 0, character: 0 };
    const edit = { range: { start, end: start }, text: "# sysctl-lint target rhel-9\n" };
    await at.connection.sendNotification("textDocument/didChange", { textDocument: { uri: URI, version: 2 }, contentChanges: [edit] });
    await pull(at);
    await pull(at);
    expect(told).toEqual([{ uri: URI, kernel: "5.14", loader: "systemd", from: { kernel: "comment", loader: "comment", distribution: "RHEL 9" } }]);
    await set(at, { target: { kernel: "6.1", loader: "procps" } });
    await pull(at);
    expect(told).toHaveLength(1);
  });
});

describe("sysctl.locale", () => {
  it("wins over the client's language, and switches messages, hover and links at once", async () => {
    const at = await open({ target: { kernel: "6.12" }, locale: "zh-cn" }, "net.ipv4.tcp_tw_recycle = 1\n");
    const hover = async () =>
      JSON.stringify((await at.request<Hover>("textDocument/hover", { textDocument: { uri: URI }, position: { line: 0, character: 5 } })).contents);
    expect((await pull(at))[0]).toMatchObject({ message: expect.stringContaining("已被移除"), codeDescription: { href: expect.stringContaining("zh-cn") } });
    expect(await hover()).toContain("快速回收");
    await set(at, { target: { kernel: "6.12" }, locale: "en" });
    expect((await pull(at))[0]?.message).toContain("is gone");
    expect(await hover()).not.toMatch(/\p{Script=Han}/u);
    await set(at, { target: { kernel: "6.12" }, locale: "auto" });
    expect((await pull(at))[0]?.message).toContain("is gone");
  });
});
