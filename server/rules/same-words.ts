import { tokens } from "../catalogue/number.ts";

/** Do two values hold the same words? How many blanks stand between them is nothing to the kernel. */
export function sameWords(a: string, b: string): boolean {
  return normal(a) === normal(b);
}

function normal(value: string): string {
  return tokens(value)
    .map((word) => word.text)
    .join(" ");
}
