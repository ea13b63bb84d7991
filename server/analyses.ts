import type { CancellationToken, Connection } from "vscode-languageserver";
import { FileAnalysis } from "./analysis.ts";
import type { AnalysisOptions } from "./analysis-options.ts";
import type { SysctlDocument } from "./document/document.ts";
import { atOnceOr, gently, type Steps } from "./gently.ts";
import type { Locale } from "./locale.ts";
import { openProgress, withProgress } from "./progress.ts";
import { progressOf } from "./protocol/cancellation.ts";
import { describeTarget } from "./target.ts";
import { fileNameOf } from "./uri.ts";
import { visible } from "./visible.ts";

const CHECKING = (name: string) => ({ en: `Checking ${name}`, "zh-cn": `正在检查 ${name}` });

/** What has been found out about the open documents. */
export class Analyses {
  private readonly known = new Map<string, FileAnalysis>();
  /** Long files that are being checked for the first time. */
  private readonly underWay = new Map<SysctlDocument, Promise<FileAnalysis | undefined>>();

  constructor(
    private readonly connection: Connection,
    /** The open ones, by URI. */
    private readonly documents: ReadonlyMap<string, SysctlDocument>,
  ) {}

  /** As it was left: behind the document, if that has been edited since. Undefined where there is none, or so much has changed that it is no use. */
  get(uri: string): FileAnalysis | undefined {
    const analysis = this.known.get(uri);
    if (!analysis?.isFarBehind) return analysis;
    this.known.delete(uri);
    return undefined;
  }

  /** What is known, and being found out, about a document no longer counts. */
  forget(uri: string): void {
    this.known.delete(uri);
    const document = this.documents.get(uri);
    if (document) this.underWay.delete(document);
  }

  clear(): void {
    this.known.clear();
    this.underWay.clear();
  }

  /**
   * The first look at a file, after what is to be prepared for it; where the file is long, or all that takes long, in steps between which others get
   * their answers, with progress in the client's language. Undefined where it has been forgotten meanwhile.
   */
  analyse(
    document: SysctlDocument,
    options: AnalysisOptions,
    preparation: Steps<void>,
    locale: Locale,
    token: CancellationToken | undefined,
  ): FileAnalysis | Promise<FileAnalysis | undefined> {
    const known = this.underWay.get(document);
    if (known) return known;
    const inSteps = (steps: Steps<FileAnalysis>) => this.begin(document, steps, locale, token);
    const steps = firstCheck(document, options, preparation);
    const analysis = document.isLong ? inSteps(steps) : atOnceOr(steps, inSteps);
    if (analysis instanceof FileAnalysis) this.keep(analysis);
    return analysis;
  }

  private begin(document: SysctlDocument, steps: Steps<FileAnalysis>, locale: Locale, token: CancellationToken | undefined): Promise<FileAnalysis | undefined> {
    const given = progressOf(token);
    const shown = withProgress(steps, CHECKING(visible(fileNameOf(document.uri)))[locale], () => openProgress(this.connection, given));
    const work: Promise<FileAnalysis | undefined> = Promise.resolve().then(() => gently(shown, () => this.underWay.get(document) === work));
    this.underWay.set(document, work);
    return this.follow(document, work);
  }

  private async follow(document: SysctlDocument, work: Promise<FileAnalysis | undefined>): Promise<FileAnalysis | undefined> {
    const isWanted = () => this.underWay.get(document) === work;
    try {
      const analysis = await work;
      if (analysis && isWanted() && this.documents.get(document.uri) === document) this.keep(analysis);
      return analysis;
    } finally {
      if (isWanted()) this.underWay.delete(document);
    }
  }

  private keep(analysis: FileAnalysis): void {
    const { uri, lineCount, version } = analysis.document;
    this.known.set(uri, analysis);
    const { kernel, loader } = describeTarget(analysis.target);
    this.connection.tracer.log(`${uri} is checked for Linux ${kernel} and ${loader}`, `${lineCount} lines, version ${version}`);
  }
}

function* firstCheck(document: SysctlDocument, options: AnalysisOptions, preparation: Steps<void>): Steps<FileAnalysis> {
  yield* document.read();
  yield* preparation;
  return yield* FileAnalysis.inSteps(document, options);
}
