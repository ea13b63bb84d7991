import {
  type CancellationToken,
  CodeLensRefreshRequest,
  type CompletionItem,
  type Connection,
  type Diagnostic,
  type InitializeParams,
} from "vscode-languageserver";
import { FileAnalysis } from "./analysis.ts";
import type { AnalysisOptions } from "./analysis-options.ts";
import { type Answer, carryOut, isOutdated } from "./answering.ts";
import type { Catalogue } from "./catalogue/catalogue.ts";
import type { Release } from "./catalogue/release.ts";
import type { Texts } from "./catalogue/texts.ts";
import { Configuration } from "./configuration/configuration.ts";
import { type ContentChange, SysctlDocument } from "./document/document.ts";
import { DriftWatch } from "./drift-watch.ts";
import { subjectOf } from "./effective-address.ts";
import { readCapabilities } from "./features/capabilities.ts";
import { resolveCompletion } from "./features/completion.ts";
import type { ClientCapabilities, FeatureContext } from "./features/context.ts";
import { diagnosticsInSteps } from "./features/diagnostics.ts";
import { gently, type Steps } from "./gently.ts";
import { Library } from "./library.ts";
import { type Locale, localeOf, messageOf } from "./locale.ts";
import { heldValue, type Machine } from "./machine/machine.ts";
import { Preparation } from "./preparation.ts";
import { openProgress, withProgress } from "./progress.ts";
import { NO_PROJECT, PROJECT_FILE, type Project, readProject, withProject } from "./project.ts";
import { currentToken, progressOf, stopIfCancelled, unlessCancelled } from "./protocol/cancellation.ts";
import type { InitializationOptions } from "./requests/protocol.ts";
import { ruleUri } from "./rule-address.ts";
import { RULES } from "./rules/index.ts";
import { readSettings, type Settings } from "./settings.ts";
import type { System } from "./system/system.ts";
import { describeTarget } from "./target.ts";
import { fileNameOf } from "./uri.ts";
import { foldersOf, rootsBelow, Workspace } from "./workspace.ts";

/** A push of diagnostics waits this long for the next key stroke (milliseconds). */
const PUSH_DELAY = 150;

/** A client that pulls is told to ask again this long after the last change of another file (milliseconds). */
const REFRESH_DELAY = 400;

/** Files are not checked before the client has told its settings, but not for longer than this (milliseconds). */
const SETTINGS_DELAY = 2_000;

const CHECKING = (name: string) => ({ en: `Checking ${name}`, "zh-cn": `正在检查 ${name}` });

const RULE_NAMES = new Set(RULES.map((rule) => rule.name));

/** What is known besides any document. */
export interface Knowledge {
  readonly catalogue: Catalogue;
  readonly texts: Texts;
  readonly kernel: Release;
  readonly locale: Locale;
  readonly analysis: FileAnalysis | undefined;
}

/** The files that are applied together, and how they are checked. */
export interface Everything {
  readonly configuration: Configuration;
  readonly options: AnalysisOptions;
}

/** One client's session: its open documents, its settings, and what has been found out about them. */
export class Session {
  readonly client: ClientCapabilities;
  readonly documents = new Map<string, SysctlDocument>();
  settings: Settings;
  /** Interfaces of this machine. */
  interfaces: readonly string[] = [];
  /** The user trusts the folder that is open; clients that know no trust do. */
  private trusted: boolean;
  private readonly library: Library;
  private readonly preparation: Preparation;
  private readonly listeners: ((uri: string, analysis: FileAnalysis) => void)[] = [];
  private readonly changeListeners: ((uri: string) => void)[] = [];
  private pages: { readonly locale: Locale; readonly address: string | undefined } | undefined;
  private readonly clientLocale: Locale;
  private readonly analyses = new Map<string, FileAnalysis>();
  /** Long files that are being checked for the first time. */
  private readonly underWay = new Map<SysctlDocument, Promise<FileAnalysis | undefined>>();
  private readonly pushes = new Map<string, NodeJS.Timeout | number>();
  private configured: Promise<void> = Promise.resolve();
  /** The files that open documents are applied with. */
  readonly workspace: Workspace;
  private readonly folders: readonly string[];
  private refreshing: NodeJS.Timeout | number | undefined;
  private readonly driftWatch = new DriftWatch(
    () => this.drift(),
    () => this.askAgain(),
  );

  constructor(
    readonly connection: Connection,
    readonly system: System,
    params: InitializeParams,
  ) {
    this.client = readCapabilities(params);
    this.clientLocale = localeOf(params.locale);
    this.settings = readSettings(params.initializationOptions, system);
    this.folders = foldersOf(params, system);
    this.workspace = new Workspace(this);
    this.library = new Library(system);
    this.preparation = new Preparation(system, this.library);
    this.trusted = (params.initializationOptions as InitializationOptions | undefined)?.workspaceTrusted !== false;
  }

  /** The running kernel, for what the user asks for by name; undefined where there is none, or no trust. */
  get machine(): Machine | undefined {
    return this.trusted ? this.system.machine : undefined;
  }

  /** The running kernel, for what is shown unasked. */
  private get shownMachine(): Machine | undefined {
    return this.settings.runningValues === "off" ? undefined : this.machine;
  }

  /** The user has come to trust the open folder. */
  trust(): void {
    this.trusted = true;
    this.startOver();
  }

  /** The language to speak: what the settings say, else the client's. */
  get locale(): Locale {
    return this.settings.locale ?? this.clientLocale;
  }

  /** Calls `listener` whenever a document's analysis is up to date again. */
  onAnalysed(listener: (uri: string, analysis: FileAnalysis) => void): void {
    this.listeners.push(listener);
  }

  /** Calls `listener` whenever a document, or a file that is applied with one, came, changed or went. */
  onChanged(listener: (uri: string) => void): void {
    this.changeListeners.push(listener);
  }

  /** What can wait until the client has its answer to `initialize`. */
  start(): void {
    if (this.client.configuration) this.configured = this.fetchSettings();
    this.watchDrift();
    this.interfaces = this.system.interfaces();
    const look = (document: SysctlDocument, catalogue: Catalogue) => this.shown(new FileAnalysis(document, this.optionsFor(document, catalogue, NO_PROJECT)));
    this.preparation.run(this.locale, look).catch(this.logged);
  }

  /** Folders that the user calls a system. */
  get roots(): readonly string[] {
    return rootsBelow(this.settings.roots, this.folders);
  }

  open(uri: string, languageId: string, version: number, text: string): void {
    this.preparation.end();
    this.documents.set(uri, SysctlDocument.create(uri, languageId, version, text));
    this.regroup(uri);
  }

  change(uri: string, changes: readonly ContentChange[], version: number): void {
    const document = this.documents.get(uri);
    if (!document) return;
    SysctlDocument.update(document, changes, version);
    this.changed(uri);
    const neighbours = this.workspace.neighbours(uri);
    for (const other of neighbours) this.changed(other);
    if (neighbours.length > 0) this.refreshSoon();
  }

  close(uri: string): void {
    clearTimeout(this.pushes.get(uri) as NodeJS.Timeout | undefined);
    this.pushes.delete(uri);
    this.forget(uri);
    this.documents.delete(uri);
    this.regroup(uri);
    if (!this.client.pullDiagnostics) void this.connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  /** A file has changed on the disk: what is open and applied with it is checked anew. */
  fileChanged(uri: string): void {
    for (const listener of this.changeListeners) listener(uri);
    if (this.regroup(uri)) this.refreshSoon();
  }

  /** A document came or went, or its file changed: the files that belong together are to be found again. True if that matters to any open one. */
  private regroup(uri: string): boolean {
    const concerned = this.workspace.changed(uri);
    for (const each of concerned) {
      this.forget(each);
      this.changed(each);
    }
    return concerned.length > 0;
  }

  /** What is known, and being found out, about a document no longer counts. */
  private forget(uri: string): void {
    this.analyses.delete(uri);
    const document = this.documents.get(uri);
    if (document) this.underWay.delete(document);
  }

  /** Lets a client that pulls ask again, when the user pauses. */
  private refreshSoon(): void {
    clearTimeout(this.refreshing as NodeJS.Timeout | undefined);
    this.refreshing = setTimeout(() => this.refreshDiagnostics(), REFRESH_DELAY);
  }

  private refreshDiagnostics(): void {
    if (this.client.pullDiagnostics && this.client.refreshDiagnostics) this.connection.languages.diagnostics.refresh().catch(this.logged);
    if (this.client.refreshCodeLenses) this.connection.sendRequest(CodeLensRefreshRequest.type).catch(this.logged);
  }

  /** Takes settings that the client sent, or asks for them where it wants to be asked. */
  configure(sent: unknown): void {
    this.configured = this.client.configuration ? this.fetchSettings() : this.applySettings(sent);
  }

  warn(message: string): void {
    this.connection.console.warn(message);
  }

  /** What went wrong without anybody waiting for an answer goes to the client's log. */
  readonly logged = (error: unknown): void => this.connection.console.warn(error instanceof Error ? error.message : String(error));

  /** What files are checked for has changed: every file is checked anew. */
  startOver(): void {
    this.analyses.clear();
    this.underWay.clear();
    this.workspace.clear();
    this.watchDrift();
    this.askAgain();
  }

  private watchDrift(): void {
    this.driftWatch.on = this.settings.runningValues === "drift" && this.machine !== undefined;
  }

  /** Findings have changed without an edit. */
  private askAgain(): void {
    for (const uri of this.documents.keys()) this.changed(uri);
    const { languages } = this.connection;
    this.refreshDiagnostics();
    if (this.client.refreshSemanticTokens) languages.semanticTokens.refresh().catch(this.logged);
    if (this.client.refreshInlayHints) languages.inlayHint.refresh().catch(this.logged);
  }

  /** Runs a feature on an up-to-date analysis; `none` for a document that is not open. */
  async answer<T>(uri: string, none: T, feature: (context: FeatureContext) => Answer<T>): Promise<T> {
    const token = currentToken();
    await this.configured;
    const [catalogue, texts] = await Promise.all([this.loadCatalogue(), this.loadTexts()]);
    const context = await this.contextOf(uri, catalogue, token);
    return context ? this.carryOut(feature({ ...context, texts }), context, token) : none;
  }

  /** The same for what needs no documentation, so that none is read for it. */
  async answerWithoutTexts<T>(uri: string, none: T, feature: (context: Omit<FeatureContext, "texts">) => Answer<T>, token = currentToken()): Promise<T> {
    await this.configured;
    const context = await this.contextOf(uri, await this.loadCatalogue(), token);
    return context ? this.carryOut(feature(context), context, token) : none;
  }

  /** Runs a feature that needs no document; where one is named and open, what it is checked for counts. */
  async consult<T>(uri: string | undefined, feature: (knowledge: Knowledge) => Answer<T>): Promise<T> {
    const token = currentToken();
    await this.configured;
    const [catalogue, texts] = await Promise.all([this.loadCatalogue(), this.loadTexts()]);
    const context = uri === undefined ? undefined : await this.contextOf(uri, catalogue, token);
    const { kernel } = context?.analysis.target ?? this.settings.target;
    return this.carryOut(feature({ catalogue, texts, kernel, locale: this.locale, analysis: context?.analysis }), context, token);
  }

  private carryOut<T>(answer: Answer<T>, context: Pick<FeatureContext, "analysis"> | undefined, token: CancellationToken | undefined): T | Promise<T> {
    const document = context?.analysis.document;
    const revision = document?.revision;
    const isCurrent = () => document?.revision === revision && (!document || this.documents.get(document.uri) === document);
    return carryOut(answer, { isLong: document?.isLong ?? false, isCurrent }, token);
  }

  /** Answers about the text as it is in the end: nobody would ask again. */
  async answerInTheEnd<T>(uri: string, none: T, feature: (context: Omit<FeatureContext, "texts">) => Answer<T>): Promise<T> {
    const token = currentToken();
    for (;;) {
      try {
        return await this.answerWithoutTexts(uri, none, feature, token);
      } catch (error) {
        if (!isOutdated(error)) throw error;
      }
    }
  }

  diagnose(uri: string): Promise<Diagnostic[]> {
    return this.answerInTheEnd(uri, [], diagnosticsInSteps);
  }

  /** All findings of drift that there are now, as text to compare. */
  private async drift(): Promise<string> {
    const found = await Promise.all([...this.documents.keys()].map((uri) => this.diagnose(uri)));
    return JSON.stringify(found.map((list) => list.filter(({ code }) => code === "running-value-differs").map(({ message }) => message)));
  }

  async resolve(item: CompletionItem): Promise<CompletionItem> {
    const [catalogue, texts] = await Promise.all([this.loadCatalogue(), this.loadTexts()]);
    return resolveCompletion({ texts, locale: this.locale, client: this.client }, item, catalogue, this.settings.target.kernel);
  }

  loadCatalogue(): Promise<Catalogue> {
    return this.library.catalogue();
  }

  loadTexts(): Promise<Texts> {
    return this.library.texts(this.locale);
  }

  /** The page of a rule in the user's language: Markdown. */
  rulePage(name: string): Promise<string | undefined> {
    return this.library.rulePage(name, this.locale);
  }

  private changed(uri: string): void {
    for (const listener of this.changeListeners) listener(uri);
    if (this.client.pullDiagnostics) return;
    clearTimeout(this.pushes.get(uri) as NodeJS.Timeout | undefined);
    this.pushes.set(
      uri,
      setTimeout(() => this.push(uri).catch(this.logged), PUSH_DELAY),
    );
  }

  private async push(uri: string): Promise<void> {
    this.pushes.delete(uri);
    const document = this.documents.get(uri);
    const items = await this.diagnose(uri);
    if (document && this.documents.get(uri) === document) void this.connection.sendDiagnostics({ uri, version: document.version, diagnostics: items });
  }

  /** Every answer waits for this, so it ends even where the client refuses or is slow to tell; what it tells later still counts. */
  private async fetchSettings(): Promise<void> {
    const fetched = this.connection.workspace
      .getConfiguration("sysctl")
      .then((raw) => this.applySettings(raw))
      .catch(this.logged);
    let timer: NodeJS.Timeout | number | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, SETTINGS_DELAY);
    });
    await Promise.race([fetched, late]);
    clearTimeout(timer as NodeJS.Timeout);
  }

  private async applySettings(raw: unknown): Promise<void> {
    this.settings = readSettings(raw, this.system);
    this.startOver();
  }

  private async contextOf(uri: string, catalogue: Catalogue, token: CancellationToken | undefined): Promise<Omit<FeatureContext, "texts"> | undefined> {
    if (this.analyses.get(uri)?.isFarBehind) this.analyses.delete(uri);
    // Before the document is looked at: it can be closed or edited meanwhile.
    const project = this.analyses.has(uri) ? NO_PROJECT : await this.projectOf(uri);
    stopIfCancelled(token);
    const document = this.documents.get(uri);
    if (!document) return undefined;
    const analysis = this.analyses.get(uri) ?? (await unlessCancelled(this.analyse(document, this.optionsFor(document, catalogue, project), token), token));
    // While a long file was checked it may have been closed or replaced, or everything been started over.
    if (!analysis || this.analyses.get(uri) !== analysis || analysis.isFarBehind) return this.contextOf(uri, catalogue, token);
    analysis.update();
    for (const listener of this.listeners) listener(uri, analysis);
    return this.shown(analysis);
  }

  private shown(analysis: FileAnalysis): Omit<FeatureContext, "texts"> {
    const { locale, client, interfaces } = this;
    return { analysis, locale, client, interfaces, machine: this.shownMachine, ruleAddress: this.ruleAddresses() };
  }

  /** The first look at a file; where it, or one that it is applied with, is long, in steps between which others get their answers. */
  private analyse(document: SysctlDocument, options: AnalysisOptions, token: CancellationToken | undefined): FileAnalysis | Promise<FileAnalysis | undefined> {
    const { uri } = document;
    if (!document.isLong && !options.surroundings?.(options.target)?.configuration.files.some((file) => file.document.isLong)) {
      const analysis = new FileAnalysis(document, options);
      this.keep(uri, analysis);
      return analysis;
    }
    const known = this.underWay.get(document);
    if (known) return known;
    const { connection, locale } = this;
    const title = CHECKING(fileNameOf(uri))[locale];
    const steps = withProgress(firstCheck(document, options), title, openProgress(connection, progressOf(token)));
    const work: Promise<FileAnalysis | undefined> = Promise.resolve().then(() => gently(steps, () => this.underWay.get(document) === work));
    this.underWay.set(document, work);
    return this.follow(document, work);
  }

  private async follow(document: SysctlDocument, work: Promise<FileAnalysis | undefined>): Promise<FileAnalysis | undefined> {
    const isWanted = () => this.underWay.get(document) === work;
    try {
      const analysis = await work;
      if (analysis && isWanted() && this.documents.get(document.uri) === document) this.keep(document.uri, analysis);
      return analysis;
    } finally {
      if (isWanted()) this.underWay.delete(document);
    }
  }

  private keep(uri: string, analysis: FileAnalysis): void {
    this.analyses.set(uri, analysis);
    const { kernel, loader } = describeTarget(analysis.target);
    const { lineCount, version } = analysis.document;
    this.connection.tracer.log(`${uri} is checked for Linux ${kernel} and ${loader}`, `${lineCount} lines, version ${version}`);
  }

  /** Where a rule is explained: by this server where the client can show what a server writes, else in a file that came with it. */
  private ruleAddresses(): FeatureContext["ruleAddress"] {
    const { locale, system } = this;
    if (this.client.showsContent) return ruleUri;
    if (this.pages?.locale !== locale) this.pages = { locale, address: system.address(locale === "en" ? "docs/rules.md" : `docs/rules.${locale}.md`) };
    const { address } = this.pages;
    return address === undefined ? undefined : (rule) => `${address}#${rule}`;
  }

  private analysisOptions(catalogue: Catalogue, project: Project): AnalysisOptions {
    return { catalogue, rules: RULES, ...withProject(this.settings, project), ...this.machineOptions() };
  }

  private optionsFor(document: SysctlDocument, catalogue: Catalogue, project: Project): AnalysisOptions {
    const options = this.analysisOptions(catalogue, project);
    // What we have written ourselves we do not judge.
    if (subjectOf(document.uri) !== undefined) return { ...options, rules: [] };
    return { ...options, surroundings: (target) => this.workspace.surroundings(document, target, catalogue) };
  }

  private machineOptions(): Pick<AnalysisOptions, "running" | "drift"> {
    const machine = this.shownMachine;
    if (!machine) return {};
    return { running: machine, ...(this.settings.runningValues === "drift" ? { drift: (path) => heldValue(machine.running(path)) } : {}) };
  }

  /** Answers about all the files that one is applied with, whether it is open or not. */
  async answerAboutAll<T>(uri: string, feature: (about: Everything) => Answer<T>): Promise<T> {
    const token = currentToken();
    const about = await this.configurationOf(uri, token);
    const documents = about.configuration.files.map(({ document }) => ({ document, revision: document.revision }));
    const isCurrent = () => documents.every(({ document, revision }) => document.revision === revision);
    return carryOut(feature(about), { isLong: documents.some(({ document }) => document.isLong), isCurrent }, token);
  }

  /** The files that one is applied with, and what they are checked for. */
  private async configurationOf(uri: string, token: CancellationToken | undefined): Promise<Everything> {
    await this.configured;
    const catalogue = await this.loadCatalogue();
    const context = await this.contextOf(uri, catalogue, token);
    if (context) return { configuration: context.analysis.configuration, options: context.analysis.options };
    const options = this.analysisOptions(catalogue, await this.projectOf(uri));
    const document = SysctlDocument.create(uri, "sysctl", 0, "");
    const configuration = this.workspace.surroundings(document, options.target, catalogue)?.configuration;
    return { configuration: configuration ?? new Configuration(catalogue, options.target, []), options };
  }

  /** What the project file of a document says; a mistake in it goes to the log. */
  private async projectOf(uri: string): Promise<Project> {
    try {
      const found = await this.system.findUp(uri, PROJECT_FILE);
      return found ? readProject(found.text, RULE_NAMES) : NO_PROJECT;
    } catch (error) {
      this.connection.console.warn(`${PROJECT_FILE} of ${uri}: ${messageOf(error, this.locale)}`);
      return NO_PROJECT;
    }
  }
}

function* firstCheck(document: SysctlDocument, options: AnalysisOptions): Steps<FileAnalysis> {
  yield* document.read();
  return yield* FileAnalysis.inSteps(document, options);
}
