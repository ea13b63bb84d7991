import type { OrderedWrite } from "../configuration/configuration.ts";
import { isGlob } from "../document/key.ts";
import { numbersOf } from "./arithmetic.ts";
import { isIn } from "./companion.ts";
import { lineEndingOf, removeLine, replace } from "./edits.ts";
import { IPV4_FORWARDING, keyFor, READS_FORWARDING } from "./interface-settings.ts";
import { type ConfigurationContext, defineRule, keySpan } from "./rule.ts";

const REDIRECTS = "net.ipv4.conf.all.accept_redirects";
const FORWARDING = "net.ipv4.conf.*.forwarding";
const IPV6_FORWARDING = "net.ipv6.conf.*.forwarding";
const IPV6_ALL = "net.ipv6.conf.all.forwarding";

export default defineRule({
  name: "ip-forward-resets",
  severity: "warning",
  title: { en: "Forwarding switched after what it resets", "zh-cn": "转发开关写在了会被它重置的行后面" },
  documentation: {
    en: "A change of `net.ipv4.ip_forward` (or `net.ipv4.conf.all.forwarding`) has side effects: `net.ipv4.conf.all.accept_redirects` becomes 0 when forwarding goes on and 1 when it goes off, and the forwarding of `default` and of every interface takes the new value. `net.ipv6.conf.all.forwarding` rewrites the forwarding of `default` and the interfaces on every write. Lines written before are lost. Put the switch first and the exceptions behind it. Sources: inet_forward_change() in net/ipv4/devinet.c, addrconf_fixup_forwarding() in net/ipv6/addrconf.c; measured on Linux 6.18.",
    "zh-cn":
      "`net.ipv4.ip_forward`（或 `net.ipv4.conf.all.forwarding`）的值一变就有副作用：打开转发时 `net.ipv4.conf.all.accept_redirects` 变成 0，关闭时变成 1；`default` 和每个接口的转发也跟着变。`net.ipv6.conf.all.forwarding` 每写一次，就会改写 `default` 和各接口的转发。写在前面的行会丢失。请先写开关，再写例外。来源：net/ipv4/devinet.c 的 inet_forward_change()、net/ipv6/addrconf.c 的 addrconf_fixup_forwarding()；在 Linux 6.18 上实测。",
  },
  reads: [...READS_FORWARDING, "net.ipv4.conf.*.accept_redirects", IPV6_FORWARDING],
  examples: {
    bad: [
      "net.ipv4.conf.all.accept_redirects = 1\nnet.ipv4.ip_forward = 1",
      "net.ipv4.conf.eth0.forwarding = 0\nnet.ipv4.ip_forward = 1",
      "net.ipv4.conf.default.forwarding = 0\nnet.ipv4.conf.all.forwarding = 1",
      "net.ipv6.conf.eth0.forwarding = 0\nnet.ipv6.conf.all.forwarding = 1",
      { text: "net.ipv4.ip_forward = 1\nnet.ipv4.conf.all.accept_redirects = 0\nnet.ipv4.ip_forward = 0", loader: "procps" },
    ],
    good: [
      "net.ipv4.ip_forward = 1\nnet.ipv4.conf.all.accept_redirects = 1",
      "net.ipv4.conf.all.accept_redirects = 0\nnet.ipv4.ip_forward = 1",
      "net.ipv4.conf.all.accept_redirects = 0\nnet.ipv4.ip_forward = 0",
      "net.ipv4.conf.default.forwarding = 1\nnet.ipv4.ip_forward = 1",
      "net.ipv4.ip_forward = 1\nnet.ipv4.conf.eth0.forwarding = 0",
      "net.ipv4.conf.eth0.forwarding = 1\nnet.ipv4.ip_forward = 0",
      "net.ipv6.conf.all.forwarding = 1\nnet.ipv6.conf.eth0.forwarding = 0",
    ],
  },
  check(context) {
    checkIpv4(context);
    checkIpv6(context);
  },
});

/** The keys of single interfaces and of `default`; a name with a dot has no key that could be asked for. */
function interfaceKeys(context: ConfigurationContext, key: string): string[] {
  return context
    .perInterface(key)
    .filter(({ name }) => name !== "all" && !isGlob(name) && !name.includes("."))
    .map(({ name }) => keyFor(key, name));
}

const numberOf = ({ line }: OrderedWrite): number => numbersOf(line.value)[0] ?? Number.NaN;

function checkIpv4(context: ConfigurationContext): void {
  if (context.writes(IPV4_FORWARDING).length === 0) return;
  const switches = new Set<string>(IPV4_FORWARDING);
  const before = new Map<string, OrderedWrite>();
  // What a host starts with.
  let forwarding = 0;
  for (const write of context.writes([...switches, REDIRECTS, ...interfaceKeys(context, FORWARDING)])) {
    const value = numberOf(write);
    if (Number.isNaN(value)) continue;
    if (!switches.has(write.key)) {
      before.set(write.key, write);
      continue;
    }
    if (value === forwarding) continue;
    forwarding = value;
    const redirects = value === 0 ? 1 : 0;
    for (const earlier of before.values()) reportReset(context, earlier, write, earlier.key === REDIRECTS ? redirects : value);
    before.clear();
  }
}

function checkIpv6(context: ConfigurationContext): void {
  if (context.writes([IPV6_ALL]).length === 0) return;
  const before = new Map<string, OrderedWrite>();
  for (const write of context.writes([IPV6_ALL, ...interfaceKeys(context, IPV6_FORWARDING)])) {
    const value = numberOf(write);
    if (Number.isNaN(value)) continue;
    if (write.key !== IPV6_ALL) {
      before.set(write.key, write);
      continue;
    }
    for (const earlier of before.values()) reportReset(context, earlier, write, value);
    before.clear();
  }
}

/** Silent where the line is rewritten with what it says anyway. */
function reportReset({ report }: ConfigurationContext, earlier: OrderedWrite, by: OrderedWrite, value: number): void {
  if ((numberOf(earlier) !== 0) === (value !== 0)) return;
  const { line } = earlier;
  report({
    at: keySpan(line),
    message: {
      en: `Does not last: ${by.line.key} further on sets ${line.key} to ${value}. Move that line up, before this one.`,
      "zh-cn": `保持不住：后面的 ${by.line.key} 会把 ${line.key} 改成 ${value}。请把那一行移到这一行前面。`,
    },
    related: [{ at: keySpan(by.line), message: { en: "The line that resets it", "zh-cn": "重置它的一行" } }],
    fixes: (document) =>
      isIn(document, by.line) && by.line.number > line.number
        ? [
            {
              title: { en: `Move ${by.line.key} before this line`, "zh-cn": `把 ${by.line.key} 移到这一行前面` },
              edits: [replace(line, 0, 0, by.line.text + lineEndingOf(document, line)), removeLine(document, by.line)],
            },
          ]
        : [],
  });
}
