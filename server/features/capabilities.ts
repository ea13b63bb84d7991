import type { InitializeParams } from "vscode-languageserver";
import type { ClientCapabilities } from "./context.ts";

/** Reads what the client can do, once, into one flat object. What is not of the shape that LSP gives it counts as not offered. */
export function readCapabilities({ capabilities, clientInfo }: InitializeParams): ClientCapabilities {
  const { textDocument, workspace } = capabilities;
  const completion = textDocument?.completion;
  const name: unknown = clientInfo?.name;
  return {
    markdown: isIn(textDocument?.hover?.contentFormat, "markdown"),
    snippets: completion?.completionItem?.snippetSupport ?? false,
    sharedEditRange: isIn(completion?.completionList?.itemDefaults, "editRange"),
    pullDiagnostics: textDocument?.diagnostic !== undefined,
    refreshDiagnostics: workspace?.diagnostics?.refreshSupport ?? false,
    relatedInformation: textDocument?.publishDiagnostics?.relatedInformation ?? textDocument?.diagnostic !== undefined,
    codeDescription: textDocument?.publishDiagnostics?.codeDescriptionSupport ?? textDocument?.diagnostic !== undefined,
    codeActionLiterals: textDocument?.codeAction?.codeActionLiteralSupport !== undefined,
    configuration: workspace?.configuration ?? false,
    watchConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration ?? false,
    watchFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration ?? false,
    watchFolders: workspace?.didChangeWatchedFiles?.relativePatternSupport ?? false,
    codeLenses: textDocument?.codeLens !== undefined,
    prepareRename: textDocument?.rename?.prepareSupport ?? false,
    semanticTokens: textDocument?.semanticTokens !== undefined,
    refreshSemanticTokens: workspace?.semanticTokens?.refreshSupport ?? false,
    refreshCodeLenses: workspace?.codeLens?.refreshSupport ?? false,
    refreshInlayHints: workspace?.inlayHint?.refreshSupport ?? false,
    hierarchicalSymbols: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport ?? false,
    foldingRangeLimit: textDocument?.foldingRange?.rangeLimit,
    linkTooltips: textDocument?.documentLink?.tooltipSupport ?? false,
    labelOffsets: textDocument?.signatureHelp?.signatureInformation?.parameterInformation?.labelOffsetSupport ?? false,
    showsContent: workspace?.textDocumentContent !== undefined,
    isVsCode: /^Visual Studio Code|^code-oss|code-server/i.test(typeof name === "string" ? name : ""),
  };
}

function isIn(list: unknown, word: string): boolean {
  return Array.isArray(list) && list.includes(word);
}
