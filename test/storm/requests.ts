import type { Random } from "../support/random.ts";
import type { TextModel } from "./text-model.ts";

type Make = (model: TextModel, random: Random) => object;

const nothing: Make = () => ({});
const position: Make = (model, random) => ({ position: model.somePosition(random) });
const range: Make = (model, random) => ({ range: model.someRange(random) });
const formatting = { tabSize: 2, insertSpaces: true, trimTrailingWhitespace: true, insertFinalNewline: true };

/** Every request about a document that LSP has and a server like ours may answer, with what it needs besides the document. */
export const REQUESTS: Readonly<Record<string, Make>> = {
  "textDocument/diagnostic": nothing,
  "textDocument/hover": position,
  "textDocument/completion": position,
  "textDocument/signatureHelp": position,
  "textDocument/definition": position,
  "textDocument/declaration": position,
  "textDocument/implementation": position,
  "textDocument/typeDefinition": position,
  "textDocument/references": (model, random) => ({ ...position(model, random), context: { includeDeclaration: random.chance(0.5) } }),
  "textDocument/documentHighlight": position,
  "textDocument/documentSymbol": nothing,
  "textDocument/codeAction": (model, random) => ({
    ...range(model, random),
    context: { diagnostics: [], ...(random.chance(0.5) ? { only: [random.pick(["quickfix", "refactor", "source.fixAll", "source"])] } : {}) },
  }),
  "textDocument/codeLens": nothing,
  "textDocument/documentLink": nothing,
  "textDocument/formatting": () => ({ options: formatting }),
  "textDocument/rangeFormatting": (model, random) => ({ ...range(model, random), options: formatting }),
  "textDocument/onTypeFormatting": (model, random) => ({ ...position(model, random), ch: random.pick(["\n", "=", " "]), options: formatting }),
  "textDocument/rename": (model, random) => ({ ...position(model, random), newName: random.pick(["eth1", "", "a b", "x/y", "\n", "net.core.somaxconn"]) }),
  "textDocument/prepareRename": position,
  "textDocument/linkedEditingRange": position,
  "textDocument/foldingRange": nothing,
  "textDocument/selectionRange": (model, random) => ({ positions: random.many(3, () => model.somePosition(random)) }),
  "textDocument/semanticTokens/full": nothing,
  "textDocument/semanticTokens/full/delta": (_, random) => ({ previousResultId: String(random.between(0, 9)) }),
  "textDocument/semanticTokens/range": range,
  "textDocument/inlayHint": range,
  "textDocument/documentColor": nothing,
  "textDocument/prepareCallHierarchy": position,
  "completionItem/resolve": nothing,
};

/** The parameters of a request; undefined where there is nothing to ask about yet. `items`: what a completion has given. */
export function paramsFor(method: string, uri: string, model: TextModel, random: Random, items: readonly unknown[]): object | undefined {
  if (method === "completionItem/resolve") return items.find((item): item is object => typeof item === "object" && item !== null);
  return { textDocument: { uri }, ...REQUESTS[method]?.(model, random) };
}
