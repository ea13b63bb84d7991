import { type ChildProcess, spawn } from "node:child_process";

export interface Answer {
  readonly id?: number | string | null;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

/** What a client does with what the server asks of it: the result to answer with; throws to answer with an error; `undefined` never answers. */
export type ClientSide = (method: string, params: unknown) => unknown;

const SERVER = ["dist/server.js", "--stdio"];

/**
 * The built server over stdio, byte by byte: says what no well-behaved client library would, and notices anything on the standard
 * output that is not LSP.
 */
export class RawServer {
  readonly process: ChildProcess;
  /** Every message from the server that is not an answer. */
  readonly heard: Answer[] = [];
  readonly exited: Promise<number | null>;
  errors = "";
  private readonly waiting = new Map<number, (answer: Answer) => void>();
  private lastId = 0;
  private received: Buffer = Buffer.alloc(0);
  private pieces: Buffer[] = [];
  private size = 0;
  /** Bytes that the message that has begun takes. */
  private needed = 0;

  constructor(
    private readonly clientSide: ClientSide = () => null,
    args: readonly string[] = SERVER,
    /** A channel beside LSP, for a module that is loaded before the server. */
    channel = false,
  ) {
    this.process = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "pipe", ...(channel ? (["ipc"] as const) : [])] });
    this.process.stdout?.on("data", (data: Buffer) => this.receive(data));
    this.process.stderr?.on("data", (data: Buffer) => {
      this.errors += data.toString();
    });
    // Written to after it has ended: the exit code says so.
    this.process.stdin?.on("error", () => undefined);
    this.exited = new Promise((resolve) =>
      this.process.once("exit", (code) => {
        for (const settle of this.waiting.values()) settle({ error: { code: 0, message: `the server has ended with ${code}: ${this.errors}` } });
        resolve(code);
      }),
    );
  }

  /** Started and initialized. */
  static start(capabilities: object = {}, extra: object = {}, clientSide?: ClientSide): Promise<RawServer> {
    return new RawServer(clientSide).initialized(capabilities, extra);
  }

  /** The same with a module loaded before the server, which may talk to us over the channel of `process`. */
  static startWith(module: string, capabilities: object, extra: object): Promise<RawServer> {
    return new RawServer(undefined, ["--expose-gc", "--require", module, ...SERVER], true).initialized(capabilities, extra);
  }

  private async initialized(capabilities: object, extra: object): Promise<this> {
    await this.request("initialize", { processId: process.pid, rootUri: null, capabilities, ...extra });
    this.notify("initialized", {});
    return this;
  }

  write(bytes: string | Buffer): void {
    this.process.stdin?.write(bytes);
  }

  send(message: object): void {
    const body = JSON.stringify({ jsonrpc: "2.0", ...message });
    this.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  notify(method: string, params?: unknown): void {
    this.send({ method, params });
  }

  request(method: string, params?: unknown): Promise<Answer> {
    return this.ask(method, params).answer;
  }

  /** A request that can be cancelled by its id. */
  ask(method: string, params?: unknown): { id: number; answer: Promise<Answer> } {
    const id = ++this.lastId;
    const answer = new Promise<Answer>((resolve) => this.waiting.set(id, resolve));
    this.send({ id, method, params });
    return { id, answer };
  }

  open(uri: string, text: string, version = 1): void {
    this.notify("textDocument/didOpen", { textDocument: { uri, languageId: "sysctl", version, text } });
  }

  async stop(): Promise<number | null> {
    await this.request("shutdown");
    this.notify("exit");
    return this.exited;
  }

  private receive(data: Buffer): void {
    this.pieces.push(data);
    this.size += data.length;
    // A long message comes in many pieces: put together once.
    if (this.size < this.needed) return;
    this.received = Buffer.concat([this.received, ...this.pieces]);
    this.pieces = [];
    this.take();
    this.size = this.received.length;
  }

  private take(): void {
    for (this.needed = 0; ; ) {
      const end = this.received.indexOf("\r\n\r\n");
      if (end < 0) return;
      const header = this.received.subarray(0, end).toString();
      const length = /^Content-Length: (\d+)$/.exec(header)?.[1];
      if (length === undefined) throw new Error(`not LSP on standard output: ${header.slice(0, 200)}`);
      this.needed = end + 4 + Number(length);
      if (this.received.length < this.needed) return;
      const body = this.received.subarray(end + 4, this.needed).toString();
      this.received = this.received.subarray(this.needed);
      this.needed = 0;
      this.handle(JSON.parse(body) as Answer);
    }
  }

  private handle(message: Answer): void {
    if (message.method === undefined) {
      const settle = this.waiting.get(message.id as number);
      this.waiting.delete(message.id as number);
      settle?.(message);
      return;
    }
    this.heard.push(message);
    if (message.id === undefined) return;
    try {
      const result = this.clientSide(message.method, message.params);
      if (result !== undefined) this.send({ id: message.id, result });
    } catch (error) {
      this.send({ id: message.id, error: { code: -32603, message: (error as Error).message } });
    }
  }
}
