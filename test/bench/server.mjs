// A language server over stdio, as a client sees it.
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

const CAPABILITIES = {
  textDocument: {
    diagnostic: {},
    publishDiagnostics: {},
    hover: { contentFormat: ["markdown"] },
    completion: { completionItem: {}, completionList: { itemDefaults: ["editRange"] } },
  },
};

export class Server {
  #waiting = new Map();
  #listeners = new Map();
  #chunks = [];
  #received = 0;
  #wanted = 0;
  #id = 0;
  #uri = "";
  #pulls = false;
  #resultId;
  #version = 1;

  #capabilities;

  /** `preload`: a module loaded before the server, which may talk to us over `child`'s channel. */
  constructor(command, { preload, capabilities = CAPABILITIES } = {}) {
    this.#capabilities = capabilities;
    this.started = performance.now();
    const before = preload ? ["--require", preload] : [];
    this.child = spawn(process.execPath, [...before, ...command, "--stdio"], { stdio: ["pipe", "pipe", "ignore", ...(preload ? ["ipc"] : [])] });
    this.child.stdout.on("data", (data) => this.#receive(data));
  }

  #receive(data) {
    this.#chunks.push(data);
    this.#received += data.length;
    while (this.#received >= this.#wanted) {
      const buffer = Buffer.concat(this.#chunks);
      const head = buffer.indexOf("\r\n\r\n");
      const length = head < 0 ? 0 : Number(/Content-Length: (\d+)/.exec(buffer.subarray(0, head).toString())[1]);
      const whole = head >= 0 && buffer.length >= head + 4 + length;
      const rest = whole ? buffer.subarray(head + 4 + length) : buffer;
      this.#chunks = [rest];
      this.#received = rest.length;
      this.#wanted = whole || head < 0 ? 1 : head + 4 + length;
      if (!whole) return;
      this.#take(JSON.parse(buffer.subarray(head + 4, head + 4 + length).toString()), length);
    }
  }

  #take(message, bytes) {
    if (message.method && message.id !== undefined) this.#send({ id: message.id, result: message.method === "workspace/configuration" ? [{}] : null });
    else if (message.method) this.#listeners.get(message.method)?.(message.params);
    else {
      this.#waiting.get(message.id)?.({ result: message.result, error: message.error, bytes });
      this.#waiting.delete(message.id);
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

  async initialize(initializationOptions) {
    const { result } = await this.request("initialize", { processId: process.pid, rootUri: null, capabilities: this.#capabilities, initializationOptions });
    const took = performance.now() - this.started;
    this.#pulls = result.capabilities.diagnosticProvider !== undefined;
    this.notify("initialized", {});
    return took;
  }

  /** Pulled or pushed, as the server offers it. */
  async #diagnosticsAfter(change) {
    if (this.#pulls) {
      change();
      const { result } = await this.request("textDocument/diagnostic", { textDocument: { uri: this.#uri }, previousResultId: this.#resultId });
      // As clients do: a server that names its answers need not repeat the last one.
      this.#resultId = result.resultId;
    } else {
      const pushed = new Promise((resolve) => this.#listeners.set("textDocument/publishDiagnostics", resolve));
      change();
      await pushed;
    }
  }

  /** Opens a document; ms until its diagnostics are there. */
  open(uri, languageId, text) {
    this.#uri = uri;
    return timed(() => this.#diagnosticsAfter(() => this.notify("textDocument/didOpen", { textDocument: { uri, languageId, version: 1, text } })));
  }

  /** Types one character; ms until the new diagnostics are there. */
  type(position, text) {
    const textDocument = { uri: this.#uri, version: ++this.#version };
    const contentChanges = [{ range: { start: position, end: position }, text }];
    return timed(() => this.#diagnosticsAfter(() => this.notify("textDocument/didChange", { textDocument, contentChanges })));
  }

  hover(position) {
    return timed(() => this.request("textDocument/hover", { textDocument: { uri: this.#uri }, position }));
  }

  async complete(position) {
    let bytes = 0;
    const ms = await timed(async () => {
      ({ bytes } = await this.request("textDocument/completion", { textDocument: { uri: this.#uri }, position }));
    });
    return { ms, bytes };
  }

  /** Processor time of all its threads so far in ms, which other work on the machine changes little; NaN where the system does not tell. */
  cpu() {
    try {
      const tasks = `/proc/${this.child.pid}/task`;
      return readdirSync(tasks).reduce((sum, id) => sum + Number(readFileSync(`${tasks}/${id}/schedstat`, "utf8").split(" ")[0]) / 1e6, 0);
    } catch {
      return Number.NaN;
    }
  }

  /** Resident memory in MB; NaN where the system does not tell. */
  memory() {
    try {
      return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${this.child.pid}/status`, "utf8"))[1]) / 1024;
    } catch {
      return Number.NaN;
    }
  }

  stop() {
    this.child.kill();
  }
}

async function timed(action) {
  const from = performance.now();
  await action();
  return performance.now() - from;
}
