import { visible } from "../visible.ts";

/** Longer texts say nothing more to a reader. */
const LONGEST = 200;

/**
 * Text of a file, or of anybody else, as code in Markdown: whatever it holds is neither a link, an image, HTML nor the end of the code.
 * Source: CommonMark 6.1, code spans.
 */
export function code(text: string): string {
  const shown = visible(text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);
  let longest = 0;
  for (const [run] of shown.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  const fence = "`".repeat(longest + 1);
  // A blank at both ends is taken off again; without it, a backtick at an end would be one of the fence.
  const pad = longest > 0 ? " " : "";
  return `${fence}${pad}${shown}${pad}${fence}`;
}
