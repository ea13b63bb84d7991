import { type Position, SysctlDocument } from "../../server/document/document.ts";
import type { ClientCapabilities, FeatureContext } from "../../server/features/context.ts";
import type { Machine } from "../../server/machine/machine.ts";
import type { Loader } from "../../server/target.ts";
import { analyse, texts } from "./catalogue.ts";

export const CLIENT: ClientCapabilities = {
  markdown: true,
  snippets: true,
  sharedEditRange: false,
  pullDiagnostics: true,
  refreshDiagnostics: true,
  relatedInformation: true,
  codeDescription: true,
  codeActionLiterals: true,
  configuration: false,
  watchConfiguration: false,
  watchFiles: false,
  watchFolders: false,
  codeLenses: true,
  prepareRename: true,
  semanticTokens: true,
  refreshSemanticTokens: false,
  refreshInlayHints: false,
  refreshCodeLenses: false,
  hierarchicalSymbols: true,
  foldingRangeLimit: undefined,
  linkTooltips: true,
  labelOffsets: true,
  showsContent: false,
  isVsCode: false,
};

interface Setting {
  readonly kernel?: string;
  readonly loader?: Loader;
  readonly locale?: "en" | "zh-cn";
  readonly client?: Partial<ClientCapabilities>;
  readonly interfaces?: readonly string[];
  readonly machine?: Machine;
}

/** A text with `|` where the cursor is. */
export function at(marked: string, setting: Setting = {}): { context: FeatureContext; position: Position; text: string } {
  const offset = marked.indexOf("|");
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  const before = marked.slice(0, offset).split("\n");
  const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  const locale = setting.locale ?? "en";
  const context: FeatureContext = {
    analysis: analyse(text, setting.kernel, setting.loader, undefined, setting.machine ? { running: setting.machine } : {}),
    texts: texts(locale),
    locale,
    client: { ...CLIENT, ...setting.client },
    interfaces: setting.interfaces ?? [],
    machine: setting.machine,
    ruleAddress: (rule) => `file:///docs/rules.md#${rule}`,
  };
  return { context, position, text };
}

/** The text with edits applied, which must not overlap. */
export function edited(text: string, edits: readonly { range: { start: Position; end: Position }; newText: string }[]): string {
  const starts = [0];
  for (let i = 0; i < text.length; i++) if (text[i] === "\n") starts.push(i + 1);
  const offset = ({ line, character }: Position) => (starts[line] ?? text.length) + character;
  return [...edits]
    .map(({ range, newText }) => ({ start: offset(range.start), end: offset(range.end), newText }))
    .sort((a, b) => b.start - a.start || b.end - a.end)
    .reduce((now, { start, end, newText }) => now.slice(0, start) + newText + now.slice(end), text);
}

/** The same for texts with any line ends, as an editor with our document applies them. */
export function applied(text: string, edits: readonly { range: { start: Position; end: Position }; newText: string }[]): string {
  const document = SysctlDocument.create("file:///x", "sysctl", 1, text);
  const last = [...edits].reverse().map(({ range, newText }) => ({ range, text: newText }));
  return SysctlDocument.update(document, last, 2).getText();
}
