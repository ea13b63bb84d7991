import { Catalogue } from "./catalogue/catalogue.ts";
import { JsonLines } from "./catalogue/json-lines.ts";
import type { RawFacts } from "./catalogue/parameter.ts";
import { Pages } from "./catalogue/texts.ts";
import type { Locale } from "./locale.ts";
import type { System } from "./system/system.ts";

/** The built files of dist/ that are read at run time: each once, when it is first asked for. Every answer rejects where its file is missing. */
export class Library {
  private loadedCatalogue: Promise<Catalogue> | undefined;
  private loadedPages: { readonly locale: Locale; readonly pages: Promise<Pages> } | undefined;

  constructor(private readonly system: Pick<System, "readAsset" | "readBytes">) {}

  /** What is known of parameters: facts only. */
  catalogue(): Promise<Catalogue> {
    this.loadedCatalogue ??= this.system.readAsset("catalogue.json").then((json) => new Catalogue(JSON.parse(json) as RawFacts[]));
    return this.loadedCatalogue;
  }

  /** All that is written in one language. */
  texts(locale: Locale): Promise<Pages> {
    // One language at a time is kept: few change it twice.
    if (this.loadedPages?.locale !== locale) this.loadedPages = { locale, pages: this.read(locale) };
    return this.loadedPages.pages;
  }

  private async read(locale: Locale): Promise<Pages> {
    const lines = async (name: string) => new JsonLines(await this.system.readBytes(`${name}.jsonl`));
    return new Pages(await lines(`texts.${locale}`), await lines("references"), await this.catalogue());
  }

  /** The page of a rule: Markdown. */
  async rulePage(name: string, locale: Locale): Promise<string | undefined> {
    const page = (await this.texts(locale)).rule(name);
    return page && `# ${name}\n\n${page}\n`;
  }
}
