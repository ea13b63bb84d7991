import type { Text } from "../locale.ts";
import { isVisible, visible } from "../visible.ts";

/** A value as a message shows it: long ones end in an ellipsis. */
export function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

/** No message of ours is as long, but for what it quotes from the file. */
const LONGEST = 1_000;

/**
 * A message as it is shown: what would hide in it is spelled out, and a word that is as long as no key is, which may be of megabytes,
 * loses its middle.
 */
export function shortMessage(message: Text): Text {
  if (isPlain(message.en) && isPlain(message["zh-cn"])) return message;
  return { en: shown(message.en), "zh-cn": shown(message["zh-cn"]) };
}

const isPlain = (message: string) => message.length <= LONGEST && isVisible(message);

function shown(message: string): string {
  const spelled = visible(message);
  if (spelled.length <= LONGEST) return spelled;
  const words = spelled.split(" ").map((word) => (word.length > 200 ? `${word.slice(0, 120)}…${word.slice(-20)}` : word));
  const text = words.join(" ");
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
