import { readFileSync } from "node:fs";
import { platform } from "node:os";
import { afterEach, describe, expect, it } from "vitest";
import type { Diagnostic, Hover } from "vscode-languageserver-protocol";
import { ServerProcess } from "../support/lsp.ts";

const URI = "file:///etc/sysctl.conf";
const PULL = { textDocument: { diagnostic: {}, hover: { contentFormat: ["markdown" as const] } } };

let server: ServerProcess | undefined;

afterEach(async () => {
  expect(await server?.stop()).toBe(0);
  server = undefined;
});

async function start(initializationOptions: object, text: string): Promise<ServerProcess> {
  server = await ServerProcess.start(PULL, { initializationOptions });
  await server.open(URI, text);
  return server;
}

const codes = async (at: ServerProcess) =>
  (await at.request<{ items: Diagnostic[] }>("textDocument/diagnostic", { textDocument: { uri: URI } })).items.map(({ code }) => code);

const hovered = async (at: ServerProcess) =>
  JSON.stringify(await at.request<Hover>("textDocument/hover", { textDocument: { uri: URI }, position: { line: 0, character: 5 } }));

const running = (path: string) => readFileSync(`/proc/sys/${path}`, "utf8").trim();

describe.skipIf(platform() !== "linux")("the server on a running Linux kernel", () => {
  const timeout = platform() === "linux" ? running("net/ipv4/tcp_fin_timeout") : "";
  const other = String(Number(timeout) + 1);

  it("says that there is one", async () => {
    const at = await start({}, "");
    expect(at.initialized.capabilities.experimental).toMatchObject({ sysctlMachine: { isRoot: process.geteuid?.() === 0 } });
  });

  it("shows running values in hovers, and drift where asked for", async () => {
    const at = await start({}, `net.ipv4.tcp_fin_timeout = ${other}\n`);
    expect(await hovered(at)).toContain(`Running value: \`${timeout}\``);
    expect(await codes(at)).toEqual([]);
    await at.connection.sendNotification("workspace/didChangeConfiguration", { settings: { sysctl: { runningValues: "drift" } } });
    expect(await codes(at)).toEqual(["running-value-differs"]);
    await at.connection.sendNotification("workspace/didChangeConfiguration", { settings: { sysctl: { runningValues: "off" } } });
    expect(await codes(at)).toEqual([]);
    expect(await hovered(at)).not.toContain("Running value");
  });

  it("heeds comments about drift", async () => {
    const at = await start({ runningValues: "drift" }, `# sysctl-lint disable-next-line running-value-differs\nnet.ipv4.tcp_fin_timeout = ${other}\n`);
    expect(await codes(at)).toEqual([]);
  });

  it("leaves the kernel alone in a folder that is not trusted, until it is", async () => {
    const at = await start({ runningValues: "drift", workspaceTrusted: false }, `net.ipv4.tcp_fin_timeout = ${other}\n`);
    expect(await codes(at)).toEqual([]);
    expect(await hovered(at)).not.toContain("Running value");
    await at.connection.sendNotification("sysctl/workspaceTrusted");
    expect(await codes(at)).toEqual(["running-value-differs"]);
    expect(await hovered(at)).toContain("Running value");
  });
});
