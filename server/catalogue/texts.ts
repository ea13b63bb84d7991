import type { Catalogue } from "./catalogue.ts";
import type { Parameter } from "./parameter.ts";

/** What one parameter's page in one language shows besides the facts. */
export interface ParameterText {
  readonly title: string;
  /** One sentence: what it does. */
  readonly summary: string;
  /** Markdown: everything else. */
  readonly body: string;
  readonly unit?: string;
  readonly formula?: string;
  readonly vendor?: string;
  readonly names?: readonly string[];
  readonly values?: Readonly<Record<string, string>>;
  readonly bits?: Readonly<Record<string, string>>;
  /** Suggested value -> the case it suits. */
  readonly suggestions?: Readonly<Record<string, string>>;
  /** Below the kernel's source tree; empty: not known. */
  readonly source: string;
  /** Below the kernel's documentation; empty: there is none. */
  readonly page: string;
  /** Keys of other parameters. */
  readonly related: readonly string[];
}

/** All pages in one language, by canonical key. */
export type Texts = ReadonlyMap<string, ParameterText>;

/** What `dist/texts.<locale>.packed` holds: all that is written for people to read in one language. */
export interface Prose {
  /** Title, summary, body and the other words of each parameter, in the order of `dist/catalogue.json`. */
  readonly parameters: readonly PackedText[];
  /** The page of each rule: Markdown, by name. */
  readonly rules: Readonly<Record<string, string>>;
}

export type PackedText = readonly [title: string, summary: string, body: string, others?: Partial<ParameterText>];

/** What `dist/references.packed` holds for each parameter, in the order of `dist/catalogue.json`. */
export type PackedReferences = readonly [source: string, page: string, ...related: string[]];

/** The pages of the catalogue's parameters. All three stand in the same order. */
export function readTexts(words: readonly PackedText[], references: readonly PackedReferences[], { parameters }: Catalogue): Texts {
  return new Map(parameters.map(({ key }, i) => [key, textOf(words[i], references[i])]));
}

function textOf([title, summary, body, others]: PackedText = ["", "", ""], [source, page, ...related]: PackedReferences = ["", ""]): ParameterText {
  return { title, summary, body, source, page, related, ...others };
}

const NO_TEXT = textOf();

/** The words of a parameter; names and units are those of its facts (English) where the page of the language has none. */
export class Words {
  readonly text: ParameterText;

  constructor(
    readonly parameter: Parameter,
    texts: Texts,
  ) {
    this.text = texts.get(parameter.key) ?? NO_TEXT;
  }

  get unit(): string | undefined {
    return this.text.unit ?? this.parameter.facts.unit;
  }

  name(position: number): string | undefined {
    return this.text.names?.[position] ?? this.parameter.facts.names?.[position];
  }

  /** What a defined value means. */
  value(value: string): string | undefined {
    return this.text.values?.[value];
  }

  bit(mask: string): string | undefined {
    return this.text.bits?.[mask];
  }

  /** The case that a suggested value suits. */
  suggestion(value: string): string | undefined {
    return this.text.suggestions?.[value];
  }
}
