import { existsSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import type { CodeAction, CompletionList, Diagnostic, DocumentDiagnosticReport, Hover, Position } from "vscode-languageserver-protocol";
import { ServerProcess } from "../support/lsp.ts";

const URI = "file:///somewhere/sysctl.conf";
const PULL = {
  textDocument: {
    diagnostic: {},
    hover: { contentFormat: ["markdown" as const] },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } },
  },
};
const TARGET = { target: { kernel: "6.12", loader: "systemd" } };

let server: ServerProcess | undefined;

afterEach(async () => {
  expect(await server?.stop()).toBe(0);
  server = undefined;
});

async function start(capabilities: object = PULL, extra: object = {}): Promise<ServerProcess> {
  if (!existsSync("dist/server.js")) throw new Error("dist/server.js is missing: npm run build");
  server = await ServerProcess.start(capabilities, { initializationOptions: TARGET, ...extra });
  return server;
}

const pull = async (at: ServerProcess, uri = URI) => (await at.request<{ items: Diagnostic[] }>("textDocument/diagnostic", { textDocument: { uri } })).items;

describe("the built server over stdio", () => {
  it("answers initialize with what it can do", async () => {
    const { initialized } = await start();
    expect(initialized.capabilities).toMatchObject({
      textDocumentSync: { openClose: true, change: 2 },
      hoverProvider: true,
      completionProvider: { resolveProvider: true },
      codeActionProvider: { codeActionKinds: ["quickfix", "refactor.rewrite", "source.fixAll.sysctl", "source.sort.sysctl"] },
      diagnosticProvider: { interFileDependencies: true },
    });
    expect(initialized.serverInfo?.name).toBe("sysctl-language-server");
  });

  it("offers no pull diagnostics to a client that cannot pull, and pushes", async () => {
    const at = await start({});
    expect(at.initialized.capabilities.diagnosticProvider).toBeUndefined();
    const pushed = new Promise<{ diagnostics: Diagnostic[]; version?: number }>((resolve) =>
      at.connection.onNotification("textDocument/publishDiagnostics", resolve),
    );
    await at.open(URI, "net.ipv4.tcp_tw_recycle = 1\n");
    const { diagnostics, version } = await pushed;
    expect(diagnostics.map((d) => d.code)).toEqual(["removed-parameter"]);
    expect(version).toBe(1);
  });

  it("says so when an edit has changed no diagnostic", async () => {
    const at = await start();
    await at.open(URI, "# comment\nnet.ipv4.tcp_tw_recycle = 1\n");
    const ask = (previousResultId?: string) =>
      at.request<DocumentDiagnosticReport>("textDocument/diagnostic", { textDocument: { uri: URI }, ...(previousResultId ? { previousResultId } : {}) });
    const type = (start: Position, text: string, version: number) =>
      at.connection.sendNotification("textDocument/didChange", {
        textDocument: { uri: URI, version },
        contentChanges: [{ range: { start, end: start }, text }],
      });
    const first = await ask();
    expect(first).toMatchObject({ kind: "full", items: [{ code: "removed-parameter", range: { start: { line: 1 } } }] });
    await type({ line: 0, character: 2 }, "a ", 2);
    expect(await ask(first.resultId)).toEqual({ kind: "unchanged", resultId: first.resultId });
    expect(await ask("of another session")).toEqual(first);
    await type({ line: 0, character: 0 }, "\n", 3);
    const moved = await ask(first.resultId);
    expect(moved).toMatchObject({ kind: "full", items: [{ code: "removed-parameter", range: { start: { line: 2 } } }] });
    expect(moved.resultId).not.toBe(first.resultId);
  });

  it("answers for a long file, and for what becomes of it while it is being checked", async () => {
    const at = await start();
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
    await at.open(URI, `# comment\n${Array.from({ length: 30_000 }, (_, i) => `net.ipv4.conf.eth${i}.rp_filter = 1\n`).join("")}`);
    const before = pull(at);
    const other = "file:///etc/sysctl.d/other.conf";
    await at.open(other, "net.ipv4.tcp_tw_recycle = 1\n");
    await at.connection.sendNotification("textDocument/didChange", {
      textDocument: { uri: URI, version: 2 },
      contentChanges: [{ range, text: "net.ipv4.tcp_tw_recycle = 1\n" }],
    });
    const lines = (diagnostics: readonly Diagnostic[]) => diagnostics.map((each) => [each.code, each.range.start.line]);
    expect(lines(await pull(at, other))).toEqual([["removed-parameter", 0]]);
    expect(lines(await pull(at))).toEqual([["removed-parameter", 0]]);
    await before;
    await at.connection.sendNotification("textDocument/didClose", { textDocument: { uri: URI } });
    expect(await pull(at)).toEqual([]);
  });

  it("gives diagnostics with code, link to the rule, tags", async () => {
    const at = await start();
    await at.open(URI, "net.ipv4.tcp_tw_recycle = 1\n");
    const [diagnostic] = await pull(at);
    expect(diagnostic).toMatchObject({
      severity: 1,
      source: "sysctl",
      code: "removed-parameter",
      tags: [2],
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 23 } },
    });
    expect(diagnostic?.codeDescription?.href).toMatch(/#removed-parameter$/);
  });

  it("speaks Chinese where the client does", async () => {
    const at = await start(PULL, { locale: "zh-cn" });
    await at.open(URI, "net.ipv4.tcp_tw_recycle = 1\n");
    expect((await pull(at))[0]?.message).toContain("已被移除");
    const hover = await at.request<Hover>("textDocument/hover", { textDocument: { uri: URI }, position: { line: 0, character: 5 } });
    expect(JSON.stringify(hover.contents)).toContain("快速回收");
  });

  it("follows incremental edits: the findings are those of the file opened anew", async () => {
    const at = await start();
    await at.open(URI, "net.ipv4.tcp_tw_reuse = 1\nnet.ipv4.ip_forward = 1\n");
    expect(await pull(at)).toEqual([]);
    const edits = [
      { range: { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } }, text: "net.ipv4.tcp_timestamps = 0\n" },
      { range: { start: { line: 2, character: 22 }, end: { line: 2, character: 23 } }, text: "yes # on" },
      { range: { start: { line: 3, character: 0 }, end: { line: 3, character: 0 } }, text: "net.ipv4.ip_forward = 0" },
    ];
    await at.connection.sendNotification("textDocument/didChange", { textDocument: { uri: URI, version: 2 }, contentChanges: edits });
    const after = await pull(at);
    const other = "file:///somewhere/other.conf";
    await at.open(other, "net.ipv4.tcp_tw_reuse = 1\nnet.ipv4.tcp_timestamps = 0\nnet.ipv4.ip_forward = yes # on\nnet.ipv4.ip_forward = 0");
    const anew = await pull(at, other);
    expect(after.length).toBeGreaterThan(2);
    expect(JSON.parse(JSON.stringify(after).replaceAll(URI, other))).toEqual(anew);
  });

  it("offers completion, resolves it, offers fixes", async () => {
    const at = await start();
    await at.open(URI, "net.ipv4.tcp_fin\nnet.ipv4.ip_forward = yes\n");
    const list = await at.request<CompletionList>("textDocument/completion", { textDocument: { uri: URI }, position: { line: 0, character: 16 } });
    expect(list.items[0]?.label).toBe("net.ipv4.tcp_fin_timeout");
    const resolved = await at.request<{ documentation?: unknown }>("completionItem/resolve", list.items[0]);
    expect(JSON.stringify(resolved.documentation)).toContain("FIN-WAIT-2");
    const range = { start: { line: 1, character: 23 }, end: { line: 1, character: 23 } };
    const diagnostics = await pull(at);
    const actions = await at.request<CodeAction[]>("textDocument/codeAction", { textDocument: { uri: URI }, range, context: { diagnostics } });
    expect(actions[0]).toMatchObject({ title: "Write 1", kind: "quickfix", isPreferred: true, diagnostics: [{ code: "value-not-a-number" }] });
  });

  it("fixes everything on request, as one edit", async () => {
    const at = await start();
    await at.open(URI, "net.ipv4.ip_forward = yes\n# keep\nnet.core.rmem_max = 16M\nvm.swappiness = 10\n");
    const start0 = { line: 0, character: 0 };
    const params = { textDocument: { uri: URI }, range: { start: start0, end: start0 }, context: { diagnostics: [], only: ["source.fixAll"] } };
    const actions = await at.request<CodeAction[]>("textDocument/codeAction", params);
    expect(actions).toMatchObject([
      {
        kind: "source.fixAll.sysctl",
        edit: {
          changes: {
            [URI]: [{ range: { start: start0, end: { line: 3, character: 0 } }, newText: "net.ipv4.ip_forward = 1\n# keep\nnet.core.rmem_max = 16777216\n" }],
          },
        },
      },
    ]);
  });

  it("applies changed settings", async () => {
    const at = await start();
    await at.open(URI, "net.ipv4.tcp_tw_recycle = 1\nnet.acme.turbo = 1\n");
    expect((await pull(at)).map((d) => d.code)).toEqual(["removed-parameter", "unknown-parameter"]);
    await at.connection.sendNotification("workspace/didChangeConfiguration", {
      settings: { sysctl: { target: { kernel: "4.4" }, rules: { "unknown-parameter": "off" } } },
    });
    expect((await pull(at)).map((d) => d.code)).toEqual(["tcp-tw-recycle-breaks-nat"]);
    await at.connection.sendNotification("workspace/didChangeConfiguration", {
      settings: { sysctl: { target: { kernel: "debian-12" }, customParameters: ["net.acme.*"], rules: { "removed-parameter": "hint" } } },
    });
    expect((await pull(at)).map((d) => [d.code, d.severity])).toEqual([["removed-parameter", 4]]);
  });

  it("survives positions outside the document, unknown documents and odd texts", async () => {
    const at = await start();
    const odd = [
      "",
      "\0",
      "\ud800",
      "\ufeff",
      "=",
      "-",
      "\r",
      "a\u2028b = \u{1f600}",
      "constructor = 1\n__proto__ = 1\ntoString",
      "net.ipv4.ip_forward = 9".repeat(5_000),
    ];
    for (const [i, text] of odd.entries()) {
      const uri = `file:///odd/${i}.conf`;
      await at.open(uri, text);
      for (const position of [
        { line: 0, character: 0 },
        { line: 99, character: 99 },
        { line: 0, character: 4_000_000 },
      ]) {
        const params = { textDocument: { uri }, position };
        await at.request("textDocument/hover", params);
        await at.request("textDocument/completion", params);
        await at.request("textDocument/codeAction", { textDocument: { uri }, range: { start: position, end: position }, context: { diagnostics: [] } });
      }
      await pull(at, uri);
      await at.connection.sendNotification("textDocument/didClose", { textDocument: { uri } });
    }
    expect(await pull(at, "file:///never/opened.conf")).toEqual([]);
    expect(await at.request("textDocument/hover", { textDocument: { uri: "file:///never/opened.conf" }, position: { line: 0, character: 0 } })).toBeNull();
  });
});
