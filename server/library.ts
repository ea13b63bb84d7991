import { Catalogue } from "./catalogue/catalogue.ts";
import type { RawFacts } from "./catalogue/parameter.ts";
import { type PackedReferences, type Prose, readTexts, type Texts } from "./catalogue/texts.ts";
import type { Locale } from "./locale.ts";
import { unpackTextGently } from "./packed.ts";
import type { System } from "./system/system.ts";

/** All that is written in one language. */
interface Words {
  readonly texts: Texts;
  readonly rules: ReadonlyMap<string, string>;
}

/** The built files of dist/ that the server reads: each once, when it is first asked for. Every answer rejects where its file is missing. */
export class Library {
  private loadedCatalogue: Promise<Catalogue> | undefined;
  private words: { readonly locale: Locale; readonly loaded: Promise<Words> } | undefined;

  constructor(private readonly system: Pick<System, "readAsset" | "readBytes">) {}

  /** What is known of parameters: facts only. */
  catalogue(): Promise<Catalogue> {
    this.loadedCatalogue ??= this.system.readAsset("catalogue.json").then((json) => new Catalogue(JSON.parse(json) as RawFacts[]));
    return this.loadedCatalogue;
  }

  /** Has somebody asked for words already? */
  get hasTexts(): boolean {
    return this.words !== undefined;
  }

  async texts(locale: Locale): Promise<Texts> {
    return (await this.wordsIn(locale)).texts;
  }

  /** The page of a rule: Markdown. */
  async rulePage(name: string, locale: Locale): Promise<string | undefined> {
    const page = (await this.wordsIn(locale)).rules.get(name);
    return page && `# ${name}\n\n${page}\n`;
  }

  private wordsIn(locale: Locale): Promise<Words> {
    // One language at a time is kept: few change it twice.
    if (this.words?.locale !== locale) this.words = { locale, loaded: this.readWords(`texts.${locale}`) };
    return this.words.loaded;
  }

  private async readWords(name: string): Promise<Words> {
    const { parameters, rules } = (await this.readPacked(name)) as Prose;
    const references = (await this.readPacked("references")) as PackedReferences[];
    return { texts: readTexts(parameters, references, await this.catalogue()), rules: new Map(Object.entries(rules)) };
  }

  private async readPacked(name: string): Promise<unknown> {
    return JSON.parse(await unpackTextGently(await this.system.readBytes(`${name}.packed`)));
  }
}
