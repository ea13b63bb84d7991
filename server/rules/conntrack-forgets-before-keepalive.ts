import { timeText } from "./arithmetic.ts";
import { defineRule, valueSpan } from "./rule.ts";
import { beside, setFixes } from "./set-parameter.ts";
import { written } from "./written.ts";

const ESTABLISHED = "net.netfilter.nf_conntrack_tcp_timeout_established";
const IDLE = "net.ipv4.tcp_keepalive_time";
/** A day: survives every usual keepalive, and is a fifth of the default. */
const DAY = 86_400;

export default defineRule({
  name: "conntrack-forgets-before-keepalive",
  severity: "warning",
  title: { en: "Firewall forgets connections before keepalive", "zh-cn": "防火墙在 keepalive 之前就忘记连接" },
  documentation: {
    en: `\`net.netfilter.nf_conntrack_tcp_timeout_established\` is how long an open connection may be silent before connection tracking forgets it. Each packet starts the time again, a keepalive probe too. If the first probe, after \`net.ipv4.tcp_keepalive_time\` (7200 seconds unless set), comes no sooner than the entry ends, keepalive cannot hold a single connection: idle SSH sessions and database pools lose their entry while both ends believe in them. Through NAT the next packet has nowhere to go and the program hangs or gets a reset; without NAT \`net.netfilter.nf_conntrack_tcp_loose\` usually picks the connection up again.

Keep this time above the keepalive time: 86400 (a day), at the least 7440 (RFC 5382), or lower \`tcp_keepalive_time\`. Once the first probe has passed, the entry lives on, so the time that all probes take does not count. On a gateway, what counts are the keepalive times of the hosts behind it. Source: nf_conntrack_tcp_packet() and nf_ct_refresh_acct() in net/netfilter, tcp_keepalive_timer() in net/ipv4/tcp_timer.c.`,
    "zh-cn": `\`net.netfilter.nf_conntrack_tcp_timeout_established\` 是已建立的连接静默多久后，连接跟踪（conntrack）就忘记它。任何报文都会重新计时，keepalive（保活）探测也算。第一个探测在 \`net.ipv4.tcp_keepalive_time\`（未设置时是 7200 秒）之后才发；如果它不早于条目到期，keepalive 就保不住任何连接：空闲的 SSH 会话和数据库连接池丢了条目，两端却都以为连接还在。经过 NAT 时，下一个报文无处可去，程序会卡住或收到复位；没有 NAT 时，\`net.netfilter.nf_conntrack_tcp_loose\` 通常能把连接重新接上。

请让它大于 keepalive 的空闲时间：86400（一天），至少 7440（RFC 5382），或者调低 \`tcp_keepalive_time\`。第一个探测通过后条目就延续下去，所以全部探测花多久并不重要。在网关上，要看它后面各主机的 keepalive 时间。来源：net/netfilter 的 nf_conntrack_tcp_packet() 和 nf_ct_refresh_acct()、net/ipv4/tcp_timer.c 的 tcp_keepalive_timer()。`,
  },
  reads: [ESTABLISHED, IDLE],
  examples: {
    bad: [
      "net.netfilter.nf_conntrack_tcp_timeout_established = 600",
      "net.netfilter.nf_conntrack_tcp_timeout_established = 7200",
      "net.ipv4.tcp_keepalive_time = 1800\nnet.netfilter.nf_conntrack_tcp_timeout_established = 1200",
    ],
    good: [
      "net.netfilter.nf_conntrack_tcp_timeout_established = 86400",
      "net.netfilter.nf_conntrack_tcp_timeout_established = 7440",
      "net.netfilter.nf_conntrack_tcp_timeout_established = 1200\nnet.ipv4.tcp_keepalive_time = 600",
      "net.ipv4.tcp_keepalive_time = 900000",
      "net.netfilter.nf_conntrack_tcp_timeout_established = 1h",
      "net.netfilter.nf_conntrack_tcp_timeout_established = 600\nnet.netfilter.nf_conntrack_tcp_timeout_established = 432000",
    ],
  },
  check(context) {
    const { number, report } = context;
    const established = written(context, ESTABLISHED, 1);
    const idle = number(IDLE);
    if (!established || !(idle >= established.value)) return;
    const { line, value } = established;
    const [forgets, probes] = [timeText(value), timeText(idle)];
    report({
      at: valueSpan(line),
      message: {
        en: `Forgets idle connections after ${forgets.en}; the first keepalive probe comes after ${probes.en} (${IDLE}). Through NAT, or with nf_conntrack_tcp_loose off, they then hang. Raise this time or lower that one.`,
        "zh-cn": `连接空闲 ${forgets["zh-cn"]}就会被忘记，第一个 keepalive 探测却要等 ${probes["zh-cn"]}（${IDLE}）。经过 NAT、或关闭了 nf_conntrack_tcp_loose 时，连接随后会卡住。请调高这个时间，或调低那个。`,
      },
      related: beside(context, ESTABLISHED, IDLE, { en: "Idle time before the first probe", "zh-cn": "第一个探测之前的空闲时间" }),
      fixes: (document) => [
        ...(idle < DAY ? setFixes(document, context, line, ESTABLISHED, DAY) : []),
        ...(value > 1 ? setFixes(document, context, line, IDLE, Math.floor(value / 2)) : []),
      ],
    });
  },
});
