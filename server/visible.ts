/**
 * Control characters, C1 included (terminals obey some); line ends; and what turns the direction of text, so that it reads as something
 * else than it is. A tab is no harm.
 */
const INVISIBLE = /[\0-\x08\x0a-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** Nearly all text is: nothing in it is to be spelled out. */
export function isVisible(text: string): boolean {
  return text.search(INVISIBLE) < 0;
}

/** Text of a file or a file's name as it may be shown: what would act on a terminal, or hide, is spelled out as `\u{1b}`. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`);
}

/** The same for text in JSON, which stays JSON for the same text. */
export function visibleJson(json: string): string {
  // Line ends and blanks between the parts are JSON's own; inside its strings they are escaped already.
  return json.replace(INVISIBLE, (character) => (character === "\n" ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`));
}
