/** A value as a message shows it: long ones end in an ellipsis. */
export function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
