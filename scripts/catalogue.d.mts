interface Page {
  readonly facts: Record<string, unknown>;
  readonly title: string;
  readonly summary: string;
  readonly body: string;
}
interface Entry {
  readonly key: string;
  readonly path: string;
  readonly en: Page | undefined;
  readonly translations: Map<string, Page>;
}
interface LoadedCatalogue {
  readonly pages: Map<string, Entry>;
  readonly problems: string[];
}
export const TRANSLATIONS: string[];
export function loadCatalogue(folder?: string): LoadedCatalogue;
export function checkCatalogue(catalogue: LoadedCatalogue, under?: string): string[];
export function compileFacts(catalogue: LoadedCatalogue, usage: Record<string, number>): unknown[];
export function compileTexts(catalogue: LoadedCatalogue, locale: string): unknown[];
export function compileReferences(catalogue: LoadedCatalogue): unknown[];
export function usage(): Record<string, number>;
