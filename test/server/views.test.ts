import { afterEach, describe, expect, it } from "vitest";
import type { Lifecycle, Place } from "../../server/requests/protocol.ts";
import { ServerProcess } from "../support/lsp.ts";

const URI = "file:///etc/sysctl.conf";
let server: ServerProcess | undefined;

afterEach(async () => {
  expect(await server?.stop()).toBe(0);
  server = undefined;
});

async function opened(text: string, locale = "en"): Promise<ServerProcess> {
  server = await ServerProcess.start({}, { initializationOptions: { target: { kernel: "6.12", loader: "systemd" } }, locale });
  await server.open(URI, text);
  return server;
}

describe("what views ask the built server", () => {
  it("the connection lifecycle, following an edit", async () => {
    const at = await opened("net.ipv4.tcp_fin_timeout = 30\n");
    const finWait = async () => (await at.request<Lifecycle>("sysctl/lifecycle", { uri: URI })).waits.find(({ id }) => id === "fin-wait-2");
    expect(await finWait()).toMatchObject({ end: 30, time: "30 s" });
    await at.connection.sendNotification("textDocument/didChange", {
      textDocument: { uri: URI, version: 2 },
      contentChanges: [{ range: { start: { line: 0, character: 27 }, end: { line: 0, character: 29 } }, text: "20" }],
    });
    expect(await finWait()).toMatchObject({ end: 20 });
  });

  it("the same in Chinese", async () => {
    const at = await opened("", "zh-cn");
    const { states } = await at.request<Lifecycle>("sysctl/lifecycle", { uri: URI });
    for (const { title } of states) expect(title).toMatch(/\p{Script=Han}/u);
  });

  it("nothing of a file that is not open, or of a parameter that the target lacks", async () => {
    const at = await opened("");
    expect(await at.request("sysctl/lifecycle", { uri: "file:///other.conf" })).toBeNull();
    expect(await at.request("sysctl/place", { uri: URI, key: "net.ipv4.tcp_rto_max_ms" })).toBeNull();
    await expect(at.request("sysctl/place", { uri: URI })).rejects.toThrow("key is missing");
  });

  it("where a parameter stands, and where it would be inserted", async () => {
    const at = await opened("net.ipv4.tcp_fin_timeout = 30\n");
    expect(await at.request<Place>("sysctl/place", { uri: URI, key: "net.ipv4.tcp_fin_timeout" })).toEqual({
      start: { line: 0, character: 27 },
      end: { line: 0, character: 29 },
    });
    expect(await at.request<Place>("sysctl/place", { uri: URI, key: "net.ipv4.tcp_retries2" })).toEqual({
      start: { line: 0, character: 29 },
      end: { line: 0, character: 29 },
      insert: { before: "\nnet.ipv4.tcp_retries2 = ", value: "15", after: "" },
    });
  });
});
