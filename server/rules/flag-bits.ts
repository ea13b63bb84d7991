import type { Integer } from "../catalogue/number.ts";
import type { ParameterAtRelease } from "../catalogue/parameter.ts";

/** Bits that pages leave out because they do nothing (any more), and that are no mistake. */
const HARMLESS = new Map([
  // One bit an ICMP type; the page names those that Linux sends. Source: NR_ICMP_TYPES in include/uapi/linux/icmp.h.
  ["net.ipv4.icmp_ratemask", 0x7ffffn],
  // 0x100 and 0x800 meant something until 4.8.
  ["net.ipv4.tcp_fastopen", 0x900n],
]);

/** The bits of a number that no release gives a meaning; 0n where all are fine or the parameter is no set of bits. */
export function unknownBits(parameter: ParameterAtRelease, value: Integer): bigint {
  const { bits, values, key, type } = parameter.facts;
  if (type !== "flags" || !bits || value < 0 || values?.includes(String(value))) return 0n;
  let known = HARMLESS.get(key) ?? 0n;
  for (const bit of bits) known |= BigInt(bit);
  return BigInt(value) & ~known;
}

/** 12n -> ["0x4", "0x8"] */
export function listBits(bits: bigint): string[] {
  const list: string[] = [];
  for (let bit = 1n; bit <= bits; bit <<= 1n) if (bits & bit) list.push(`0x${bit.toString(16)}`);
  return list;
}
