import { beforeAll } from "vitest";
import { compileFacts, compileReferences, compileTexts, loadCatalogue, usage } from "../../scripts/catalogue.mjs";
import { FileAnalysis } from "../../server/analysis.ts";
import type { AnalysisOptions, RuleSettings, Surroundings } from "../../server/analysis-options.ts";
import { Catalogue } from "../../server/catalogue/catalogue.ts";
import { JsonLines } from "../../server/catalogue/json-lines.ts";
import type { RawFacts } from "../../server/catalogue/parameter.ts";
import { Pages, type Texts } from "../../server/catalogue/texts.ts";
import { type Assembled, assemble } from "../../server/configuration/assemble.ts";
import type { Entry, Tree } from "../../server/configuration/load-order.ts";
import { SysctlDocument } from "../../server/document/document.ts";
import { RULES } from "../../server/rules/index.ts";
import type { Finding } from "../../server/rules/rule.ts";
import { type Loader, nameOfTarget, readKernel, type Target } from "../../server/target.ts";

let pages: ReturnType<typeof loadCatalogue> | undefined;
let loaded: Catalogue | undefined;
const words = new Map<string, Texts>();

/** The real catalogue, compiled from the pages once per test process. */
export function catalogue(): Catalogue {
  pages ??= loadCatalogue();
  loaded ??= new Catalogue(compileFacts(pages, usage()) as RawFacts[]);
  return loaded;
}

/** The same for their words. */
export function texts(locale: "en" | "zh-cn" = "en"): Texts {
  let known = words.get(locale);
  if (!known) {
    pages ??= loadCatalogue();
    const lines = (values: readonly unknown[]) => new JsonLines(new TextEncoder().encode(JsonLines.write(values)));
    known = new Pages(lines(compileTexts(pages, locale)), lines(compileReferences(pages)), catalogue());
    words.set(locale, known);
  }
  return known;
}

/** Reading the pages takes a second or two: not inside the first test's time. */
export function useCatalogue(): void {
  beforeAll(() => void catalogue(), 60_000);
}

export function target(kernel = "6.12", loader: Loader = "systemd"): Target {
  const choice = readKernel(kernel);
  if (choice?.kernel === undefined) throw new Error(`no release: ${kernel}`);
  const { kernel: release, distribution, hz } = choice;
  return { kernel: release, loader, hz, ...(distribution ? { from: { kernel: "setting", loader: "setting", distribution } } : {}) };
}

/** `hz`: CONFIG_HZ, where it is not the one that the target has. */
type More = Pick<AnalysisOptions, "running" | "drift"> & { readonly hz?: number | undefined };

export function analyse(text: string, kernel?: string, loader?: Loader, settings?: RuleSettings, { hz, ...more }: More = {}): FileAnalysis {
  const document = SysctlDocument.create("file:///etc/sysctl.conf", "sysctl", 1, text);
  const named = target(kernel, loader);
  const chosen: Target = hz === undefined ? named : { ...named, hz };
  // What runs counts where nobody chose another kernel.
  const checkedFor: Target = more.running ? { ...chosen, from: { kernel: "machine", loader: "setting" } } : chosen;
  const options = { catalogue: catalogue(), target: checkedFor, rules: RULES, ...(settings ? { settings } : {}), ...more };
  return new FileAnalysis(document, options);
}

export function findings(text: string, kernel?: string, loader?: Loader, settings?: RuleSettings, more?: More): readonly Finding[] {
  return analyse(text, kernel, loader, settings, more).findings();
}

/** The analysis of one of several files, by path, of a system that has no others. */
export function analyseIn(files: Readonly<Record<string, string>>, path: string, checkedFor = target(), settings?: RuleSettings): FileAnalysis {
  const documents = new Map(Object.entries(files).map(([name, text]) => [name, SysctlDocument.create(`file://${name}`, "sysctl", 1, text)]));
  const document = documents.get(path);
  if (!document) throw new Error(`no such file: ${path}`);
  const options = { catalogue: catalogue(), target: checkedFor, rules: RULES, surroundings: surroundingsIn(documents)(document, path) };
  return new FileAnalysis(document, settings ? { ...options, settings } : options);
}

/** What documents by path are to each other in a system that has no other files. */
export function surroundingsIn(documents: ReadonlyMap<string, SysctlDocument>) {
  const known = new Map<string, Assembled>();
  return (document: SysctlDocument, path: string) =>
    (chosen: Target): Surroundings => {
      const name = nameOfTarget(chosen);
      const made =
        known.get(name) ?? assemble(catalogue(), chosen, treeOf([...documents.keys()]), { isWhole: true, named: true }, ({ real }) => documents.get(real));
      known.set(name, made);
      return { configuration: made.configuration, placement: made.placementOf(document, path) };
    };
}

/** A tree of regular files. */
function treeOf(paths: readonly string[]): Tree {
  const folders = new Map<string, Entry[]>();
  const entries = paths.map((path): [string, Entry] => [
    path.slice(0, path.lastIndexOf("/")),
    { name: path.slice(path.lastIndexOf("/") + 1), kind: "file", real: path },
  ]);
  for (const [folder, entry] of entries) folders.set(folder, [...(folders.get(folder) ?? []), entry]);
  return { folders, sysctlConf: folders.get("/etc")?.find(({ name }) => name === "sysctl.conf") };
}

/** "line:rule:severity" of each finding. */
export function brief(list: readonly Finding[]): string[] {
  return list.map(({ at, rule, severity }) => `${at.line.number + 1}:${rule}:${severity}`);
}
