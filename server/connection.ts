import {
  type CompletionItem,
  type Connection,
  type Diagnostic,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
} from "vscode-languageserver";
import { FileAnalysis } from "./analysis.ts";
import { Catalogue } from "./catalogue/catalogue.ts";
import type { RawFacts } from "./catalogue/parameter.ts";
import { readTexts, type Texts } from "./catalogue/texts.ts";
import { type ContentChange, SysctlDocument } from "./document/document.ts";
import { readCapabilities } from "./features/capabilities.ts";
import { codeActions, FIX_ALL, QUICK_FIX, REWRITE } from "./features/code-actions.ts";
import { complete, resolveCompletion } from "./features/completion.ts";
import type { ClientCapabilities, FeatureContext } from "./features/context.ts";
import { diagnostics } from "./features/diagnostics.ts";
import { hover } from "./features/hover.ts";
import { type Locale, localeOf } from "./locale.ts";
import { NO_PROJECT, PROJECT_FILE, type Project, readProject, withProject } from "./project.ts";
import { RULES } from "./rules/index.ts";
import { readSettings, type Settings } from "./settings.ts";
import type { System } from "./system/system.ts";
import { warmUp } from "./warm-up.ts";

/** A push of diagnostics waits this long for the next key stroke (milliseconds). */
const PUSH_DELAY = 150;

const RULE_NAMES = new Set(RULES.map((rule) => rule.name));

/** Serves LSP on a connection until it closes. */
export function startServer(connection: Connection, system: System): void {
  const server = new Server(connection, system);
  connection.onInitialize((params) => server.initialize(params));
  connection.onInitialized(() => server.initialized());
  connection.listen();
}

class Server {
  private client!: ClientCapabilities;
  private locale: Locale = "en";
  private settings: Settings;
  private catalogue: Promise<Catalogue> | undefined;
  private texts: Promise<Texts> | undefined;
  private readonly documents = new Map<string, SysctlDocument>();
  private readonly analyses = new Map<string, FileAnalysis>();
  private readonly pushes = new Map<string, NodeJS.Timeout | number>();
  private configured: Promise<void> = Promise.resolve();
  private interfaces: readonly string[] = [];
  private rulePages: string | undefined;

  constructor(
    private readonly connection: Connection,
    private readonly system: System,
  ) {
    this.settings = readSettings(undefined, system);
  }

  initialize(params: InitializeParams): InitializeResult {
    this.client = readCapabilities(params);
    this.locale = localeOf(params.locale);
    const options: unknown = params.initializationOptions;
    this.settings = readSettings(options, this.system);
    this.register();
    return {
      serverInfo: { name: "sysctl-language-server", version: process.env.SYSCTL_VERSION ?? "development" },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        hoverProvider: true,
        completionProvider: { resolveProvider: true, triggerCharacters: [".", "/", "=", " "], completionItem: { labelDetailsSupport: true } },
        codeActionProvider: this.client.codeActionLiterals ? { codeActionKinds: [QUICK_FIX, REWRITE, FIX_ALL] } : false,
        ...(this.client.pullDiagnostics ? { diagnosticProvider: { interFileDependencies: false, workspaceDiagnostics: false } } : {}),
      },
    };
  }

  initialized(): void {
    if (this.client.configuration) this.configured = this.fetchSettings();
    const { client, console } = this.connection;
    const refused = (error: Error) => console.warn(`The client watches no settings: ${error.message}`);
    if (this.client.watchConfiguration) client.register(DidChangeConfigurationNotification.type, { section: "sysctl" }).catch(refused);
    if (this.client.watchFiles) client.register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: `**/${PROJECT_FILE}` }] }).catch(refused);
    this.interfaces = this.system.interfaces();
    this.rulePages = this.system.address(this.locale === "en" ? "docs/rules.md" : `docs/rules.${this.locale}.md`);
    // Read ahead: the first file is about to be opened.
    void this.loadCatalogue().then((catalogue) => this.warmUp(warmUp(catalogue, this.settings.target)));
  }

  /** One step at a time, and only until there is real work. */
  private warmUp(steps: Generator<void>): void {
    if (this.documents.size > 0 || steps.next().done) return;
    setTimeout(() => this.warmUp(steps), 0);
  }

  private register(): void {
    const { connection } = this;
    connection.onDidOpenTextDocument(({ textDocument: { uri, languageId, version, text } }) => {
      this.documents.set(uri, SysctlDocument.create(uri, languageId, version, text));
      this.analyses.delete(uri);
      this.changed(uri);
    });
    connection.onDidChangeTextDocument(({ textDocument, contentChanges }) => {
      const document = this.documents.get(textDocument.uri);
      if (!document) return;
      SysctlDocument.update(document, contentChanges as ContentChange[], textDocument.version);
      this.changed(textDocument.uri);
    });
    connection.onDidCloseTextDocument(({ textDocument: { uri } }) => this.close(uri));
    connection.onDidChangeConfiguration(({ settings }) => {
      this.configured = this.client.configuration ? this.fetchSettings() : this.applySettings((settings as { sysctl?: unknown } | undefined)?.sysctl);
    });
    connection.onDidChangeWatchedFiles(() => this.startOver());
    connection.onHover(({ textDocument, position }) =>
      this.answer(textDocument.uri, null, (context) => hover(context, context.analysis.document.clamp(position)) ?? null),
    );
    connection.onCompletion(({ textDocument, position }) =>
      this.answer(textDocument.uri, null, (context) => complete(context, context.analysis.document.clamp(position)) ?? null),
    );
    connection.onCompletionResolve((item) => this.resolve(item));
    connection.onCodeAction(({ textDocument, range, context: { diagnostics, only } }) =>
      this.answer(textDocument.uri, [], (context) =>
        codeActions(context, { start: context.analysis.document.clamp(range.start), end: context.analysis.document.clamp(range.end) }, diagnostics, only),
      ),
    );
    if (this.client.pullDiagnostics) {
      connection.languages.diagnostics.on(async ({ textDocument }) => ({ kind: "full", items: await this.diagnose(textDocument.uri) }));
    }
  }

  private changed(uri: string): void {
    if (this.client.pullDiagnostics) return;
    clearTimeout(this.pushes.get(uri) as NodeJS.Timeout | undefined);
    this.pushes.set(
      uri,
      setTimeout(() => void this.push(uri), PUSH_DELAY),
    );
  }

  private async push(uri: string): Promise<void> {
    this.pushes.delete(uri);
    const document = this.documents.get(uri);
    const items = await this.diagnose(uri);
    if (document && this.documents.get(uri) === document) void this.connection.sendDiagnostics({ uri, version: document.version, diagnostics: items });
  }

  private close(uri: string): void {
    clearTimeout(this.pushes.get(uri) as NodeJS.Timeout | undefined);
    this.pushes.delete(uri);
    this.documents.delete(uri);
    this.analyses.delete(uri);
    if (!this.client.pullDiagnostics) void this.connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  private async fetchSettings(): Promise<void> {
    await this.applySettings(await this.connection.workspace.getConfiguration("sysctl"));
  }

  private async applySettings(raw: unknown): Promise<void> {
    this.settings = readSettings(raw, this.system);
    this.startOver();
  }

  /** Settings have changed: every file is checked anew. */
  private startOver(): void {
    this.analyses.clear();
    for (const uri of this.documents.keys()) this.changed(uri);
    if (this.client.pullDiagnostics && this.client.refreshDiagnostics) this.connection.languages.diagnostics.refresh();
  }

  private loadCatalogue(): Promise<Catalogue> {
    this.catalogue ??= this.system.readAsset("catalogue.json").then((json) => new Catalogue(JSON.parse(json) as RawFacts[]));
    return this.catalogue;
  }

  private loadTexts(): Promise<Texts> {
    this.texts ??= this.system.readAsset(`catalogue.${this.locale}.json`).then(readTexts);
    return this.texts;
  }

  /** Runs a feature on an up-to-date analysis; `none` for a document that is not open. */
  private async answer<T>(uri: string, none: T, feature: (context: FeatureContext) => T): Promise<T> {
    await this.configured;
    const [catalogue, texts] = await Promise.all([this.loadCatalogue(), this.loadTexts()]);
    const context = await this.contextOf(uri, catalogue);
    return context ? feature({ ...context, texts }) : none;
  }

  /** The findings of a document. Needs no documentation, so none is read for them. */
  private async diagnose(uri: string): Promise<Diagnostic[]> {
    await this.configured;
    const context = await this.contextOf(uri, await this.loadCatalogue());
    return context ? diagnostics(context) : [];
  }

  private async contextOf(uri: string, catalogue: Catalogue): Promise<Omit<FeatureContext, "texts"> | undefined> {
    // Before the document is looked at: it can be closed or edited meanwhile.
    const project = this.analyses.has(uri) ? NO_PROJECT : await this.projectOf(uri);
    const document = this.documents.get(uri);
    if (!document) return undefined;
    let analysis = this.analyses.get(uri);
    if (analysis) analysis.update();
    else {
      analysis = new FileAnalysis(document, { catalogue, rules: RULES, ...withProject(this.settings, project) });
      this.analyses.set(uri, analysis);
    }
    return { analysis, locale: this.locale, client: this.client, interfaces: this.interfaces, rulePages: this.rulePages };
  }

  /** What the project file of a document says; a mistake in it goes to the log. */
  private async projectOf(uri: string): Promise<Project> {
    try {
      const found = await this.system.findUp(uri, PROJECT_FILE);
      return found ? readProject(found.text, RULE_NAMES) : NO_PROJECT;
    } catch (error) {
      this.connection.console.warn(`${PROJECT_FILE} of ${uri}: ${(error as Error).message}`);
      return NO_PROJECT;
    }
  }

  private async resolve(item: CompletionItem): Promise<CompletionItem> {
    const [catalogue, texts] = await Promise.all([this.loadCatalogue(), this.loadTexts()]);
    return resolveCompletion({ texts, locale: this.locale, client: this.client }, item, catalogue, this.settings.target.kernel);
  }
}
