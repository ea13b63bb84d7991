import type { Random } from "../support/random.ts";
import type { TextModel } from "./text-model.ts";

type Make = (model: TextModel, random: Random, uri: string) => object;

const nothing: Make = () => ({});
const position: Make = (model, random) => ({ position: model.somePosition(random) });
const range: Make = (model, random) => ({ range: model.someRange(random) });
const about: Make = (_, random, uri) => (random.chance(0.9) ? { uri } : {});
const key: Make = (_, random) => ({ key: random.pick(KEYS) });
const formatting: Make = (_, random) => {
  const option = () => random.pick([true, true, false, undefined]);
  const options = { tabSize: random.pick([2, 4, 0, -1]), insertSpaces: option(), trimTrailingWhitespace: option(), insertFinalNewline: option() };
  return { options: { ...options, trimFinalNewlines: option(), odd: {} } };
};

const KEYS = [
  "net.ipv4.tcp_tw_reuse",
  "net.ipv4.conf.eth0.rp_filter",
  "net.ipv4.conf.*.rp_filter",
  "vm/swappiness",
  "no.such",
  "",
  "__proto__",
  "*".repeat(60),
];
const WORDS = ["", "tcp", "重用", "net.ipv4", "value-out-of-range", "(", "\u0000", "a".repeat(5_000)];

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
  "textDocument/references": (model, random, uri) => ({ ...position(model, random, uri), context: { includeDeclaration: random.chance(0.5) } }),
  "textDocument/documentHighlight": position,
  "textDocument/documentSymbol": nothing,
  "textDocument/codeAction": (model, random, uri) => ({
    ...range(model, random, uri),
    context: { diagnostics: [], ...(random.chance(0.5) ? { only: [random.pick(["quickfix", "refactor", "source.fixAll", "source.sort", "source"])] } : {}) },
  }),
  "textDocument/codeLens": nothing,
  "textDocument/documentLink": nothing,
  "textDocument/formatting": formatting,
  "textDocument/rangeFormatting": (model, random, uri) => ({ ...range(model, random, uri), ...formatting(model, random, uri) }),
  "textDocument/onTypeFormatting": (model, random, uri) => ({
    ...position(model, random, uri),
    ch: random.pick(["\n", "=", " "]),
    ...formatting(model, random, uri),
  }),
  "textDocument/rename": (model, random, uri) => ({
    ...position(model, random, uri),
    newName: random.pick(["eth1", "", "a b", "x/y", "\n", "net.core.somaxconn"]),
  }),
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
  "workspace/symbol": (_, random) => ({ query: random.pick(WORDS) }),
  "workspace/executeCommand": (_, random) => ({ command: random.pick(["sysctl.showWrites", ""]), arguments: random.pick([undefined, [], [null, 5]]) }),
  "workspace/textDocumentContent": (_, random, uri) => ({
    uri: random.pick([
      `sysctl-effective:/effective.sysctl?${encodeURIComponent(uri)}`,
      `sysctl-effective:/effective.sysctl?${encodeURIComponent(uri)}`,
      `sysctl-rule:/${random.pick(WORDS)}.md`,
      "sysctl-effective:/x?%",
      "sysctl-effective:",
    ]),
  }),
  "sysctl/target": about,
  "sysctl/profiles": about,
  "sysctl/parameters": about,
  "sysctl/assignments": about,
  "sysctl/search": (_, random) => ({ query: random.pick(WORDS) }),
  "sysctl/documentation": (model, random, uri) => ({ ...about(model, random, uri), ...key(model, random, uri) }),
  "sysctl/parameterAt": (model, random, uri) => ({ uri, ...position(model, random, uri) }),
  "sysctl/lifecycle": about,
  "sysctl/place": (model, random, uri) => ({ ...about(model, random, uri), ...key(model, random, uri), value: random.pick([undefined, "", "1", "\n"]) }),
  "sysctl/tcp": about,
  "sysctl/compareWithRunning": about,
  "sysctl/importRunning": nothing,
};

/** What the machine answers is another thing each time, a result that is named counts what was asked before. */
export const NEVER_THE_SAME: ReadonlySet<string> = new Set([
  "textDocument/semanticTokens/full/delta",
  "sysctl/tcp",
  "sysctl/compareWithRunning",
  "sysctl/importRunning",
]);

/** The parameters of a request; undefined where there is nothing to ask about yet. `items`: what a completion has given. */
export function paramsFor(method: string, uri: string, model: TextModel, random: Random, items: readonly unknown[]): object | undefined {
  if (method === "completionItem/resolve") return items.find((item): item is object => typeof item === "object" && item !== null);
  const params = REQUESTS[method]?.(model, random, uri);
  return method.startsWith("textDocument/") ? { textDocument: { uri }, ...params } : params;
}
