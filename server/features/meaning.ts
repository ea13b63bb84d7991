import { grouped, type Integer } from "../catalogue/number.ts";
import { contains, type ParameterAtRelease } from "../catalogue/parameter.ts";
import type { Words } from "../catalogue/texts.ts";
import type { WrittenNumber } from "../catalogue/write.ts";
import type { Locale } from "../locale.ts";
import { inWords } from "./units.ts";

/** What one number of a value means for a parameter: lines of Markdown, most telling first; empty if there is nothing to say. */
export function meaningOf(word: WrittenNumber, position: number, parameter: ParameterAtRelease, words: Words, locale: Locale): string[] {
  const lines: string[] = [];
  const { number } = word;
  if (!number) return lines;
  const value = words.value(String(number.value));
  if (value) lines.push(value);
  const friendly = inWords(number.value, parameter.facts.unit, locale);
  if (friendly) lines.push(friendly);
  if (parameter.facts.bits) lines.push(...bitLines(number.value, parameter.facts.bits, words, locale));
  if (number.base !== 10) {
    const decimal = grouped(number.value);
    lines.push(
      locale === "en"
        ? `${number.base === 8 ? "octal (leading zero)" : "hexadecimal"}: ${decimal}`
        : `${number.base === 8 ? "八进制（前导零）" : "十六进制"}：${decimal}`,
    );
  }
  const suits = words.suggestion(String(number.value));
  if (suits && parameter.arity === 1) lines.push(locale === "en" ? `suits: ${suits}` : `适合：${suits}`);
  if (isDefault(number.value, position, parameter)) lines.push(locale === "en" ? "the default" : "默认值");
  const intervals = parameter.intervalsAt(position);
  if (intervals && !contains(intervals, number.value)) lines.push(locale === "en" ? "the kernel refuses it" : "内核会拒绝");
  return lines;
}

function isDefault(value: Integer, position: number, parameter: ParameterAtRelease): boolean {
  return parameter.defaultText?.split(" ")[position] === String(value);
}

/** The bits that are set and have a name, and what is left of the number without them. A negative number has none. */
export function bitsOf(value: Integer, bits: readonly string[], words: Words): { names: { mask: string; name: string }[]; rest: bigint } {
  const names: { mask: string; name: string }[] = [];
  let rest = value < 0 ? 0n : BigInt(value);
  for (const mask of bits) {
    const bit = BigInt(mask);
    if (value < 0 || bit === 0n || (BigInt(value) & bit) !== bit) continue;
    names.push({ mask, name: words.bit(mask) ?? mask });
    rest &= ~bit;
  }
  return { names, rest };
}

/** Each bit that is set, named; bits that no release defines are said to be so. */
function bitLines(value: Integer, bits: readonly string[], words: Words, locale: Locale): string[] {
  if (value === 0) return [locale === "en" ? "no bit set" : "没有置任何位"];
  const { names, rest } = bitsOf(value, bits, words);
  const lines = names.map(({ mask, name }) => `\`${mask}\`: ${name}`);
  if (rest !== 0n) lines.push(locale === "en" ? `\`0x${rest.toString(16)}\`: no meaning known` : `\`0x${rest.toString(16)}\`：没有已知含义`);
  return lines;
}
