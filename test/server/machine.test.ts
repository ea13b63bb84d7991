import { once } from "node:events";
import { readFileSync } from "node:fs";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { platform } from "node:os";
import { afterEach, describe, expect, it } from "vitest";
import type { Diagnostic, Hover } from "vscode-languageserver-protocol";
import type { CompareAnswer } from "../../server/machine/compare-answer.ts";
import type { TcpAnswer } from "../../server/machine/tcp-answer.ts";
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
  const other = timeout === "30" ? "31" : "30";

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

  it("counts TCP connections and names the parameters, with the lines that set them", async () => {
    const at = await start({}, "# mine\nnet.core.somaxconn = 1024\n");
    const listener = createServer();
    listener.listen(0, "127.0.0.1");
    await once(listener, "listening");
    const answer = await at.request<TcpAnswer>("sysctl/tcp", { uri: URI });
    listener.close();
    expect(answer.states.map(({ name }) => name)).toHaveLength(11);
    expect(answer.states.find(({ name }) => name === "LISTEN")?.ipv4).toBeGreaterThanOrEqual(1);
    expect(answer.limits.map(({ limit }) => limit)).toContain(Number(running("net/ipv4/tcp_max_tw_buckets")));
    expect(answer.counters.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["ListenOverflows", "TCPTimeWaitOverflow", "dropped"].map((name) => expect.stringContaining(name))),
    );
    expect(answer.parameters).toContainEqual({
      key: "net.core.somaxconn",
      title: expect.stringMatching(/./),
      running: running("net/core/somaxconn"),
      line: 1,
      value: "1024",
    });
    expect(JSON.stringify(await at.request("sysctl/tcp", {}))).not.toContain('"line"');
  });

  it("may be asked without parameters where none are needed, also with so many sockets that counting them takes pauses", async () => {
    const at = await start({}, "");
    const ask = <T>(method: string) => at.connection.sendRequest<T>(method);
    const ends: Socket[] = [];
    const listener = createServer((end) => ends.push(end));
    listener.listen(0, "127.0.0.1");
    await once(listener, "listening");
    const { port } = listener.address() as AddressInfo;
    for (let i = 0; i < 400; i++) {
      const end = connect(port, "127.0.0.1");
      ends.push(end);
      await once(end, "connect");
    }
    const { states } = await ask<TcpAnswer>("sysctl/tcp");
    for (const end of ends) end.destroy();
    listener.close();
    expect(states.find(({ name }) => name === "ESTABLISHED")?.ipv4).toBeGreaterThanOrEqual(800);
    expect(await ask("sysctl/importRunning")).toMatchObject({ text: expect.stringMatching(/^# What this/) });
    expect(await at.request("sysctl/importRunning", null)).toMatchObject({ text: expect.stringMatching(/^# What this/) });
    expect(await ask("sysctl/parameters")).toHaveProperty("parameters");
    expect(await ask("sysctl/assignments")).toEqual({ assignments: [] });
  });

  it("says nothing about TCP in a folder that is not trusted", async () => {
    const at = await start({ workspaceTrusted: false }, "");
    expect(await at.request("sysctl/tcp", {})).toBeNull();
  });

  it("compares a file with the running kernel, and imports what is not at its default", async () => {
    const at = await start({}, `net.ipv4.tcp_fin_timeout = ${other}\n`);
    const { rows } = await at.request<CompareAnswer>("sysctl/compareWithRunning", { uri: URI });
    expect(rows).toEqual([{ key: "net.ipv4.tcp_fin_timeout", line: 0, file: other, running: timeout, default: "60", differs: true }]);
    expect(await at.request("sysctl/compareWithRunning", { uri: "file:///never/opened.conf" })).toBeNull();
    expect((await at.request<{ text: string }>("sysctl/importRunning", {})).text).toMatch(
      /^# What this machine's kernel \(\d+\.\d+\) holds other than by default/,
    );
  });
});
