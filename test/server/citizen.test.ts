import { spawn } from "node:child_process";
import { afterEach, describe, expect, it } from "vitest";
import { LSPErrorCodes } from "vscode-languageserver";
import { type Answer, type ClientSide, RawServer } from "../support/raw-server.ts";

const URI = "file:///etc/sysctl.conf";
const PULL = { textDocument: { diagnostic: {}, hover: { contentFormat: ["markdown"] }, codeAction: { codeActionLiteralSupport: {} } } };
const BAD = "net.ipv4.tcp_tw_recycle = 1\n";

const INVALID_REQUEST = -32600;
const METHOD_NOT_FOUND = -32601;
const INVALID_PARAMS = -32602;
const NOT_INITIALIZED = -32002;
const CANCELLED = -32800;

const started: RawServer[] = [];

afterEach(() => {
  for (const server of started.splice(0)) server.process.kill();
});

function launch(clientSide?: ClientSide): RawServer {
  const server = new RawServer(clientSide);
  started.push(server);
  return server;
}

async function start(capabilities: object = PULL, extra: object = {}, clientSide?: ClientSide): Promise<RawServer> {
  const server = await RawServer.start(capabilities, { initializationOptions: { target: { kernel: "6.12", loader: "systemd" } }, ...extra }, clientSide);
  started.push(server);
  return server;
}

const pull = async (at: RawServer, uri = URI) =>
  (await at.request("textDocument/diagnostic", { textDocument: { uri } })) as Answer & { result: { items: { code: string }[] } };
const codes = async (at: RawServer) => (await pull(at)).result.items.map(({ code }) => code);
const logged = (at: RawServer) => at.heard.filter(({ method }) => method === "window/logMessage").map(({ params }) => (params as { message: string }).message);

describe("the life of a server", () => {
  it("ends with 0 after shutdown and exit, with 1 without shutdown", async () => {
    expect(await (await start()).stop()).toBe(0);
    const at = await start();
    at.notify("exit");
    expect(await at.exited).toBe(1);
    const early = launch();
    early.notify("exit");
    expect(await early.exited).toBe(1);
  });

  it("ends when the client closes the pipe", async () => {
    const at = await start();
    at.process.stdin?.end();
    expect(await at.exited).toBe(1);
    const orderly = await start();
    await orderly.request("shutdown");
    orderly.process.stdin?.end();
    expect(await orderly.exited).toBe(0);
  });

  it("ends when the process that started it has died", async () => {
    const parent = spawn(process.execPath, ["-e", "setInterval(() => undefined, 1000)"]);
    const at = await start(PULL, { processId: parent.pid });
    parent.kill();
    expect(await at.exited).toBe(1);
  });

  it("answers nothing before initialize", async () => {
    const at = launch();
    at.open(URI, BAD);
    expect((await at.request("textDocument/hover", { textDocument: { uri: URI }, position: { line: 0, character: 0 } })).error?.code).toBe(NOT_INITIALIZED);
    expect((await at.request("shutdown")).error?.code).toBe(NOT_INITIALIZED);
    expect((await at.request("no/such")).error?.code).toBe(NOT_INITIALIZED);
    expect((await at.request("initialize", { processId: null, rootUri: null, capabilities: PULL })).result).toBeDefined();
    at.notify("initialized", {});
    // What was sent too early did not count.
    expect(await codes(at)).toEqual([]);
  });

  it("is initialized once", async () => {
    const at = await start();
    at.open(URI, BAD);
    expect((await at.request("initialize", { processId: null, rootUri: null, capabilities: {} })).error?.code).toBe(INVALID_REQUEST);
    expect(await codes(at)).toEqual(["removed-parameter"]);
  });

  it("is initialized by a client that says odd things of itself", async () => {
    const odd: readonly object[] = [
      ...[5, {}, "x", [null], [{ uri: 5 }]].map((workspaceFolders) => ({ workspaceFolders })),
      ...[5, {}].flatMap((value) => [{ rootUri: value }, { locale: value }, { clientInfo: { name: value } }]),
      { clientInfo: { name: { toString: 5, valueOf: 5 } } },
      ...[5, {}].map((value) => ({
        capabilities: { textDocument: { diagnostic: {}, hover: { contentFormat: value }, completion: { completionList: { itemDefaults: value } } } },
      })),
    ];
    for (const extra of odd) {
      const at = launch();
      const { error } = await at.request("initialize", { processId: null, rootUri: null, capabilities: PULL, ...extra });
      expect([extra, error]).toEqual([extra, undefined]);
      at.notify("initialized", {});
      at.open(URI, "net.ipv4.ip_forward = yes\n");
      expect(await codes(at)).toEqual(["value-not-a-number"]);
    }
  });

  it("answers nothing after shutdown", async () => {
    const at = await start();
    at.open(URI, BAD);
    expect((await at.request("shutdown")).result).toBeNull();
    expect((await pull(at)).error?.code).toBe(INVALID_REQUEST);
    expect((await at.request("shutdown")).error?.code).toBe(INVALID_REQUEST);
    at.notify("exit");
    expect(await at.exited).toBe(0);
  });
});

describe("a client that errs", () => {
  const methods = ["hover", "completion", "codeAction", "diagnostic"];
  const odd = [
    null,
    1,
    "x",
    [],
    {},
    { textDocument: null },
    { textDocument: {} },
    { textDocument: { uri: 5 } },
    { textDocument: { uri: URI }, position: {}, range: {} },
  ];

  it("is told that parameters are wrong, and the server goes on", async () => {
    const at = await start();
    at.open(URI, BAD);
    for (const method of methods)
      for (const params of [...odd, undefined]) {
        const { error, result } = await at.request(`textDocument/${method}`, params);
        if (method === "diagnostic" && JSON.stringify(params)?.includes(URI)) expect(result).toBeDefined();
        else expect([method, params, error?.code]).toEqual([method, params, INVALID_PARAMS]);
      }
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 5 } };
    for (const context of [undefined, null, [], { diagnostics: 5 }, { diagnostics: [null] }, { diagnostics: [], only: [5] }])
      expect((await at.request("textDocument/codeAction", { textDocument: { uri: URI }, range, context })).error?.code).toBe(INVALID_PARAMS);
    expect(await codes(at)).toEqual(["removed-parameter"]);
  });

  it("does not harm the server by notifications that make no sense", async () => {
    const at = await start();
    at.open(URI, BAD);
    for (const method of ["didOpen", "didChange", "didClose", "didSave", "willSave"]) for (const params of odd) at.notify(`textDocument/${method}`, params);
    // One of them was a proper close.
    at.open(URI, BAD);
    const textDocument = { uri: URI, version: 2 };
    for (const contentChanges of [null, 5, [null], [{}], [{ text: 5 }], [{ text: "x", range: {} }], [{ text: "x", range: { start: { line: "a" } } }]])
      at.notify("textDocument/didChange", { textDocument, contentChanges });
    for (const method of [
      "workspace/didChangeConfiguration",
      "workspace/didChangeWatchedFiles",
      "$/setTrace",
      "$/cancelRequest",
      "$/progress",
      "no/such",
      "$/no/such",
    ])
      for (const params of [null, 1, [], {}, { settings: 5 }, { settings: { sysctl: { target: 5, rules: [], customParameters: {} } } }, { value: 7 }])
        at.notify(method, params);
    expect(await codes(at)).toEqual(["removed-parameter"]);
    expect(logged(at).some((text) => text.includes("textDocument/didChange: contentChanges is missing or malformed"))).toBe(true);
  });

  it("is told that a method is not known", async () => {
    const at = await start();
    expect((await at.request("textDocument/noSuch", { textDocument: { uri: URI } })).error?.code).toBe(METHOD_NOT_FOUND);
    expect((await at.request("$/noSuch")).error?.code).toBe(METHOD_NOT_FOUND);
  });

  it("may open twice, change and close what is not open, and go back in versions", async () => {
    const at = await start();
    const change = (uri: string, version: number, text: string) =>
      at.notify("textDocument/didChange", { textDocument: { uri, version }, contentChanges: [{ text }] });
    change(URI, 3, BAD);
    at.notify("textDocument/didClose", { textDocument: { uri: URI } });
    expect(await codes(at)).toEqual([]);
    at.open(URI, "", 5);
    at.open(URI, BAD, 4);
    expect(await codes(at)).toEqual(["removed-parameter"]);
    change(URI, 1, "net.ipv4.ip_forward = yes\n");
    expect(await codes(at)).toEqual(["value-not-a-number"]);
    at.notify("textDocument/didClose", { textDocument: { uri: URI } });
    at.notify("textDocument/didClose", { textDocument: { uri: URI } });
    expect(await codes(at)).toEqual([]);
  });

  it("may send a message that is no JSON or no request, and bytes that are no text", async () => {
    const at = await start();
    at.open(URI, BAD);
    for (const body of ["{", "null", "5", "[]", "{}", '"x"', '{"jsonrpc":"2.0","id":null}', '{"jsonrpc":"2.0","method":5}', "\0", "\u{fffd}"])
      at.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    at.write(Buffer.concat([Buffer.from("Content-Length: 4\r\n\r\n"), Buffer.from([0xff, 0xfe, 0x80, 0xc0])]));
    expect(await codes(at)).toEqual(["removed-parameter"]);
    expect(at.errors).toContain("A message cannot be read: ");
  });

  it.each([
    ["no length", "X-Length: 2\r\n\r\n{}"],
    ["a length that is no number", "Content-Length: two\r\n\r\n{}"],
    ["a length below 0", "Content-Length: -5\r\n\r\n"],
    ["a length below 0, and a message", "Content-Length: -5\r\n\r\n{}"],
    ["a length that is not the message's", "Content-Length: 0x2\r\n\r\n"],
    ["no name", "hello\r\n\r\n"],
    ["nothing", "\r\n\r\n"],
    ["lines that end otherwise", "Content-Length: 2\n\n{}\r\n\r\n"],
  ])("sees the server end where a header has %s, since no message behind it can be read", async (_, bytes) => {
    const at = await start();
    at.write(bytes);
    // What comes together with a length below 0 is lost with it; the server notices at the next message.
    await new Promise((resolve) => setTimeout(resolve, 200));
    void at.request("shutdown");
    expect(await at.exited).toBe(1);
    expect(at.errors).toContain("A message cannot be read: ");
  });

  it("may refuse or forget what the server asks for", async () => {
    const refusing = () => {
      throw new Error("no");
    };
    const capabilities = {
      ...PULL,
      workspace: {
        configuration: true,
        didChangeConfiguration: { dynamicRegistration: true },
        didChangeWatchedFiles: { dynamicRegistration: true },
        diagnostics: { refreshSupport: true },
      },
    };
    const at = await start(capabilities, {}, refusing);
    at.open(URI, BAD);
    expect(await codes(at)).toEqual(["removed-parameter"]);
    at.notify("workspace/didChangeWatchedFiles", { changes: [] });
    at.notify("workspace/didChangeConfiguration", { settings: null });
    expect(await codes(at)).toEqual(["removed-parameter"]);
    expect(at.process.exitCode).toBeNull();
    const silent = await start(capabilities, {}, () => undefined);
    silent.open(URI, BAD);
    expect(await codes(silent)).toEqual(["removed-parameter"]);
  });
});

describe("$/cancelRequest", () => {
  it("is answered with RequestCancelled for what is waiting", async () => {
    const at = await start();
    at.open(URI, BAD.repeat(2_000));
    const first = at.ask("textDocument/diagnostic", { textDocument: { uri: URI } });
    const waiting = [1, 2, 3].map(() => at.ask("textDocument/hover", { textDocument: { uri: URI }, position: { line: 0, character: 0 } }));
    for (const { id } of waiting) at.notify("$/cancelRequest", { id });
    for (const { answer } of waiting) expect((await answer).error?.code).toBe(CANCELLED);
    expect((await first.answer).result).toBeDefined();
    at.notify("$/cancelRequest", { id: first.id });
    at.notify("$/cancelRequest", { id: "never" });
    expect((await pull(at)).result).toBeDefined();
  });
});

describe("what the client cannot do is not done", () => {
  it("registers and asks for nothing that it was not offered, and sends no diagnostics to a client that pulls", async () => {
    const at = await start();
    at.open(URI, BAD);
    await pull(at);
    at.notify("workspace/didChangeConfiguration", { settings: { sysctl: {} } });
    at.notify("workspace/didChangeWatchedFiles", { changes: [] });
    at.notify("textDocument/didClose", { textDocument: { uri: URI } });
    await pull(at);
    // Longer than a push waits.
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(at.heard.filter(({ method }) => method !== "window/logMessage")).toEqual([]);
  });

  it("takes null, or another odd value, for what is not offered", async () => {
    for (const none of [null, 5, "x"]) {
      const at = launch();
      const textDocument = { diagnostic: none, codeLens: none, semanticTokens: none, codeAction: { codeActionLiteralSupport: none } };
      const { result } = await at.request("initialize", {
        processId: null,
        rootUri: null,
        capabilities: { textDocument: { ...textDocument, foldingRange: { rangeLimit: none } }, workspace: { textDocumentContent: none, configuration: none } },
      });
      const { capabilities } = result as { capabilities: object };
      expect(capabilities).toMatchObject({ codeActionProvider: false, workspace: {} });
      for (const name of ["diagnosticProvider", "codeLensProvider", "semanticTokensProvider", "workspace.textDocumentContent"])
        expect(capabilities).not.toHaveProperty(name);
      at.notify("initialized", {});
      at.open(URI, `${BAD}\n# a\n# b\n`);
      await expect.poll(() => at.heard.map(({ method }) => method)).toEqual(["textDocument/publishDiagnostics"]);
      const folds = await at.request("textDocument/foldingRange", { textDocument: { uri: URI } });
      expect(folds.result).toHaveLength(1);
    }
  });

  it("gives plain text to a client that does not say it shows Markdown", async () => {
    const at = await start({ textDocument: { diagnostic: {} } });
    at.open(URI, "net.ipv4.tcp_fin_timeout = 30\n");
    const { result } = await at.request("textDocument/hover", { textDocument: { uri: URI }, position: { line: 0, character: 3 } });
    const { contents } = result as { contents: { kind: string; value: string } };
    expect(contents.kind).toBe("plaintext");
    expect(contents.value).not.toMatch(/[`*]|\]\(/);
  });

  it("tells what it does to a client that traces, and no other", async () => {
    const traces = async (trace: string | undefined) => {
      const at = await start(PULL, { trace });
      at.open(URI, BAD);
      await pull(at);
      return at.heard.filter(({ method }) => method === "$/logTrace").map(({ params }) => params);
    };
    const message = `${URI} is checked for Linux 6.12 and systemd`;
    expect(await traces(undefined)).toEqual([]);
    expect(await traces("off")).toEqual([]);
    expect(await traces("messages")).toEqual([{ message }]);
    expect(await traces("verbose")).toEqual([{ message, verbose: "2 lines, version 1" }]);
  });

  it("says nothing on the standard output but LSP, whatever the trace", async () => {
    const at = await start(PULL, { trace: "verbose" });
    at.open(URI, BAD);
    await pull(at);
    at.notify("$/setTrace", { value: "messages" });
    at.notify("$/setTrace", { value: "off" });
    expect(await at.stop()).toBe(0);
    expect(at.errors).toBe("");
  });
});

describe("a client that counts in bytes", () => {
  // 2 bytes, 3 bytes, 4 bytes (two UTF-16 units), then what is looked at.
  const text = "# é\u{4f60}\u{1f600} note\nnet.ipv4.conf.\u{4f60}\u{1f600}.rp_filter = 9 # é\n";
  const encodings = (...positionEncodings: string[]) => ({ ...PULL, general: { positionEncodings } });
  const startOf = async (capabilities: object) => {
    const at = await start(capabilities);
    at.open(URI, text);
    const { result } = await pull(at);
    return (result.items as unknown as { range: { start: { character: number } } }[])[0]?.range.start.character;
  };

  it("gets columns in what it asked for", async () => {
    const line = text.split("\n")[1] ?? "";
    const units = line.indexOf("9");
    const key = line.slice(0, units);
    expect(await startOf(PULL)).toBe(units);
    expect(await startOf(encodings("utf-8", "utf-16"))).toBe(units);
    expect(await startOf(encodings("utf-8"))).toBe(Buffer.byteLength(key));
    expect(await startOf(encodings("utf-32"))).toBe([...key].length);
    expect(await startOf(encodings("utf-7"))).toBe(units);
  });

  it("is told which", async () => {
    const told = async (capabilities: object) => {
      const { result } = await launch().request("initialize", { processId: null, rootUri: null, capabilities });
      return (result as { capabilities: { positionEncoding?: string } }).capabilities.positionEncoding;
    };
    expect(await told(PULL)).toBeUndefined();
    expect(await told(encodings("utf-8"))).toBe("utf-8");
    expect(await told(encodings("utf-8", "utf-16"))).toBe("utf-16");
  });

  it("is understood: edits one after the other, hovers, completions, fixes", async () => {
    const at = await start(encodings("utf-8"));
    at.open(URI, "\u{1f600}\u{1f600} = 1\n");
    const edit = (start: number, end: number, newText: string) => ({
      range: { start: { line: 0, character: start }, end: { line: 0, character: end } },
      text: newText,
    });
    // The second edit counts in what the first has left: `é` (2 bytes) for the first emoji (4 bytes), then the other emoji.
    at.notify("textDocument/didChange", {
      textDocument: { uri: URI, version: 2 },
      contentChanges: [edit(0, 4, "é"), edit(2, 6, "net.ipv4.ip_forward"), edit(0, 2, ""), edit(0, 0, "\u0001\u{1f600}")],
    });
    at.notify("textDocument/didChange", { textDocument: { uri: URI, version: 3 }, contentChanges: [edit(0, 5, ""), edit(22, 23, "é")] });
    const { result } = await pull(at);
    expect(result.items).toMatchObject([{ code: "value-not-a-number", range: { start: { character: 22 }, end: { character: 24 } } }]);
    const range = { start: { line: 0, character: 23 }, end: { line: 0, character: 23 } };
    const actions = (await at.request("textDocument/codeAction", { textDocument: { uri: URI }, range, context: { diagnostics: result.items } }))
      .result as object[];
    expect(JSON.stringify(actions[0])).toContain('"end":{"line":0,"character":24}');
    const hover = await at.request("textDocument/hover", { textDocument: { uri: URI }, position: { line: 0, character: 4 } });
    expect(hover.result).toMatchObject({ range: { start: { character: 0 }, end: { character: 19 } } });
  });

  it("gets semantic tokens in bytes, all of them each time", async () => {
    const semanticTokens = { requests: { full: { delta: true } }, tokenTypes: [], tokenModifiers: [], formats: ["relative"] };
    const tokens = async (capabilities: object) => {
      const at = launch();
      const { result } = await at.request("initialize", { processId: null, rootUri: null, capabilities });
      at.notify("initialized", {});
      at.open(URI, "net.ipv4.conf.\u{4f60}\u{1f600}.rp_filter = 9 1\nkernel.\u{1f600} = 1\n");
      const { full } = (result as { capabilities: { semanticTokensProvider: { full: unknown } } }).capabilities.semanticTokensProvider;
      const answer = await at.request("textDocument/semanticTokens/full", { textDocument: { uri: URI } });
      return { full, data: (answer.result as { data: number[] }).data };
    };
    const units = await tokens({ textDocument: { semanticTokens } });
    const bytes = await tokens({ textDocument: { semanticTokens }, general: { positionEncodings: ["utf-8"] } });
    expect(units.full).toEqual({ delta: true });
    expect(bytes.full).toBe(true);
    expect(bytes.data.length).toBe(units.data.length);
    // The interface is 3 units (1 + 2) and 7 bytes (3 + 4) long.
    expect([units.data, bytes.data].map((data) => data.filter((_, i) => i % 5 < 3).join(" "))).toMatchInlineSnapshot(`
      [
        "0 0 14 0 14 3 0 3 10 0 11 1 0 2 1 1 10 1",
        "0 0 14 0 14 7 0 7 10 0 11 1 0 2 1 1 12 1",
      ]
    `);
  });

  it("gets long answers that count in bytes, or is told that their text has changed", async () => {
    const semanticTokens = { requests: { full: true }, tokenTypes: [], tokenModifiers: [], formats: ["relative"] };
    const at = await start({ ...encodings("utf-8"), textDocument: { semanticTokens } });
    const line = "net.ipv4.conf.é.rp_filter = 9";
    at.open(URI, `${line}\n`.repeat(15_000));
    const tokens = () => at.request("textDocument/semanticTokens/full", { textDocument: { uri: URI } });
    const first = ((await tokens()).result as { data: number[] }).data;
    const [perLine, rest] = [first.length / 15_000, first.slice(0, first.length / 15_000)];
    expect(rest.filter((_, i) => i % 5 === 2).reduce((sum, length) => sum + length, 0)).toBe(Buffer.byteLength(line.replaceAll(" ", "")));
    for (let i = perLine; i < first.length; i += perLine) expect(first.slice(i + 1, i + perLine)).toEqual(rest.slice(1));
    // Edits come at all times while an answer is worked out: no answer counts in a text of which its tokens are not, even where the client gives each text the same version.
    const [prefix, comment] = [Buffer.byteLength("net.ipv4.conf."), `#${"é".repeat(40)}\n`];
    for (let i = 0; i < 40; i++) {
      const answer = tokens();
      await new Promise((resolve) => setTimeout(resolve, i));
      const range = { start: { line: 14_000, character: 0 }, end: { line: 14_000, character: 0 } };
      at.notify("textDocument/didChange", { textDocument: { uri: URI, version: 1 }, contentChanges: [{ range, text: comment }] });
      const { result, error } = await answer;
      if (error) expect(error.code).toBe(LSPErrorCodes.ContentModified);
      else expect((result as { data: number[] }).data.filter((length, at) => at % 5 === 2 && length === prefix)).toHaveLength(15_000);
    }
  });
});
