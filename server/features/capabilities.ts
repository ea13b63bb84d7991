import type { InitializeParams } from "vscode-languageserver";
import type { ClientCapabilities } from "./context.ts";

/** Reads what the client can do, once, into one flat object. What is not of the shape that LSP gives it counts as not offered. */
export function readCapabilities({ capabilities, clientInfo }: InitializeParams): ClientCapabilities {
  const { textDocument, workspace } = capabilities;
  const completion = textDocument?.completion;
  const name: unknown = clientInfo?.name;
  const pullDiagnostics = isOffered(textDocument?.diagnostic);
  return {
    markdown: isIn(textDocument?.hover?.contentFormat, "markdown"),
    snippets: completion?.completionItem?.snippetSupport === true,
    sharedEditRange: isIn(completion?.completionList?.itemDefaults, "editRange"),
    pullDiagnostics,
    refreshDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    relatedInformation: textDocument?.publishDiagnostics?.relatedInformation ?? pullDiagnostics,
    codeDescription: textDocument?.publishDiagnostics?.codeDescriptionSupport ?? pullDiagnostics,
    codeActionLiterals: isOffered(textDocument?.codeAction?.codeActionLiteralSupport),
    configuration: workspace?.configuration === true,
    watchConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    watchFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    watchFolders: workspace?.didChangeWatchedFiles?.relativePatternSupport === true,
    codeLenses: isOffered(textDocument?.codeLens),
    prepareRename: textDocument?.rename?.prepareSupport === true,
    semanticTokens: isOffered(textDocument?.semanticTokens),
    refreshSemanticTokens: workspace?.semanticTokens?.refreshSupport === true,
    refreshCodeLenses: workspace?.codeLens?.refreshSupport === true,
    refreshInlayHints: workspace?.inlayHint?.refreshSupport === true,
    hierarchicalSymbols: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    foldingRangeLimit: limitOf(textDocument?.foldingRange?.rangeLimit),
    linkTooltips: textDocument?.documentLink?.tooltipSupport === true,
    labelOffsets: textDocument?.signatureHelp?.signatureInformation?.parameterInformation?.labelOffsetSupport === true,
    showsContent: isOffered(workspace?.textDocumentContent),
    isVsCode: /^Visual Studio Code|^code-oss|code-server/i.test(typeof name === "string" ? name : ""),
  };
}

/** Some clients say null for none. */
function isOffered(capability: unknown): boolean {
  return typeof capability === "object" && capability !== null;
}

function isIn(list: unknown, word: string): boolean {
  return Array.isArray(list) && list.includes(word);
}

function limitOf(limit: unknown): number | undefined {
  return typeof limit === "number" && limit >= 0 ? limit : undefined;
}
