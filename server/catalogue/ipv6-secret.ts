/** proc_dostring keeps no more of the text: IPV6_MAX_STRLEN, less the byte that ends it. */
const LONGEST = 47;

/** Groups of an address. */
const GROUPS = 8;
/** Those that stand before an IPv4 address. */
const BEFORE_IPV4 = 6;

/**
 * Where the IPv6 address ends that a value begins with; -1 where the kernel finds none. Whatever follows is not looked at: `2001:db8::1/64`
 * is `2001:db8::1`. Groups may have any number of leading zeros, and the last two may be an IPv4 address.
 *
 * Source: net/ipv6/addrconf.c addrconf_sysctl_stable_secret, net/core/utils.c in6_pton with a delimiter of -1.
 */
export function secretEnd(value: string): number {
  const text = value.slice(0, LONGEST);
  const abbreviated = text.startsWith("::");
  return abbreviated ? endOf(text, 2, 1, true) : endOf(text, 0, 0, false);
}

/** `count`: the groups before `at`, where `::` counts as one; `isShort`: there has been a `::`. */
function endOf(text: string, at: number, count: number, isShort: boolean): number {
  const digits = digitsFrom(text, at);
  if (digits === 0) return isShort && text.startsWith("::", at - 2) && !/[:.]/.test(text.charAt(at)) ? at : -1;
  if (count === GROUPS || text.slice(at, at + digits).replace(/^0+/, "").length > 4) return -1;
  const end = at + digits;
  const next = text.charAt(end);
  if (next === ".") return isShort ? (count <= BEFORE_IPV4 ? ipv4End(text, at) : -1) : count === BEFORE_IPV4 ? ipv4End(text, at) : -1;
  if (next !== ":") return isShort || count === GROUPS - 1 ? end : -1;
  if (count === GROUPS - 1) return -1;
  if (text.charAt(end + 1) !== ":") return digitsFrom(text, end + 1) > 0 ? endOf(text, end + 1, count + 1, isShort) : -1;
  return isShort ? -1 : endOf(text, end + 2, count + 2, true);
}

function digitsFrom(text: string, at: number): number {
  let end = at;
  while (end < text.length && /[0-9a-fA-F]/.test(text.charAt(end))) end++;
  return end - at;
}

/** Four numbers up to 255, and no letter of a hexadecimal number or dot behind them. */
function ipv4End(text: string, at: number): number {
  const [found = "", ...numbers] = /^(\d+)\.(\d+)\.(\d+)\.(\d+)(?![\da-fA-F.])/.exec(text.slice(at)) ?? [];
  return found !== "" && numbers.every((number) => Number(number) <= 255) ? at + found.length : -1;
}
