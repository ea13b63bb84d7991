import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import {
  CancellationTokenSource,
  type Diagnostic,
  LSPErrorCodes,
  type SemanticTokens,
  type WorkDoneProgressBegin,
  type WorkDoneProgressEnd,
  type WorkDoneProgressReport,
} from "vscode-languageserver-protocol";
import { ServerProcess } from "../support/lsp.ts";

type Progress = WorkDoneProgressBegin | WorkDoneProgressReport | WorkDoneProgressEnd;

const URI = "file:///somewhere/90-long.conf";
const CLIENT = { textDocument: { diagnostic: {}, semanticTokens: { requests: {}, tokenTypes: [], tokenModifiers: [], formats: [] } } };
const LONG = Array.from({ length: 60_000 }, (_, i) => `net.ipv4.conf.eth${i}.rp_filter = 1\n`).join("");
/** Takes so long that progress is shown. */
const VERY_LONG = LONG.repeat(6);
const about = { textDocument: { uri: URI } };

let server: ServerProcess | undefined;

afterEach(async () => {
  expect(await server?.stop()).toBe(0);
  server = undefined;
});

async function start(capabilities: object = CLIENT, extra: object = {}): Promise<ServerProcess> {
  server = await ServerProcess.start(capabilities, { initializationOptions: { target: { kernel: "6.12", loader: "systemd" } }, ...extra });
  return server;
}

const pull = async (at: ServerProcess, extra: object = {}) =>
  (await at.request<{ items: Diagnostic[] }>("textDocument/diagnostic", { ...about, ...extra })).items;
const edit = (at: ServerProcess, version: number, change: object) =>
  at.connection.sendNotification("textDocument/didChange", { textDocument: { uri: URI, version }, contentChanges: [change] });
const AT_START = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
const codesOf = (items: readonly Diagnostic[]) => items.map(({ code, range }) => [code, range.start.line]);

/** Puts in order what was answered: the requests are sent at once, one behind the other. */
function inOrder(order: string[], name: string, answer: Promise<unknown>): Promise<unknown> {
  const put = () => order.push(name);
  answer.then(put, put);
  return answer;
}

describe("a long file", () => {
  it("lets requests about others through while an answer about it is being made", async () => {
    const at = await start();
    await at.open(URI, LONG);
    await pull(at);
    const other = { textDocument: { uri: "file:///somewhere/other.conf" } };
    await at.open(other.textDocument.uri, "net.ipv4.tcp_tw_recycle = 1\n");
    const order: string[] = [];
    const all = ["textDocument/semanticTokens/full", "textDocument/documentSymbol", "textDocument/foldingRange"];
    const long = all.map((method) => inOrder(order, method, at.request(method, about)));
    const short = inOrder(order, "short", at.request("textDocument/diagnostic", other));
    await Promise.all([...long, short]);
    expect(order[0]).toBe("short");
  });

  it("has an answer that an edit has made outdated end with an error", async () => {
    const at = await start();
    await at.open(URI, LONG);
    await pull(at);
    const outdated = at.request("textDocument/semanticTokens/full", about);
    await edit(at, 2, { range: AT_START, text: "# sysctl-lint disable\n" });
    await expect(outdated).rejects.toMatchObject({ code: LSPErrorCodes.ContentModified });
    const { data } = await at.request<SemanticTokens>("textDocument/semanticTokens/full", about);
    // The verb of the comment is there.
    expect(data.slice(0, 3)).toEqual([0, 14, 7]);
  });

  it("has the findings of the text as it is in the end", async () => {
    const at = await start();
    await at.open(URI, LONG);
    const first = pull(at);
    await edit(at, 2, { range: AT_START, text: "net.ipv4.tcp_tw_recycle = 1\n" });
    expect(codesOf(await first)).toEqual([["removed-parameter", 0]]);
    await edit(at, 3, { text: `\n${LONG}net.ipv4.tcp_tw_recycle = 1\n` });
    const second = pull(at);
    await edit(at, 4, { range: AT_START, text: "# sysctl-lint target kernel=4.4\n" });
    expect(codesOf(await second)).toEqual([["tcp-tw-recycle-breaks-nat", 60_002]]);
  });

  it("is checked with what its project says each time that it is checked anew", async () => {
    const folder = mkdtempSync(join(tmpdir(), "long-"));
    try {
      mkdirSync(join(folder, "etc"));
      writeFileSync(join(folder, ".sysctl-lint.json"), '{ "rules": { "removed-parameter": "off" } }');
      const textDocument = { uri: pathToFileURL(join(folder, "etc", "sysctl.conf")).href };
      const at = await start();
      const text = `net.ipv4.tcp_tw_recycle = 1\n${LONG}`;
      await at.open(textDocument.uri, text);
      expect(await pull(at, { textDocument })).toEqual([]);
      const contentChanges = [{ text: `\n${text}` }];
      await at.connection.sendNotification("textDocument/didChange", { textDocument: { ...textDocument, version: 2 }, contentChanges });
      expect(await pull(at, { textDocument })).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("ends a request that is cancelled, and only that", async () => {
    const at = await start();
    await at.open(URI, LONG.repeat(5));
    const order: string[] = [];
    const source = new CancellationTokenSource();
    const begun = new Promise<void>((resolve) =>
      at.connection.onNotification("$/progress", ({ value }: { value: Progress }) => {
        if (value.kind === "begin") resolve();
        if (value.kind === "end") order.push("checked");
      }),
    );
    const params = { ...about, workDoneToken: "check" };
    const cancelled = inOrder(order, "cancelled", at.connection.sendRequest("textDocument/diagnostic", params, source.token));
    const waiting = inOrder(order, "waiting", pull(at));
    await begun;
    source.cancel();
    await expect(cancelled).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
    await waiting;
    expect(order).toEqual(["cancelled", "checked", "waiting"]);
  });

  it("shows how far its first check is, where the client lets it", async () => {
    const at = await start({ ...CLIENT, window: { workDoneProgress: true } }, { locale: "zh-cn" });
    const tokens: unknown[] = [];
    at.connection.onRequest("window/workDoneProgress/create", ({ token }: { token: unknown }) => void tokens.push(token));
    const told = progressOf(at);
    await at.open(URI, VERY_LONG);
    await pull(at);
    await pull(at);
    expect(tokens).toHaveLength(1);
    expect(told.map(({ token }) => token)).toEqual(told.map(() => tokens[0]));
    isWhole(
      told.map(({ value }) => value),
      "正在检查 90-long.conf",
    );
  });

  it("shows that beside the request that waits, where the client gave it a place", async () => {
    const at = await start();
    const told = progressOf(at);
    await at.open(URI, VERY_LONG);
    await pull(at, { workDoneToken: "first" });
    await pull(at, { workDoneToken: "second" });
    expect(told.map(({ token }) => token)).toEqual(told.map(() => "first"));
    isWhole(
      told.map(({ value }) => value),
      "Checking 90-long.conf",
    );
  });

  it("shows nothing for a short one", async () => {
    const at = await start({ ...CLIENT, window: { workDoneProgress: true } });
    const told = progressOf(at);
    await at.open(URI, "net.ipv4.tcp_tw_recycle = 1\n");
    await pull(at, { workDoneToken: "first" });
    expect(told).toEqual([]);
  });
});

function progressOf(at: ServerProcess): { token: unknown; value: Progress }[] {
  const told: { token: unknown; value: Progress }[] = [];
  at.connection.onNotification("$/progress", (params: { token: unknown; value: Progress }) => void told.push(params));
  return told;
}

/** One beginning, percentages that grow, one end. */
function isWhole(progress: readonly Progress[], title: string): void {
  expect(progress[0]).toMatchObject({ kind: "begin", title });
  expect(progress.at(-1)).toEqual({ kind: "end" });
  const percentages = progress.slice(1, -1).map((each) => (each.kind === "report" ? (each.percentage ?? -1) : -1));
  expect(percentages.length).toBeGreaterThan(3);
  expect(percentages).toEqual([...new Set(percentages)].sort((a, b) => a - b));
  expect(percentages.every((each) => each > 0 && each <= 100)).toBe(true);
}
