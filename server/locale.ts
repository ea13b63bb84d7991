/** Languages that everything a user reads exists in. English is the one to fall back on. */
export type Locale = "en" | "zh-cn";

/** The same sentence in every language; written side by side so that neither is forgotten. */
export type Text = Readonly<Record<Locale, string>>;

/** An error whose message a user reads. */
export class SaidError extends Error {
  constructor(readonly text: Text) {
    super(text.en);
  }
}

/** What to tell of an error; those that are not ours come in English. */
export function textOf(error: unknown): Text {
  if (error instanceof SaidError) return error.text;
  const message = error instanceof Error ? error.message : String(error);
  return { en: message, "zh-cn": message };
}

export function messageOf(error: unknown, locale: Locale): string {
  return textOf(error)[locale];
}

/** The locale for an LSP or VS Code language tag (`zh-CN`, `zh-Hans`, `zh`, `en-US`, ...); clients may send anything. */
export function localeOf(tag: unknown): Locale {
  const lower = (typeof tag === "string" ? tag : "").toLowerCase().replace("_", "-");
  if (!lower.startsWith("zh")) return "en";
  return lower.startsWith("zh-tw") || lower.startsWith("zh-hk") || lower.startsWith("zh-hant") ? "en" : "zh-cn";
}
