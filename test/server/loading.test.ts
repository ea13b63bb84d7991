// What the server reads, and when: shown by taking files away.
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Diagnostic, Hover } from "vscode-languageserver-protocol";
import { ServerProcess } from "../support/lsp.ts";

const URI = "file:///etc/sysctl.conf";
const CAPABILITIES = { textDocument: { diagnostic: {}, hover: { contentFormat: ["markdown" as const] } }, workspace: { textDocumentContent: {} } };

let folder: string;
let server: ServerProcess | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sysctl-dist-"));
  cpSync("dist", join(folder, "dist"), { recursive: true });
});

afterEach(async () => {
  await server?.stop();
  server = undefined;
  rmSync(folder, { recursive: true, force: true });
});

async function start(locale: string, ...missing: string[]): Promise<ServerProcess> {
  for (const name of missing) rmSync(join(folder, "dist", name));
  server = await ServerProcess.start(CAPABILITIES, { locale }, join(folder, "dist", "server.js"));
  await server.open(URI, "net.ipv4.tcp_tw_recycle = 1\n");
  return server;
}

async function hover(at: ServerProcess): Promise<string> {
  const answer = await at.request<Hover>("textDocument/hover", { textDocument: { uri: URI }, position: { line: 0, character: 3 } });
  return JSON.stringify(answer.contents);
}

async function diagnose(at: ServerProcess): Promise<Diagnostic[]> {
  return (await at.request<{ items: Diagnostic[] }>("textDocument/diagnostic", { textDocument: { uri: URI } })).items;
}

describe("the server", () => {
  it("checks files without any documentation", async () => {
    const at = await start("en", "texts.en.jsonl", "texts.zh-cn.jsonl");
    expect((await diagnose(at)).map(({ code }) => code)).toEqual(["removed-parameter"]);
  });

  it("speaks English without the Chinese documentation", async () => {
    expect(await hover(await start("en", "texts.zh-cn.jsonl"))).toContain("TIME-WAIT");
  });

  it("speaks Chinese without the English documentation", async () => {
    expect(await hover(await start("zh-cn", "texts.en.jsonl"))).toContain("快速回收");
  });

  it("needs of its folder only the bundle that it shares with the browser, the facts and the words of one language", async () => {
    const at = await start("en", "cli.js", "client.js", "client.browser.js", "texts.zh-cn.jsonl");
    expect(await diagnose(at)).toHaveLength(1);
    expect(await hover(at)).toContain("TIME-WAIT");
  });
});

describe("the page of a rule", () => {
  it.each([
    ["en", "Found in:"],
    ["zh-cn", "会报告："],
  ])("is what the code of a finding links to (%s)", async (locale, words) => {
    const at = await start(locale);
    const [finding] = await diagnose(at);
    expect(finding?.codeDescription?.href).toBe("sysctl-rule:/removed-parameter.md");
    const { text } = await at.request<{ text: string }>("workspace/textDocumentContent", { uri: finding?.codeDescription?.href });
    expect(text).toContain("# removed-parameter\n");
    expect(text).toContain(words);
  });

  it("is not there for what is no rule", async () => {
    const at = await start("en");
    for (const uri of ["sysctl-rule:/constructor.md", "sysctl-rule:/", "file:///etc/passwd"])
      expect(await at.request("workspace/textDocumentContent", { uri })).toBeNull();
  });
});
