import type { FileAnalysis } from "../analysis.ts";
import type { Texts } from "../catalogue/texts.ts";
import type { Position } from "../document/document.ts";
import type { Line } from "../document/line.ts";
import type { Locale } from "../locale.ts";
import type { Machine } from "../machine/machine.ts";

/** What the client can do, read once at `initialize`. */
export interface ClientCapabilities {
  readonly markdown: boolean;
  readonly snippets: boolean;
  /** Completion lists may share the range to replace (LSP 3.17 itemDefaults.editRange). */
  readonly sharedEditRange: boolean;
  readonly pullDiagnostics: boolean;
  readonly refreshDiagnostics: boolean;
  readonly relatedInformation: boolean;
  readonly codeDescription: boolean;
  readonly codeActionLiterals: boolean;
  readonly configuration: boolean;
  readonly watchConfiguration: boolean;
  readonly watchFiles: boolean;
  /** Watches folders outside of those that are open, too. */
  readonly watchFolders: boolean;
  readonly codeLenses: boolean;
  readonly prepareRename: boolean;
  readonly semanticTokens: boolean;
  readonly refreshSemanticTokens: boolean;
  readonly refreshInlayHints: boolean;
  readonly refreshCodeLenses: boolean;
  /** The outline may be a tree; a flat list otherwise. */
  readonly hierarchicalSymbols: boolean;
  /** No more folding ranges than this are wanted. */
  readonly foldingRangeLimit: number | undefined;
  readonly linkTooltips: boolean;
  /** Signature help may name its parameters by columns of the label. */
  readonly labelOffsets: boolean;
  /** Shows documents that the server writes (LSP 3.18 workspace/textDocumentContent). */
  readonly showsContent: boolean;
  /** VS Code's own commands (such as opening the completion list again) can be named. */
  readonly isVsCode: boolean;
}

/** Everything that a feature reads. */
export interface FeatureContext {
  readonly analysis: FileAnalysis;
  readonly texts: Texts;
  readonly locale: Locale;
  readonly client: ClientCapabilities;
  /** Interfaces that the machine has, for completion; empty where that is not known. */
  readonly interfaces: readonly string[];
  /** The running kernel, where there is one and it may be looked at. */
  readonly machine: Machine | undefined;
  /** Address of the page that explains a rule, in the user's language; undefined where there is none to open. */
  readonly ruleAddress: ((rule: string) => string) | undefined;
}

/** The line at a position, and the statement of it that the position is in (they differ behind a NUL only). */
export function lineAt(context: Pick<FeatureContext, "analysis">, position: Position): Line | undefined {
  let line = context.analysis.document.lines[position.line];
  while (line?.rest && position.character >= line.rest.keyStart) line = line.rest;
  return line;
}
