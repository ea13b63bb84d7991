import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Diagnostic, InitializeParams } from "vscode-languageserver-protocol";
import { ServerProcess } from "../support/lsp.ts";
import { makeTree } from "../support/tree.mjs";

const OWN = "/etc/sysctl.d/10-web.conf";
const VENDOR = "/usr/lib/sysctl.d/50-default.conf";
const PULL = { textDocument: { diagnostic: {} } };

let root: string;
let server: ServerProcess;
let logged: string[];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "sysctl-workspace-"));
  makeTree(root, [
    { path: OWN, text: "net.core.somaxconn = 4096\nnet.ipv4.tcp_tw_reuse = 1\n" },
    { path: VENDOR, text: "net.core.somaxconn = 1024\n" },
  ]);
});

afterEach(async () => {
  expect(await server.stop()).toBe(0);
  rmSync(root, { recursive: true, force: true });
});

async function start(capabilities: InitializeParams["capabilities"] = PULL, options: object = {}): Promise<void> {
  if (!existsSync("dist/server.js")) throw new Error("dist/server.js is missing: npm run build");
  server = await ServerProcess.start(capabilities, { initializationOptions: { target: { kernel: "6.12", loader: "systemd" }, ...options } });
  logged = [];
  server.connection.onNotification("window/logMessage", ({ message }: { message: string }) => void logged.push(message));
}

const uri = (path: string) => pathToFileURL(join(root, path)).href;
const open = (path: string, text: string) => server.open(uri(path), text);
const change = (path: string, version: number, text: string) =>
  server.connection.sendNotification("textDocument/didChange", { textDocument: { uri: uri(path), version }, contentChanges: [{ text }] });
const changedOnDisk = (path: string) => server.connection.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri: uri(path), type: 2 }] });

async function pull(path: string): Promise<Diagnostic[]> {
  return (await server.request<{ items: Diagnostic[] }>("textDocument/diagnostic", { textDocument: { uri: uri(path) } })).items;
}

const codes = async (path: string) => (await pull(path)).map(({ code }) => code);

describe("files that are applied together", () => {
  const OWN_TEXT = "net.core.somaxconn = 4096\nnet.ipv4.tcp_tw_reuse = 1\n";

  it("count for an open one, with a link to the place", async () => {
    await start();
    await open(OWN, OWN_TEXT);
    const [finding] = await pull(OWN);
    expect(finding?.code).toBe("drop-in-order");
    expect(finding?.relatedInformation?.[0]?.location).toEqual({
      uri: uri(VENDOR),
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 18 } },
    });
  });

  it("count as they are in the editor, not on the disk", async () => {
    await start();
    await open(OWN, OWN_TEXT);
    await open(VENDOR, "# nothing\n");
    expect(await codes(OWN)).toEqual([]);
    await change(VENDOR, 2, "net.ipv4.tcp_timestamps = 0\n");
    expect(await codes(OWN)).toEqual(["tcp-tw-reuse-needs-timestamps"]);
    expect(await codes(VENDOR)).toContain("tcp-timestamps-off");
    await change(OWN, 2, "net.ipv4.tcp_tw_reuse = 0\n");
    expect(await codes(OWN)).toEqual([]);
    await server.connection.sendNotification("textDocument/didClose", { textDocument: { uri: uri(VENDOR) } });
    await change(OWN, 3, OWN_TEXT);
    expect(await codes(OWN)).toEqual(["drop-in-order"]);
  });

  it("count as they are in the editor where a link leads to them", async () => {
    const templates = "/srv/templates/net.conf";
    makeTree(root, [{ path: templates, text: "net.ipv4.tcp_timestamps = 1\n" }]);
    symlinkSync("../../srv/templates/net.conf", join(root, "/etc/sysctl.d/99-net.conf"));
    await start();
    await open(OWN, "net.ipv4.tcp_tw_reuse = 1\n");
    expect(await codes(OWN)).toEqual([]);
    await open(templates, "net.ipv4.tcp_timestamps = 0\n");
    expect(await codes(OWN)).toEqual(["tcp-tw-reuse-needs-timestamps"]);
    await change(templates, 2, "net.ipv4.tcp_timestamps = 1\n");
    expect(await codes(OWN)).toEqual([]);
    await change(templates, 3, "net.ipv4.tcp_timestamps = 0\n");
    expect(await codes(OWN)).toEqual(["tcp-tw-reuse-needs-timestamps"]);
    await server.connection.sendNotification("textDocument/didClose", { textDocument: { uri: uri(templates) } });
    expect(await codes(OWN)).toEqual([]);
  });

  it("are checked again when one of them changes on the disk", async () => {
    await start();
    await open(OWN, OWN_TEXT);
    expect(await codes(OWN)).toEqual(["drop-in-order"]);
    writeFileSync(join(root, VENDOR), "net.core.somaxconn = 4096\n");
    await changedOnDisk(VENDOR);
    expect(await codes(OWN)).toEqual([]);
    writeFileSync(join(root, "/usr/lib/sysctl.d/10-web.conf"), "net.ipv4.tcp_ecn = 1\n");
    await changedOnDisk("/usr/lib/sysctl.d/10-web.conf");
    expect(await codes(OWN)).toEqual(["drop-in-masks-vendor-file"]);
  });

  it("are read again when one changes that is as long as before", async () => {
    await start();
    await open(OWN, "net.ipv4.tcp_tw_reuse = 1\n");
    writeFileSync(join(root, VENDOR), "net.ipv4.tcp_timestamps = 1\n");
    await changedOnDisk(VENDOR);
    expect(await codes(OWN)).toEqual([]);
    writeFileSync(join(root, VENDOR), "net.ipv4.tcp_timestamps = 0\n");
    await changedOnDisk(VENDOR);
    expect(await codes(OWN)).toEqual(["tcp-tw-reuse-needs-timestamps"]);
  });

  it("are read again when one changes and the client tells of another", async () => {
    const other = "/etc/sysctl.d/95-other.conf";
    await start();
    writeFileSync(join(root, VENDOR), "net.ipv4.tcp_timestamps = 1\n");
    await open(OWN, "net.ipv4.tcp_tw_reuse = 1\n");
    expect(await codes(OWN)).toEqual([]);
    // The clock of a file system ticks some hundred times a second.
    await new Promise((resolve) => setTimeout(resolve, 50));
    writeFileSync(join(root, VENDOR), "net.ipv4.tcp_timestamps = 0\n");
    await changedOnDisk(other);
    expect(await codes(OWN)).toEqual(["tcp-tw-reuse-needs-timestamps"]);
  });

  it("are read again when one is deleted and comes back", async () => {
    await start();
    await open(OWN, "net.ipv4.tcp_tw_reuse = 1\n");
    writeFileSync(join(root, VENDOR), "net.ipv4.tcp_timestamps = 0\n");
    await changedOnDisk(VENDOR);
    expect(await codes(OWN)).toEqual(["tcp-tw-reuse-needs-timestamps"]);
    unlinkSync(join(root, VENDOR));
    await changedOnDisk(VENDOR);
    expect(await codes(OWN)).toEqual([]);
    writeFileSync(join(root, VENDOR), "net.ipv4.tcp_timestamps = 0\n");
    await changedOnDisk(VENDOR);
    expect(await codes(OWN)).toEqual(["tcp-tw-reuse-needs-timestamps"]);
  });

  it("a push client hears of the other files without asking", async () => {
    await start({});
    const pushed: { uri: string; diagnostics: Diagnostic[] }[] = [];
    const until = (path: string, code: string | undefined) =>
      new Promise<void>((resolve) => {
        const look = () => {
          const last = pushed.findLast((each) => each.uri === uri(path));
          if (last && last.diagnostics[0]?.code === code) resolve();
          else setTimeout(look, 20);
        };
        look();
      });
    server.connection.onNotification("textDocument/publishDiagnostics", (params: (typeof pushed)[number]) => void pushed.push(params));
    await open(OWN, "net.ipv4.tcp_tw_reuse = 1\n");
    await until(OWN, undefined);
    await open(VENDOR, "net.ipv4.tcp_timestamps = 0\n");
    await until(OWN, "tcp-tw-reuse-needs-timestamps");
    await change(VENDOR, 2, "net.ipv4.tcp_timestamps = 1\n");
    await until(OWN, undefined);
  });

  it("a folder sysctl.d is one configuration, sysctl.roots names others, any other file is alone", async () => {
    await start(PULL, { roots: [join(root, "image")] });
    makeTree(root, [
      { path: "/pkg/sysctl.d/90-b.conf", text: "net.core.somaxconn = 1\n" },
      { path: "/pkg/90-c.conf", text: "net.core.somaxconn = 2\n" },
      { path: "/image/usr/lib/sysctl.d/90-b.conf", text: "net.core.somaxconn = 3\n" },
    ]);
    await open("/pkg/sysctl.d/10-a.conf", "net.core.somaxconn = 4096\n");
    expect((await pull("/pkg/sysctl.d/10-a.conf"))[0]?.message).toContain("90-b.conf is read later");
    await open("/pkg/10-a.conf", "net.core.somaxconn = 4096\n");
    expect(await codes("/pkg/10-a.conf")).toEqual([]);
    await open("/image/etc/sysctl.conf", "net.core.somaxconn = 4096\n");
    expect(await codes("/image/etc/sysctl.conf")).toEqual(["file-not-loaded"]);
  });

  it("sysctl.conf is read where a drop-in links to it", async () => {
    await start();
    makeTree(root, [
      { path: "/etc/os-release", text: "" },
      { path: "/etc/sysctl.conf", text: "net.ipv4.tcp_timestamps = 0\n" },
    ]);
    await open("/etc/sysctl.conf", "net.ipv4.tcp_timestamps = 0\n");
    expect(await codes("/etc/sysctl.conf")).toContain("file-not-loaded");
    symlinkSync("../sysctl.conf", join(root, "/etc/sysctl.d/99-sysctl.conf"));
    await changedOnDisk("/etc/sysctl.d/99-sysctl.conf");
    expect(await codes("/etc/sysctl.conf")).not.toContain("file-not-loaded");
    await open(OWN, "net.ipv4.tcp_tw_reuse = 1\n");
    expect((await pull(OWN)).map(({ relatedInformation }) => relatedInformation?.[0]?.location.uri)).toEqual([uri("/etc/sysctl.conf")]);
  });
});

describe("from one file to another", () => {
  const openOwn = () => open(OWN, "net.core.somaxconn = 4096\n");

  it("definition leads to the winning file, references to all, rename changes what is ours", async () => {
    await start();
    await openOwn();
    const at = { textDocument: { uri: uri(OWN) }, position: { line: 0, character: 5 } };
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 18 } };
    expect(await server.request("textDocument/definition", at)).toEqual({ uri: uri(VENDOR), range });
    expect(await server.request("textDocument/references", { ...at, context: { includeDeclaration: true } })).toEqual([
      { uri: uri(OWN), range },
      { uri: uri(VENDOR), range },
    ]);
    expect(await server.request("textDocument/rename", { ...at, newName: "net.core.optmem_max" })).toEqual({
      changes: { [uri(OWN)]: [{ range, newText: "net.core.optmem_max" }] },
    });
    await expect(server.request("textDocument/rename", { ...at, newName: "a = b" })).rejects.toThrow(/one word/);
    const symbols = await server.request<{ location: { uri: string } }[]>("workspace/symbol", { query: "somaxconn" });
    expect(symbols.map(({ location }) => location.uri)).toEqual([uri(OWN), uri(VENDOR)]);
  });

  it("code lenses are there for clients that show them, unless switched off", async () => {
    await start({ textDocument: { diagnostic: {}, codeLens: {} } });
    await openOwn();
    const lenses = () => server.request<{ command: { title: string } }[]>("textDocument/codeLens", { textDocument: { uri: uri(OWN) } });
    expect((await lenses()).map(({ command }) => command.title)).toEqual(["overridden by 50-default.conf:1"]);
    await server.connection.sendNotification("workspace/didChangeConfiguration", { settings: { sysctl: { codeLens: false } } });
    expect(await lenses()).toEqual([]);
  });

  it("the effective configuration is a document, written anew after a change", async () => {
    await start({ textDocument: { diagnostic: {} }, workspace: { textDocumentContent: {} } });
    const refreshed = new Promise<string>((resolve) => {
      server.connection.onRequest("workspace/textDocumentContent/refresh", ({ uri: which }: { uri: string }) => {
        resolve(which);
        return null;
      });
    });
    await openOwn();
    const effective = `sysctl-effective:/effective.sysctl?${encodeURIComponent(uri(OWN))}`;
    const content = async () => (await server.request<{ text: string }>("workspace/textDocumentContent", { uri: effective })).text;
    expect(await content()).toContain(`# ${VENDOR}:1\n#   instead of 4096 from ${OWN}:1\nnet.core.somaxconn = 1024\n`);
    await server.open(effective, await content());
    expect((await server.request<{ items: Diagnostic[] }>("textDocument/diagnostic", { textDocument: { uri: effective } })).items).toEqual([]);
    await change(OWN, 2, "net.core.somaxconn = 4096\nnet.ipv4.tcp_ecn = 1\n");
    expect(await refreshed).toBe(effective);
    expect(await content()).toContain("net.ipv4.tcp_ecn = 1");
  });
});

describe("a hostile tree", () => {
  it("costs a line in the log at most", async () => {
    const folder = join(root, "/etc/sysctl.d");
    if (process.platform !== "win32") execFileSync("mkfifo", [join(folder, "20-fifo.conf")]);
    symlinkSync("21-loop.conf", join(folder, "21-loop.conf"));
    symlinkSync("nowhere", join(folder, "22-dangling.conf"));
    symlinkSync("/etc/passwd", join(folder, "23-outside.conf"));
    mkdirSync(join(folder, "24-folder.conf"));
    writeFileSync(join(folder, "25-big.conf"), "");
    truncateSync(join(folder, "25-big.conf"), 1024 ** 3);
    symlinkSync(".", join(folder, "sub"));
    await start();
    await open(OWN, "net.core.somaxconn = 4096\n");
    expect(await codes(OWN)).toEqual(["drop-in-order"]);
    expect(logged.filter((message) => message.includes("25-big.conf: larger than 1 MiB"))).toHaveLength(1);
    unlinkSync(join(root, VENDOR));
    await change(OWN, 2, "net.core.somaxconn = 4096 \n");
    expect(await codes(OWN)).toEqual(["drop-in-order"]);
    await changedOnDisk(VENDOR);
    expect(await codes(OWN)).toEqual([]);
    expect(logged).toHaveLength(1);
  });
});
