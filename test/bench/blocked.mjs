// npm run bench:blocked [-- --lines N] [--rounds N] [--text NAME ...]: for how long at most the built server's event loop stands still while
// it answers each kind of request about a long file, so that nobody else gets an answer. Medians. Reported, never asserted.
// Texts: plain, faulty (both, if none is named), and the hostile ones of texts.mjs. --above MS leaves out the rows of less.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { Server } from "./server.mjs";
import { faultySysctl, HOSTILE, plainSysctl } from "./texts.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..", "..");
const { values } = parseArgs({
  options: {
    lines: { type: "string", default: "400000" },
    rounds: { type: "string", default: "3" },
    text: { type: "string", multiple: true, default: ["plain", "faulty"] },
    above: { type: "string", default: "0" },
  },
});
const LINES = Number(values.lines);
const CAPABILITIES = {
  textDocument: {
    diagnostic: {},
    hover: { contentFormat: ["markdown"] },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } },
    codeLens: {},
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    rename: { prepareSupport: true },
    semanticTokens: { requests: {}, tokenTypes: [], tokenModifiers: [], formats: [] },
  },
  workspace: { textDocumentContent: {} },
};
const OPTIONS = { tabSize: 2, insertSpaces: true, trimTrailingWhitespace: true, insertFinalNewline: true };

const TEXTS = new Map([
  ["plain", ["As people write them", (count) => plainSysctl(root, count)]],
  ["faulty", ["One line in eight faulty", (count) => faultySysctl(root, count)]],
  ...Object.entries(HOSTILE).map(([name, make]) => [name, [name, make]]),
]);

/** What is asked about the document, one after the other; `at` is a statement in the middle of it, `all` the whole of it. */
function requestsAbout(uri, at, all) {
  const textDocument = { uri };
  const range = { start: at, end: { line: at.line + 50, character: 0 } };
  const context = { diagnostics: [] };
  const fixes = (only) => ({ textDocument, range: all, context: { ...context, only: [only] } });
  return [
    ["textDocument/hover", { textDocument, position: at }],
    ["textDocument/completion", { textDocument, position: at }],
    ["textDocument/signatureHelp", { textDocument, position: at }],
    ["textDocument/diagnostic", { textDocument }],
    ["textDocument/documentSymbol", { textDocument }],
    ["textDocument/foldingRange", { textDocument }],
    ["textDocument/selectionRange", { textDocument, positions: [at] }],
    ["textDocument/documentLink", { textDocument }],
    ["textDocument/codeLens", { textDocument }],
    ["textDocument/inlayHint", { textDocument, range }, "a screen"],
    ["textDocument/inlayHint", { textDocument, range: all }, "the whole file"],
    ["textDocument/semanticTokens/range", { textDocument, range }],
    ["textDocument/semanticTokens/full", { textDocument }],
    ["textDocument/semanticTokens/full/delta", { textDocument, previousResultId: "1" }],
    ["textDocument/codeAction", { textDocument, range: { start: at, end: at }, context }, "a line"],
    ["textDocument/codeAction", { textDocument, range: all, context }, "the whole file"],
    ["textDocument/codeAction", fixes("source.fixAll"), "source.fixAll"],
    ["textDocument/codeAction", fixes("source.sort.sysctl"), "source.sort"],
    ["textDocument/formatting", { textDocument, options: OPTIONS }],
    ["textDocument/rangeFormatting", { textDocument, range, options: OPTIONS }],
    ["textDocument/onTypeFormatting", { textDocument, position: at, ch: "\n", options: OPTIONS }],
    ["textDocument/definition", { textDocument, position: at }],
    ["textDocument/references", { textDocument, position: at, context: { includeDeclaration: true } }],
    ["textDocument/documentHighlight", { textDocument, position: at }],
    ["textDocument/prepareRename", { textDocument, position: at }],
    ["textDocument/rename", { textDocument, position: at, newName: "net.ipv4.ip_forward" }],
    ["workspace/symbol", { query: "zzz" }],
    ["workspace/textDocumentContent", { uri: `sysctl-effective:/effective.conf?${encodeURIComponent(uri)}` }],
    ["sysctl/target", { uri }],
    ["sysctl/profiles", { uri }],
    ["sysctl/parameters", { uri }],
    ["sysctl/assignments", { uri }],
    ["sysctl/lifecycle", { uri }],
    ["sysctl/place", { uri, key: "net.ipv4.tcp_no_such" }],
    ["sysctl/tcp", { uri }],
    ["sysctl/compareWithRunning", { uri }],
    ["sysctl/importRunning", {}],
  ];
}

/** One life of a server: the longest block of each request, by its name. */
async function round(uri, text) {
  const found = new Map();
  const server = new Server([join(root, "dist", "server.js")], { preload: join(here, "loop-watch.cjs"), capabilities: CAPABILITIES });
  const told = () => new Promise((resolve) => server.child.once("message", resolve) && server.child.send(""));
  // The first thing that the watch sees after it was asked does not count, and what the loop has stood still for is known when it runs again.
  const pause = () => new Promise((resolve) => setTimeout(resolve, 20));
  const measured = async (name, action) => {
    await told();
    await pause();
    const from = performance.now();
    const { error, bytes = 0 } = (await action()) ?? {};
    const took = performance.now() - from;
    await pause();
    found.set(error ? `${name}: ${error.message}` : name, { ...(await told()), took, bytes });
  };
  await server.initialize();
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const lines = text.split("\n");
  const line = lines.findIndex((each, i) => i > lines.length / 2 && /^net.*= [12]$|^net.*= 8$/.test(each));
  const all = { start: { line: 0, character: 0 }, end: { line: lines.length, character: 0 } };
  const pull = () => server.request("textDocument/diagnostic", { textDocument: { uri } });
  await measured("textDocument/didOpen", () => {
    server.notify("textDocument/didOpen", { textDocument: { uri, languageId: "sysctl", version: 1, text } });
    return server.request("sysctl/documentation", { key: "vm.swappiness" });
  });
  await measured("textDocument/diagnostic (the first)", pull);
  for (const [method, params, what] of requestsAbout(uri, { line, character: 6 }, all))
    await measured(what ? `${method} (${what})` : method, () => server.request(method, params));
  let version = 1;
  const edits = [
    ["a character", { range: { start: { line, character: 0 }, end: { line, character: 0 } }, text: " " }],
    ["a comment that disables a rule", { range: { start: all.start, end: all.start }, text: "# sysctl-lint disable unknown-parameter\n" }],
    ["a comment that names another target", { range: { start: all.start, end: all.start }, text: "# sysctl-lint target kernel=5.4 loader=procps\n" }],
    ["5,000 lines inserted", { range: { start: all.start, end: all.start }, text: `${lines.slice(0, 5_000).join("\n")}\n` }],
    ["the whole text", { text: `${text}\n` }],
  ];
  for (const [what, change] of edits)
    await measured(`textDocument/didChange (${what}), then diagnostic`, () => {
      server.notify("textDocument/didChange", { textDocument: { uri, version: ++version }, contentChanges: [change] });
      return pull();
    });
  server.stop();
  return found;
}

/** Medians over the rounds as a Markdown table. */
async function table(title, text, folder) {
  const path = join(folder, "etc", "sysctl.d", "90-long.conf");
  writeFileSync(path, text);
  const rounds = [];
  for (let i = 0; i < Number(values.rounds); i++) rounds.push(await round(pathToFileURL(path).href, text));
  const medianOf = (name, what) => rounds.map((each) => each.get(name)?.[what] ?? Number.NaN).sort((a, b) => a - b)[rounds.length >> 1];
  const row = (name) => {
    const median = (what) => medianOf(name, what);
    return `| ${name} | ${median("blocked").toFixed(0)} | ${median("json").toFixed(0)} | ${median("garbage").toFixed(0)} | ${median("took").toFixed(0)} | ${(median("bytes") / 1024).toFixed(0)} |`;
  };
  const head = "|  | longest block, ms | longest JSON, ms | longest garbage collection, ms | answer after, ms | answer, KB |\n|---|--:|--:|--:|--:|--:|";
  const shown = [...rounds[0].keys()].filter((name) => !(medianOf(name, "blocked") < Number(values.above)));
  const size = (Buffer.byteLength(text) / 1024 / 1024).toFixed(1);
  return `### ${title}: ${LINES.toLocaleString("en")} lines, ${size} MB\n\n${head}\n${shown.map(row).join("\n")}`;
}

const folder = mkdtempSync(join(tmpdir(), "blocked-"));
try {
  mkdirSync(join(folder, "etc", "sysctl.d"), { recursive: true });
  writeFileSync(join(folder, "etc", "sysctl.d", "50-other.conf"), "net.ipv4.conf.eth1.rp_filter = 0\nvm.swappiness = 10\n");
  const tables = [];
  for (const name of values.text) {
    const [title, make] = TEXTS.get(name) ?? [];
    if (!make) throw new Error(`no text ${name}; there are ${[...TEXTS.keys()].join(", ")}`);
    tables.push(await table(title, make(LINES), folder));
  }
  console.log(`Medians of ${values.rounds} rounds.\n\n${tables.join("\n\n")}`);
} finally {
  rmSync(folder, { recursive: true });
}
