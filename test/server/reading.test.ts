import { existsSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import type { DocumentLink, DocumentSymbol, InlayHint, SemanticTokens, SemanticTokensDelta, SignatureHelp } from "vscode-languageserver-protocol";
import { ServerProcess } from "../support/lsp.ts";

const URI = "file:///etc/sysctl.conf";
const TEXT = "### Network\nnet.ipv4.tcp_rmem = 4096 131072 6291456\nnet.ipv4.tcp_keepalive_time = 1200\n";
const TOKENS = { requests: { full: { delta: true }, range: true }, tokenTypes: [], tokenModifiers: [], formats: ["relative" as const] };
const start0 = { line: 0, character: 0 };
const everything = { start: start0, end: { line: 999, character: 999 } };

let server: ServerProcess | undefined;

afterEach(async () => {
  expect(await server?.stop()).toBe(0);
  server = undefined;
});

async function start(capabilities: object = { textDocument: { semanticTokens: TOKENS } }, text = TEXT): Promise<ServerProcess> {
  if (!existsSync("dist/server.js")) throw new Error("dist/server.js is missing: npm run build");
  server = await ServerProcess.start(capabilities, { initializationOptions: { target: { kernel: "6.12", loader: "systemd" } } });
  await server.open(URI, text);
  return server;
}

const about = { textDocument: { uri: URI } };

describe("reading over stdio", () => {
  it("offers tokens to clients that want them only", async () => {
    expect((await start()).initialized.capabilities.semanticTokensProvider).toMatchObject({ full: { delta: true }, range: true });
    await server?.stop();
    expect((await start({})).initialized.capabilities.semanticTokensProvider).toBeUndefined();
  });

  it("gives tokens of a range, of the file, and what an edit changed", async () => {
    const at = await start();
    const line = await at.request<SemanticTokens>("textDocument/semanticTokens/range", {
      ...about,
      range: { start: { line: 2, character: 0 }, end: { line: 2, character: 1 } },
    });
    expect(line.data.slice(0, 5)).toEqual([2, 0, 27, 0, 0]);
    const full = await at.request<SemanticTokens>("textDocument/semanticTokens/full", about);
    await at.connection.sendNotification("textDocument/didChange", {
      textDocument: { uri: URI, version: 2 },
      contentChanges: [{ range: { start: start0, end: start0 }, text: "# one line more\n" }],
    });
    const delta = await at.request<SemanticTokensDelta>("textDocument/semanticTokens/full/delta", { ...about, previousResultId: full.resultId });
    expect(delta.edits).toEqual([{ start: 0, deleteCount: 1, data: [2] }]);
    const unknown = await at.request<SemanticTokens>("textDocument/semanticTokens/full/delta", { ...about, previousResultId: "of another session" });
    expect(unknown.data[0]).toBe(2);
  });

  it("gives all tokens to who asks for what is new and has none", async () => {
    const at = await start();
    const first = await at.request<SemanticTokens>("textDocument/semanticTokens/full/delta", about);
    expect(first.data.length).toBeGreaterThan(0);
  });

  it("gives outline, folding, selection, links, signature", async () => {
    const at = await start({ textDocument: { documentSymbol: { hierarchicalDocumentSymbolSupport: true } } });
    expect((await at.request<DocumentSymbol[]>("textDocument/documentSymbol", about)).map(({ name, children }) => [name, children?.length])).toEqual([
      ["Network", 2],
    ]);
    expect(await at.request("textDocument/foldingRange", about)).toMatchObject([{ startLine: 0, endLine: 2 }]);
    expect(await at.request("textDocument/selectionRange", { ...about, positions: [start0, { line: 77, character: 0 }] })).toHaveLength(2);
    const place = { line: 1, character: 3 };
    expect(await at.request("textDocument/documentHighlight", { ...about, position: place })).toMatchObject([
      { range: { start: { line: 1, character: 0 } }, kind: 3 },
    ]);
    const [link] = await at.request<DocumentLink[]>("textDocument/documentLink", about);
    expect(link?.target).toBeUndefined();
    expect((await at.request<DocumentLink>("documentLink/resolve", link)).target).toMatch(/^https:\/\/www\.kernel\.org\/.*ip-sysctl\.html$/);
    await at.connection.sendNotification("workspace/didChangeConfiguration", { settings: { sysctl: { documentLinks: false } } });
    expect(await at.request("textDocument/documentLink", about)).toEqual([]);
    const help = await at.request<SignatureHelp>("textDocument/signatureHelp", { ...about, position: { line: 1, character: 27 } });
    expect([help.signatures[0]?.label, help.activeParameter]).toEqual(["net.ipv4.tcp_rmem = min default max", 1]);
  });

  it("gives inlay hints, follows the setting, and asks the client to come again", async () => {
    const refresh = { workspace: { inlayHint: { refreshSupport: true }, semanticTokens: { refreshSupport: true } } };
    const at = await start(refresh);
    let asked = 0;
    for (const method of ["workspace/inlayHint/refresh", "workspace/semanticTokens/refresh"]) at.connection.onRequest(method, () => void asked++);
    const labels = async () => (await at.request<InlayHint[]>("textDocument/inlayHint", { ...about, range: everything })).map(({ label }) => label);
    expect(await labels()).toEqual(["4 KiB", "128 KiB", "6 MiB", "20 min"]);
    await at.connection.sendNotification("workspace/didChangeConfiguration", { settings: { sysctl: { inlayHints: { size: false } } } });
    expect(await labels()).toEqual(["20 min"]);
    expect(asked).toBe(2);
    await at.connection.sendNotification("workspace/didChangeConfiguration", { settings: { sysctl: { inlayHints: false } } });
    expect(await labels()).toEqual([]);
  });

  it("answers for documents it never saw, and for places that are not there", async () => {
    const at = await start();
    const never = { textDocument: { uri: "file:///never.conf" }, position: start0, positions: [start0], range: everything, previousResultId: "1" };
    const requests = [
      "documentSymbol",
      "foldingRange",
      "selectionRange",
      "documentLink",
      "signatureHelp",
      "inlayHint",
      "semanticTokens/full",
      "semanticTokens/range",
    ];
    for (const request of [...requests, "semanticTokens/full/delta"]) {
      const answer = await at.request<unknown>(`textDocument/${request}`, never);
      expect([null, "[]", '{"data":[]}']).toContain(answer === null ? null : JSON.stringify(answer));
    }
    for (const text of ["", "\0", "\ud800", "\ufeff", "=", "\r", "a = 1\r\n\r\n", "9".repeat(2_000_000), `net.ipv4.tcp_rmem = ${"1 ".repeat(1_000_000)}`]) {
      await at.connection.sendNotification("textDocument/didChange", { textDocument: { uri: URI, version: 2 }, contentChanges: [{ text }] });
      const far = { line: 9_999, character: 9_999_999 };
      for (const request of requests)
        await at.request(`textDocument/${request}`, { ...about, position: far, positions: [far], range: { start: far, end: far } });
    }
  });
});
