import { afterEach, describe, expect, it } from "vitest";
import type { AssignmentsAnswer, DocumentationAnswer, ParameterAtAnswer, ParametersAnswer, SearchAnswer } from "../../server/requests/protocol.ts";
import { ServerProcess } from "../support/lsp.ts";

const URI = "file:///etc/sysctl.conf";

let server: ServerProcess | undefined;

afterEach(async () => {
  expect(await server?.stop()).toBe(0);
  server = undefined;
});

async function start(text: string, locale = "en"): Promise<ServerProcess> {
  server = await ServerProcess.start(
    { textDocument: { diagnostic: {} } },
    { initializationOptions: { target: { kernel: "6.12", loader: "systemd" }, locale } },
  );
  await server.open(URI, text);
  return server;
}

describe("the reference over stdio", () => {
  it("lists the parameters for the target of the file, else of the settings", async () => {
    const at = await start("# sysctl-lint target kernel=4.4\n");
    const ask = (params: object) => at.request<ParametersAnswer>("sysctl/parameters", params);
    const recycle = ({ parameters }: ParametersAnswer) => parameters.find(({ key }) => key === "net.ipv4.tcp_tw_recycle");
    const here = await ask({ uri: URI });
    const elsewhere = await ask({});
    expect([here.kernel, elsewhere.kernel, here.locale]).toEqual(["4.4", "6.12", "en"]);
    expect(here.parameters.length).toBeGreaterThan(1_000);
    expect(recycle(here)).not.toHaveProperty("absent");
    expect(recycle(elsewhere)).toMatchObject({ absent: "removed" });
    expect(await ask({ uri: "file:///not-open.conf" })).toEqual(elsewhere);
  });

  it("follows what the file sets", async () => {
    const at = await start("net.ipv4.tcp_fin_timeout = 30\n");
    const ask = async () => (await at.request<AssignmentsAnswer>("sysctl/assignments", { uri: URI })).assignments;
    expect(await ask()).toEqual([{ key: "net.ipv4.tcp_fin_timeout", value: "30", line: 0, differs: true }]);
    const start0 = { line: 0, character: 0 };
    const edit = { range: { start: start0, end: start0 }, text: "\nvm.swappiness=10\n" };
    await at.connection.sendNotification("textDocument/didChange", { textDocument: { uri: URI, version: 2 }, contentChanges: [edit] });
    expect((await ask()).map(({ key, line }) => `${key}:${line}`)).toEqual(["vm.swappiness:1", "net.ipv4.tcp_fin_timeout:2"]);
  });

  it("searches, documents and finds the parameter of a line, in the language chosen", async () => {
    const at = await start("net.ipv4.conf.eth0.rp_filter = 1\n", "zh-cn");
    expect((await at.request<SearchAnswer>("sysctl/search", { query: "反向路径过滤" })).keys[0]).toBe("net.ipv4.conf.*.rp_filter");
    const found = await at.request<ParameterAtAnswer | null>("sysctl/parameterAt", { uri: URI, position: { line: 0, character: 999 } });
    expect(found).toEqual({ key: "net.ipv4.conf.*.rp_filter", written: "net.ipv4.conf.eth0.rp_filter" });
    const page = await at.request<DocumentationAnswer | null>("sysctl/documentation", { key: found?.key, uri: URI });
    expect(page).toMatchObject({ key: found?.key, title: "反向路径过滤" });
    expect(page?.markdown).not.toContain("反向路径过滤**");
    expect(await at.request("sysctl/documentation", { key: "no.such" })).toBeNull();
  });
});
