import { visible, visibleJson } from "../visible.ts";

/**
 * Text from files as it is printed: nothing in it acts on a terminal, or on the service that a job runs in. Those obey what looks like
 * one of their commands anywhere in a line (`##vso[...]` on Azure Pipelines, `##[...]` on GitHub).
 */
export function shown(text: string): string {
  return visible(text).replace(/##(?=\[|vso\[)/g, "# #");
}

/** A path at the beginning of a line, where GitHub obeys `::command::`. */
export function shownPath(path: string): string {
  const text = shown(path);
  return text.trimStart().startsWith("::") ? `./${text}` : text;
}

/** A value as JSON, ending in a line end. */
export function printedJson(value: unknown): string {
  return `${visibleJson(JSON.stringify(value, null, 2))}\n`;
}
