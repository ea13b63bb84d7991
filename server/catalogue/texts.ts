import type { Catalogue } from "./catalogue.ts";
import type { JsonLines } from "./json-lines.ts";
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
export interface Texts {
  get(key: string): ParameterText | undefined;
}

/** A line of `dist/texts.<locale>.jsonl` that is about a parameter, in the order of `dist/catalogue.json`. Behind them come those about rules. */
export type WrittenText = readonly [title: string, summary: string, body: string, others?: Partial<ParameterText>];

/** The page of a rule: Markdown. */
export type WrittenRule = readonly [name: string, page: string];

/** A line of `dist/references.jsonl`, in the order of `dist/catalogue.json`. */
export type WrittenReferences = readonly [source: string, page: string, ...related: string[]];

/** All that is written in one language, each page read when it is first asked for. */
export class Pages implements Texts {
  private readonly order: ReadonlyMap<string, number>;
  private readonly known = new Map<string, ParameterText>();
  private rules: ReadonlyMap<string, string> | undefined;

  constructor(
    private readonly lines: JsonLines,
    private readonly references: JsonLines,
    { parameters }: Pick<Catalogue, "parameters">,
  ) {
    this.order = new Map(parameters.map(({ key }, i) => [key, i]));
  }

  get(key: string): ParameterText | undefined {
    const known = this.known.get(key);
    const line = this.order.get(key);
    if (known || line === undefined) return known;
    const text = textOf(this.lines.at(line) as WrittenText | undefined, this.references.at(line) as WrittenReferences | undefined);
    this.known.set(key, text);
    return text;
  }

  /** The page of a rule: Markdown. */
  rule(name: string): string | undefined {
    this.rules ??= new Map(this.writtenRules());
    return this.rules.get(name);
  }

  private *writtenRules(): Generator<WrittenRule> {
    for (let i = this.order.size; i < this.lines.count; i++) yield this.lines.at(i) as WrittenRule;
  }
}

function textOf([title, summary, body, others]: WrittenText = ["", "", ""], [source, page, ...related]: WrittenReferences = ["", ""]): ParameterText {
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
