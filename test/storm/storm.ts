import { oddText } from "../support/odd-texts.ts";
import type { Random } from "../support/random.ts";
import type { Answer, RawServer } from "../support/raw-server.ts";
import { checkPositions } from "./positions.ts";
import { NEVER_THE_SAME, paramsFor, REQUESTS } from "./requests.ts";
import { TextModel } from "./text-model.ts";

/** Everything that the server may have to do without, so that all it can do is asked of it. */
export const CAPABILITIES = {
  general: { positionEncodings: ["utf-16"] },
  workspace: { workspaceEdit: { documentChanges: true }, configuration: false, textDocumentContent: {}, codeLens: { refreshSupport: true } },
  window: { workDoneProgress: true },
  textDocument: {
    diagnostic: {},
    publishDiagnostics: { relatedInformation: true, codeDescriptionSupport: true },
    codeLens: {},
    hover: { contentFormat: ["markdown"] },
    completion: { completionItem: { snippetSupport: true, documentationFormat: ["markdown"] }, completionList: { itemDefaults: ["editRange"] } },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } }, resolveSupport: { properties: ["edit"] }, dataSupport: true },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    semanticTokens: { requests: { full: { delta: true }, range: true }, tokenTypes: [], tokenModifiers: [], formats: ["relative"] },
    foldingRange: {},
    selectionRange: {},
    inlayHint: {},
    rename: { prepareSupport: true },
    signatureHelp: {},
    documentLink: {},
  },
};

export const OPTIONS = { initializationOptions: { target: { kernel: "6.12", loader: "systemd" }, runningValues: "off" } };

export const SETTINGS: readonly object[] = [
  { target: { kernel: "6.12", loader: "systemd" } },
  { target: { kernel: "4.4", loader: "procps" } },
  {
    target: { kernel: "debian-12" },
    rules: { "unknown-parameter": "off", "duplicate-assignment": "error" },
    customParameters: ["net.acme.*", "[", "*".repeat(50)],
  },
  { inlayHints: false, locale: "zh-cn" },
  { target: 5, rules: null, customParameters: [{}] },
].map((settings) => ({ runningValues: "off", ...settings }));

/** Told by clients, now and then in a shape that it should not have. */
const MORE = ["textDocument/didOpen", "textDocument/didSave", "workspace/didChangeWorkspaceFolders", "window/workDoneProgress/cancel"];

/** InvalidParams, MethodNotFound, RequestCancelled, ContentModified, ServerCancelled, RequestFailed: errors that a well-behaved server may answer with. */
const PROPER = new Set([-32602, -32601, -32800, -32801, -32802, -32803]);

/** A client that does everything in any order, and knows what the documents must hold. */
export class Storm {
  edits = 0;
  requests = 0;
  protected readonly open = new Map<string, TextModel>();
  protected pending: Promise<unknown>[] = [];
  private readonly progressing = new Set<unknown>();
  private lastCompletion: unknown;
  protected version = 0;

  constructor(
    protected readonly server: RawServer,
    protected readonly random: Random,
    /** Documents longer than this are shortened. */
    private readonly maxLines = 40,
  ) {}

  /** One thing that a client does; its answer is looked at when it comes. */
  step(): void {
    const { random } = this;
    const dice = random.next();
    if (this.open.size === 0 || dice < 0.02) this.openSome();
    else if (dice < 0.6) this.edit();
    else if (dice < 0.97) this.ask();
    else if (dice < 0.98) this.close();
    else if (dice < 0.985) this.configure();
    else this.nonsense();
  }

  /** Waits for all answers. Throws where the server has complained, or left a progress without an end. */
  async answered(): Promise<void> {
    await Promise.all(this.pending);
    this.pending = [];
    // What is told after an answer comes before the next one.
    await this.server.request("sysctl/target", {});
    const { heard } = this.server;
    const alarm = heard.find(({ method, params }) => method === "window/logMessage" && (params as { type: number }).type === 1);
    if (alarm) throw new Error(`the server has logged an error: ${JSON.stringify(alarm.params)}`);
    for (const { method, params } of heard) {
      if (method !== "$/progress") continue;
      const { token, value } = params as { token: unknown; value: { kind: string } };
      if (value.kind === "end" ? !this.progressing.delete(token) : value.kind === "begin" ? this.progressing.has(token) : !this.progressing.has(token))
        throw new Error(`progress in disorder: ${JSON.stringify(params)}`);
      if (value.kind === "begin") this.progressing.add(token);
    }
    heard.length = 0;
    if (this.progressing.size > 0) throw new Error(`progress without an end: ${[...this.progressing]}`);
  }

  /** Waits for all answers, then asks everything of every open document and of the same text opened anew. Throws where they differ. */
  async settle(): Promise<void> {
    await this.answered();
    for (const [uri, model] of this.open) await this.compare(uri, model);
  }

  private async compare(uri: string, model: TextModel): Promise<void> {
    // Of the same name: what is said of a file depends on it.
    const other = uri.replace("storm", "anew");
    this.server.open(other, model.text);
    for (const method of Object.keys(REQUESTS)) {
      // Symbols are those of all that is open.
      if (NEVER_THE_SAME.has(method) || method === "workspace/symbol") continue;
      const params = paramsFor(method, uri, model, this.random, []);
      if (!params) continue;
      const [grown, anew] = await Promise.all([
        this.server.request(method, params),
        this.server.request(method, JSON.parse(renamed(JSON.stringify(params), uri, other))),
      ]);
      this.requests += 2;
      const where = `${method} ${JSON.stringify(params)} on ${JSON.stringify(model.text)}`;
      this.check(method, grown);
      checkPositions(grown.result, uri, model, `${where}: ${shown(grown).slice(0, 5_000)}`);
      const [a, b] = [shown(grown), shown(anew)];
      if (a !== renamed(b, other, uri)) throw new Error(`differs from the same text opened anew: ${where}\n${a}\n${b}`);
    }
    this.server.notify("textDocument/didClose", { textDocument: { uri: other } });
  }

  /** Opens documents of names that never come again, asks about them and closes them: none of it may be kept. */
  async visit(count: number): Promise<void> {
    for (let i = 0; i < count; i++) {
      const uri = this.newUri(`visit-${++this.version}.conf`);
      this.server.open(uri, Array.from({ length: 200 }, () => oddText(this.random)).join(""));
      await this.server.request("textDocument/diagnostic", { textDocument: { uri } });
      await this.server.request("textDocument/semanticTokens/full", { textDocument: { uri } });
      this.server.notify("textDocument/didClose", { textDocument: { uri } });
    }
  }

  protected newUri(name: string): string {
    return `file:///storm/${name}`;
  }

  protected openSome(): void {
    const uri = this.random.pick(["file:///storm/a.conf", "file:///storm/b.conf", "untitled:storm/c", "file:///storm/\u{4f60}%20d.conf"]);
    const model = new TextModel(this.random.many(12, () => oddText(this.random)).join(""));
    this.open.set(uri, model);
    this.server.open(uri, model.text, ++this.version);
  }

  protected configure(): void {
    this.server.notify("workspace/didChangeConfiguration", { settings: { sysctl: this.random.pick(SETTINGS) } });
  }

  protected close(): void {
    const uri = this.random.pick([...this.open.keys()]);
    this.open.delete(uri);
    this.server.notify("textDocument/didClose", { textDocument: { uri } });
  }

  protected edit(): void {
    const { random } = this;
    const [uri, model] = random.pick([...this.open]);
    const contentChanges = Array.from({ length: random.chance(0.8) ? 1 : random.between(0, 4) }, () => {
      const text = random.chance(0.25) ? "" : random.many(2, () => oddText(random)).join("");
      const whole = random.chance(0.01) || model.lineCount > this.maxLines;
      const change = whole ? { text } : { range: model.someRange(random), text };
      model.apply(change);
      return change;
    });
    this.edits++;
    this.server.notify("textDocument/didChange", { textDocument: { uri, version: ++this.version }, contentChanges });
  }

  protected ask(): void {
    const { random } = this;
    const method = random.pick(Object.keys(REQUESTS));
    const [uri, model] = random.pick([...this.open]);
    const params = paramsFor(method, random.chance(0.02) ? "file:///not/open" : uri, model, random, [this.lastCompletion]);
    if (!params) return;
    this.requests++;
    const token = random.chance(0.1) ? { workDoneToken: `${this.requests}`, partialResultToken: -this.requests } : {};
    const { id, answer } = this.server.ask(method, { ...params, ...token });
    if (random.chance(0.15)) this.server.notify("$/cancelRequest", { id });
    this.pending.push(
      answer.then((settled) => {
        this.check(method, settled, params);
        if (method === "textDocument/completion") this.lastCompletion = (settled.result as { items?: unknown[] } | null)?.items?.[0] ?? this.lastCompletion;
      }),
    );
  }

  protected check(method: string, { error }: Answer, params?: unknown): void {
    if (error && !PROPER.has(error.code)) throw new Error(`${method}: ${JSON.stringify(error)} for ${JSON.stringify(params)?.slice(0, 1_000)}`);
  }

  /** What no client should do. */
  protected nonsense(): void {
    const { random } = this;
    const [uri] = random.pick([...this.open]);
    const params = random.pick([
      null,
      5,
      {},
      [],
      { textDocument: {} },
      { textDocument: { uri: "file:///none" }, position: { line: -1, character: 1e300 } },
      { textDocument: { uri }, range: { start: {}, end: null }, options: [], positions: {}, context: 5 },
      { uri, key: {}, query: [], value: 5, position: { line: "1" }, command: {} },
      { uri: 5, changes: [{}], settings: 7 },
      { uri: "", query: null, key: null, settings: { sysctl: [[]] } },
    ]);
    const method = random.pick([
      ...Object.keys(REQUESTS),
      "textDocument/didChange",
      "$/setTrace",
      "no/such",
      "$/progress",
      "workspace/didChangeWatchedFiles",
      ...MORE,
    ]);
    if (random.chance(0.5)) this.server.notify(method, params);
    else this.pending.push(this.server.request(method, params).then((answer) => this.check(method, answer, params)));
  }
}

/** An answer as text, without the names that the server gives it. */
export function shown({ result, error }: Answer): string {
  return JSON.stringify(error ? { error } : { result }, (name, value) => (name === "resultId" ? undefined : value));
}

/** A text in which one address stands for another. */
function renamed(text: string, from: string, to: string): string {
  return text.replaceAll(JSON.stringify(from).slice(1, -1), JSON.stringify(to).slice(1, -1)).replaceAll(encodeURIComponent(from), encodeURIComponent(to));
}
