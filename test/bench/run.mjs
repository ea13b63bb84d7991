// npm run bench [LINES ...]: our server beside others over stdio, in one run on one machine, interleaved; medians as a Markdown table.
// Reported, never asserted.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..", "..");
const ROUNDS = 9;

if (!existsSync(join(here, "node_modules"))) spawnSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: here, stdio: "inherit" });
const peer = (name) => join(here, "node_modules", "vscode-langservers-extracted", "bin", name);

/** 1 % of the lines are faulty, for each in its own way. */
const SERVERS = [
  {
    name: "sysctl",
    command: [join(root, "dist", "server.js")],
    languageId: "sysctl",
    // Each parameter once, as in a file that somebody wrote: what the catalogue has, then interfaces.
    text: (lines) => {
      const keys = JSON.parse(readFileSync(join(root, "dist", "catalogue.json"), "utf8"))
        .filter(({ type, readOnly, removed, key }) => type === "integer" && !readOnly && !removed && !key.includes("*"))
        .map(({ key }) => key);
      const key = (i) => keys[i] ?? `net.ipv4.conf.eth${i}.log_martians`;
      return Array.from({ length: lines }, (_, i) => (i % 100 === 50 ? `net.ipv4.tcp_typo_${i} = 1` : `${key(i)} = 1`)).join("\n");
    },
  },
  {
    name: "JSON",
    command: [peer("vscode-json-language-server")],
    languageId: "json",
    text: (lines) => `{\n${Array.from({ length: lines - 2 }, (_, i) => (i % 100 === 50 ? `  "key${i}" 1,` : `  "key${i}": ${i},`)).join("\n")}\n  "end": 1\n}`,
  },
  {
    name: "CSS",
    command: [peer("vscode-css-language-server")],
    languageId: "css",
    text: (lines) => Array.from({ length: lines }, (_, i) => (i % 100 === 50 ? `.c${i} { colr: red; }` : `.c${i} { color: red; }`)).join("\n"),
  },
];

class Server {
  #waiting = new Map();
  #listeners = new Map();
  #buffer = Buffer.alloc(0);
  #id = 0;

  constructor(command) {
    this.started = performance.now();
    this.child = spawn(process.execPath, [...command, "--stdio"], { stdio: ["pipe", "pipe", "ignore"] });
    this.child.stdout.on("data", (data) => this.#receive(data));
  }

  #receive(data) {
    this.#buffer = Buffer.concat([this.#buffer, data]);
    for (;;) {
      const head = this.#buffer.indexOf("\r\n\r\n");
      if (head < 0) return;
      const length = Number(/Content-Length: (\d+)/.exec(this.#buffer.subarray(0, head).toString())[1]);
      if (this.#buffer.length < head + 4 + length) return;
      const body = this.#buffer.subarray(head + 4, head + 4 + length).toString();
      this.#buffer = this.#buffer.subarray(head + 4 + length);
      const message = JSON.parse(body);
      if (message.method && message.id !== undefined) this.#send({ id: message.id, result: message.method === "workspace/configuration" ? [{}] : null });
      else if (message.method) this.#listeners.get(message.method)?.(message.params);
      else {
        this.#waiting.get(message.id)?.({ result: message.result, bytes: length });
        this.#waiting.delete(message.id);
      }
    }
  }

  #send(message) {
    const body = JSON.stringify({ jsonrpc: "2.0", ...message });
    this.child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  request(method, params) {
    const id = ++this.#id;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#send({ id, method, params });
    });
  }

  notify(method, params) {
    this.#send({ method, params });
  }

  next(method) {
    return new Promise((resolve) => this.#listeners.set(method, resolve));
  }

  memory() {
    const status = readFileSync(`/proc/${this.child.pid}/status`, "utf8");
    return Number(/VmRSS:\s+(\d+)/.exec(status)[1]) / 1024;
  }
}

const CAPABILITIES = {
  textDocument: {
    diagnostic: {},
    publishDiagnostics: {},
    hover: { contentFormat: ["markdown"] },
    completion: { completionItem: {}, completionList: { itemDefaults: ["editRange"] } },
  },
};

/** One life of a server: every figure in ms, MB or KB. */
async function round({ command, languageId, text }, lines) {
  const server = new Server(command);
  const { result } = await server.request("initialize", {
    processId: process.pid,
    rootUri: null,
    capabilities: CAPABILITIES,
    initializationOptions: { provideFormatter: false },
  });
  const start = performance.now() - server.started;
  server.notify("initialized", {});
  const pulls = result.capabilities.diagnosticProvider !== undefined;
  const uri = `file:///bench/x.${languageId}`;
  const diagnostics = () => (pulls ? server.request("textDocument/diagnostic", { textDocument: { uri } }) : server.next("textDocument/publishDiagnostics"));
  // Settle: what a server reads ahead after `initialized` belongs to its start, not to the first file.
  await new Promise((resolve) => setTimeout(resolve, 300));
  const idle = server.memory();
  let from = performance.now();
  let answer = diagnostics();
  server.notify("textDocument/didOpen", { textDocument: { uri, languageId, version: 1, text: text(lines) } });
  if (pulls) answer = diagnostics();
  await answer;
  const open = performance.now() - from;
  const edits = [];
  const line = Math.floor(lines / 2);
  for (let i = 0; i < 20; i++) {
    from = performance.now();
    answer = pulls ? undefined : diagnostics();
    server.notify("textDocument/didChange", {
      textDocument: { uri, version: i + 2 },
      contentChanges: [{ range: { start: { line, character: 0 }, end: { line, character: 0 } }, text: " " }],
    });
    await (answer ?? diagnostics());
    edits.push(performance.now() - from);
  }
  const hovers = [];
  for (let i = 0; i < 100; i++) {
    from = performance.now();
    await server.request("textDocument/hover", { textDocument: { uri }, position: { line: 3 + i, character: 6 } });
    hovers.push(performance.now() - from);
  }
  from = performance.now();
  const completion = await server.request("textDocument/completion", { textDocument: { uri }, position: { line: 4, character: 5 } });
  const complete = performance.now() - from;
  const after = server.memory();
  server.child.kill();
  return { start, open, edit: at(edits, 0.5), hover50: at(hovers, 0.5), hover99: at(hovers, 0.99), complete, completeKB: completion.bytes / 1024, idle, after };
}

function at(values, share) {
  return [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];
}

const ROWS = [
  ["start", "start to initialize, ms"],
  ["open", "open to diagnostics, ms"],
  ["edit", "edit to diagnostics, ms"],
  ["hover50", "hover p50, ms"],
  ["hover99", "hover p99, ms"],
  ["complete", "completion, ms"],
  ["completeKB", "completion answer, KB"],
  ["idle", "memory idle, MB"],
  ["after", "memory after, MB"],
];

const sizes = process.argv.slice(2).map(Number).filter(Boolean);
for (const lines of sizes.length > 0 ? sizes : [1_000, 10_000]) {
  const results = new Map(SERVERS.map(({ name }) => [name, []]));
  // Interleaved, so that a change of the machine's speed hits all alike.
  for (let i = 0; i < ROUNDS; i++) for (const server of SERVERS) results.get(server.name).push(await round(server, lines));
  console.log(`\n${lines} lines, medians of ${ROUNDS} rounds, Node ${process.version}\n`);
  console.log(`| | ${SERVERS.map(({ name }) => name).join(" | ")} | ours / fastest peer |`);
  console.log(`|---|${SERVERS.map(() => "--:|").join("")}--:|`);
  for (const [field, title] of ROWS) {
    const medians = SERVERS.map(({ name }) =>
      at(
        results.get(name).map((figures) => figures[field]),
        0.5,
      ),
    );
    const ratio = medians[0] / Math.min(...medians.slice(1));
    console.log(`| ${title} | ${medians.map((n) => n.toFixed(n < 10 ? 2 : 0)).join(" | ")} | ${ratio.toFixed(2)} |`);
  }
}
