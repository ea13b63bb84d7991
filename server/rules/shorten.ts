import type { Text } from "../locale.ts";

/** A value as a message shows it: long ones end in an ellipsis. */
export function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

/** No message of ours is as long, but for what it quotes from the file. */
const LONGEST = 1_000;

/** A message as it is shown: a word of it that is as long as no key is, which may be of megabytes, loses its middle. */
export function shortMessage(message: Text): Text {
  if (message.en.length <= LONGEST && message["zh-cn"].length <= LONGEST) return message;
  return { en: shortened(message.en), "zh-cn": shortened(message["zh-cn"]) };
}

function shortened(message: string): string {
  const words = message.split(" ").map((word) => (word.length > 200 ? `${word.slice(0, 120)}…${word.slice(-20)}` : word));
  const text = words.join(" ");
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
