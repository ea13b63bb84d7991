import type { DocumentLink } from "vscode-languageserver";
import { formatRelease, type Release } from "../catalogue/release.ts";
import type { Texts } from "../catalogue/texts.ts";
import { STEP, type Steps } from "../gently.ts";
import type { Text } from "../locale.ts";
import type { FeatureContext } from "./context.ts";
import { kernelPage } from "./documentation.ts";
import { isStatement } from "./structure.ts";

/** What a link is about; its address is worked out when the client asks for it. */
interface LinkData {
  readonly key: string;
  readonly kernel: Release;
}

/** A client asks for those of the whole file after each edit. */
const MOST_LINKS = 5_000;

const TOOLTIP: (release: string) => Text = (release) => ({
  en: `Open the kernel's documentation (${release})`,
  "zh-cn": `打开内核文档（${release}）`,
});

/** A link on the name of each parameter (the last part of its key) to the kernel's page about it. */
export function* documentLinks({ analysis, texts }: FeatureContext): Steps<DocumentLink[]> {
  const { document, target } = analysis;
  const links: DocumentLink[] = [];
  for (const line of document.lines) {
    if (links.length >= MOST_LINKS) break;
    if (line.number % STEP === 0) yield;
    if (!isStatement(line)) continue;
    const { parameter } = analysis.resolve(line);
    if (!parameter || !texts.get(parameter.facts.key)?.page) continue;
    const start = Math.max(line.keyStart, line.text.lastIndexOf(".", line.keyEnd - 1) + 1, line.text.lastIndexOf("/", line.keyEnd - 1) + 1);
    links.push({
      range: { start: { line: line.number, character: start }, end: { line: line.number, character: line.keyEnd } },
      data: { key: parameter.facts.key, kernel: target.kernel } satisfies LinkData,
    });
  }
  return links;
}

/** Adds the address, and what a click does. */
export function resolveLink({ client, locale }: Pick<FeatureContext, "client" | "locale">, link: DocumentLink, texts: Texts): DocumentLink {
  const data = link.data as LinkData | undefined;
  const page = data && texts.get(data.key)?.page;
  if (!page) return link;
  const tooltip = client.linkTooltips ? { tooltip: TOOLTIP(formatRelease(data.kernel))[locale] } : {};
  return { range: link.range, target: kernelPage(page, data.kernel), ...tooltip };
}
