import type { CancellationToken, CompletionItem, Connection, Diagnostic, InitializeParams } from "vscode-languageserver";
import { Analyses } from "./analyses.ts";
import { FileAnalysis } from "./analysis.ts";
import type { AnalysisOptions } from "./analysis-options.ts";
import { type Answer, carryOut, isOutdated, untilCancelled } from "./answering.ts";
import type { Catalogue } from "./catalogue/catalogue.ts";
import type { Release } from "./catalogue/release.ts";
import type { Texts } from "./catalogue/texts.ts";
import { Configuration } from "./configuration/configuration.ts";
import { type ContentChange, SysctlDocument } from "./document/document.ts";
import type { ToUnits } from "./document/edit.ts";
import { DriftWatch } from "./drift-watch.ts";
import { subjectOf } from "./effective-address.ts";
import { readCapabilities } from "./features/capabilities.ts";
import { resolveCompletion } from "./features/completion.ts";
import type { ClientCapabilities, FeatureContext } from "./features/context.ts";
import { diagnosticsInSteps } from "./features/diagnostics.ts";
import { Library } from "./library.ts";
import { type Locale, localeOf, messageOf } from "./locale.ts";
import { heldValue, type Machine } from "./machine/machine.ts";
import { Preparation } from "./preparation.ts";
import { NO_PROJECT, PROJECT_FILE, type Project, readProject, withProject } from "./project.ts";
import { currentToken, stopIfCancelled, unlessCancelled } from "./protocol/cancellation.ts";
import { Pushes } from "./pushes.ts";
import { Refresh } from "./refresh.ts";
import type { InitializationOptions } from "./requests/protocol.ts";
import { ruleUri } from "./rule-address.ts";
import { RULES } from "./rules/index.ts";
import { readSettings, type Settings } from "./settings.ts";
import type { System } from "./system/system.ts";
import { foldersOf, rootsBelow, Workspace } from "./workspace.ts";

/** Files are not checked before the client has told its settings, but not for longer than this (milliseconds). */
const SETTINGS_DELAY = 2_000;

const RULE_NAMES = new Set(RULES.map((rule) => rule.name));

/** What is known besides any document. */
export interface Knowledge {
  readonly catalogue: Catalogue;
  readonly texts: Texts;
  readonly kernel: Release;
  readonly hz: number | undefined;
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
  private readonly analyses: Analyses;
  private readonly pushes = new Pushes((uri) => this.push(uri).catch(this.logged));
  private configured: Promise<void> = Promise.resolve();
  /** The files that open documents are applied with. */
  readonly workspace: Workspace;
  private readonly folders: readonly string[];
  private readonly refresh: Refresh;
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
    this.analyses = new Analyses(connection, this.documents);
    this.refresh = new Refresh(this.client, connection, this.logged);
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

  change(uri: string, changes: readonly ContentChange[], version: number, toUnits?: ToUnits): void {
    const document = this.documents.get(uri);
    if (!document) return;
    SysctlDocument.update(document, changes, version, toUnits);
    this.changed(uri);
    const neighbours = this.workspace.neighbours(uri);
    for (const other of neighbours) this.changed(other);
    if (neighbours.length > 0) this.refresh.soon();
  }

  close(uri: string): void {
    this.pushes.forget(uri);
    this.analyses.forget(uri);
    this.documents.delete(uri);
    this.regroup(uri);
    if (!this.client.pullDiagnostics) void this.connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  /** A file has changed on the disk: what is open and applied with it is checked anew. */
  fileChanged(uri: string): void {
    for (const listener of this.changeListeners) listener(uri);
    if (this.regroup(uri)) this.refresh.soon();
  }

  /** A document came or went, or its file changed: the files that belong together are to be found again. True if that matters to any open one. */
  private regroup(uri: string): boolean {
    const concerned = this.workspace.changed(uri);
    for (const each of concerned) {
      this.analyses.forget(each);
      this.changed(each);
    }
    return concerned.length > 0;
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
    this.refresh.everything();
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
    const { kernel, hz } = context?.analysis.target ?? this.settings.target;
    return this.carryOut(feature({ catalogue, texts, kernel, hz, locale: this.locale, analysis: context?.analysis }), context, token);
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
    return resolveCompletion({ texts, locale: this.locale, client: this.client }, item, catalogue, this.settings.target);
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
    if (!this.client.pullDiagnostics) this.pushes.soon(uri);
  }

  private async push(uri: string): Promise<void> {
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
    // Before the document is looked at: it can be closed or edited meanwhile.
    const known = this.analyses.get(uri);
    const project = known ? NO_PROJECT : await this.projectOf(uri);
    stopIfCancelled(token);
    const document = this.documents.get(uri);
    if (!document) return undefined;
    const analysis = known ?? this.analyses.get(uri) ?? (await unlessCancelled(this.firstLook(document, catalogue, project, token), token));
    // While a long file was checked it may have been closed or replaced, or everything been started over.
    if (!analysis || this.analyses.get(uri) !== analysis) return this.contextOf(uri, catalogue, token);
    analysis.update();
    for (const listener of this.listeners) listener(uri, analysis);
    return this.shown(analysis);
  }

  private shown(analysis: FileAnalysis): Omit<FeatureContext, "texts"> {
    const { locale, client, interfaces } = this;
    return { analysis, locale, client, interfaces, machine: this.shownMachine, ruleAddress: this.ruleAddresses() };
  }

  private firstLook(document: SysctlDocument, catalogue: Catalogue, project: Project, token: CancellationToken | undefined) {
    const options = this.optionsFor(document, catalogue, project);
    return this.analyses.analyse(document, options, this.workspace.prepare(document.uri, options.target), this.locale, token);
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
    await untilCancelled(this.workspace.prepare(uri, options.target), token);
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
