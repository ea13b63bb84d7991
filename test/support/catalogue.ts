import { beforeAll } from "vitest";
import { compileFacts, compileTexts, loadCatalogue, usage } from "../../scripts/catalogue.mjs";
import { type AnalysisOptions, FileAnalysis, type RuleSettings } from "../../server/analysis.ts";
import { Catalogue } from "../../server/catalogue/catalogue.ts";
import type { RawFacts } from "../../server/catalogue/parameter.ts";
import { parseRelease } from "../../server/catalogue/release.ts";
import { type PackedText, readTexts, type Texts } from "../../server/catalogue/texts.ts";
import { SysctlDocument } from "../../server/document/document.ts";
import { RULES } from "../../server/rules/index.ts";
import type { Finding } from "../../server/rules/rule.ts";
import type { Loader, Target } from "../../server/target.ts";

let pages: ReturnType<typeof loadCatalogue> | undefined;
let loaded: Catalogue | undefined;

/** The real catalogue, compiled from the pages once per test process. */
export function catalogue(): Catalogue {
  pages ??= loadCatalogue();
  loaded ??= new Catalogue(compileFacts(pages, usage()) as RawFacts[]);
  return loaded;
}

export function texts(locale: "en" | "zh-cn" = "en"): Texts {
  pages ??= loadCatalogue();
  return readTexts(compileTexts(pages, locale) as PackedText[], catalogue());
}

/** Reading the pages takes a second or two: not inside the first test's time. */
export function useCatalogue(): void {
  beforeAll(() => void catalogue(), 60_000);
}

export function target(kernel = "6.12", loader: Loader = "systemd"): Target {
  const release = parseRelease(kernel);
  if (release === undefined) throw new Error(`no release: ${kernel}`);
  return { kernel: release, loader };
}

export function analyse(
  text: string,
  kernel?: string,
  loader?: Loader,
  settings?: RuleSettings,
  more: Pick<AnalysisOptions, "running" | "drift"> = {},
): FileAnalysis {
  const document = SysctlDocument.create("file:///etc/sysctl.conf", "sysctl", 1, text);
  const chosen = target(kernel, loader);
  // What runs counts where nobody chose another kernel.
  const checkedFor: Target = more.running ? { ...chosen, from: { kernel: "machine", loader: "setting" } } : chosen;
  const options = { catalogue: catalogue(), target: checkedFor, rules: RULES, ...(settings ? { settings } : {}), ...more };
  return new FileAnalysis(document, options);
}

export function findings(
  text: string,
  kernel?: string,
  loader?: Loader,
  settings?: RuleSettings,
  more?: Pick<AnalysisOptions, "running" | "drift">,
): Finding[] {
  return analyse(text, kernel, loader, settings, more).findings();
}

/** "line:rule:severity" of each finding. */
export function brief(list: readonly Finding[]): string[] {
  return list.map(({ at, rule, severity }) => `${at.line.number + 1}:${rule}:${severity}`);
}
