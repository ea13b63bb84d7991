import { grouped } from "../catalogue/number.ts";
import { oneDecimal } from "./arithmetic.ts";
import { addBelow } from "./companion.ts";
import { CONNTRACK_MAX, conntrackMaximum } from "./conntrack-maximum.ts";
import { defineRule, valueSpan } from "./rule.ts";

const ESTABLISHED = "net.netfilter.nf_conntrack_tcp_timeout_established";
/** Vanished connections a second that a table must bear before its time-out stops being the first thing to look at. */
const ROOMY = 5;

export default defineRule({
  name: "conntrack-established-default",
  severity: "information",
  title: { en: "Dead connections stay in the table for five days", "zh-cn": "失效连接在跟踪表里停留五天" },
  documentation: {
    en: "A configuration that sizes the connection table but keeps `net.netfilter.nf_conntrack_tcp_timeout_established` at its default of 432000 s: a connection whose ends disappear without FIN or RST stays in the table for five days. If N of them vanish each second, N x 432000 entries are dead weight; the message says at which N the table is full. On gateways and container hosts 86400 is a safe choice, 7440 the least that RFC 5382 allows; do not go below the keepalive time of the hosts (7200 s by default). Not reported where the table is so large (more than 2,160,000 entries) that this hardly matters. Source: tcp_timeouts in net/netfilter/nf_conntrack_proto_tcp.c.",
    "zh-cn":
      "配置调整了连接表的大小，却让 `net.netfilter.nf_conntrack_tcp_timeout_established` 保持默认的 432000 秒：两端不发 FIN 或 RST 就消失的连接会在表里停留五天。每秒消失 N 个，就有 N x 432000 个表项白白占着；消息里说明 N 为多少时表会满。网关和容器主机上 86400 是稳妥的选择，RFC 5382 允许的最小值是 7440；不要低于主机的保活时间（默认 7200 秒）。表大到几乎无所谓时（超过 2,160,000 个表项）不报告。来源：net/netfilter/nf_conntrack_proto_tcp.c 的 tcp_timeouts。",
  },
  reads: [...CONNTRACK_MAX, ESTABLISHED],
  examples: {
    bad: ["net.netfilter.nf_conntrack_max = 262144", "net.nf_conntrack_max = 1048576"],
    good: [
      "net.netfilter.nf_conntrack_max = 262144\nnet.netfilter.nf_conntrack_tcp_timeout_established = 86400",
      "net.netfilter.nf_conntrack_max = 262144\nnet.netfilter.nf_conntrack_tcp_timeout_established = 432000",
      "net.netfilter.nf_conntrack_max = 10000000",
      "net.netfilter.nf_conntrack_tcp_timeout_established = 432000",
      "net.netfilter.nf_conntrack_max = lots",
    ],
  },
  check(context) {
    const maximum = conntrackMaximum(context);
    const timeout = context.effective(ESTABLISHED);
    const seconds = context.number(ESTABLISHED);
    if (!maximum || timeout?.line || !(seconds > 0)) return;
    const rate = maximum.value / seconds;
    if (!(rate < ROOMY)) return;
    const pace =
      rate >= 1
        ? { en: `${oneDecimal(rate)} of them a second fill`, "zh-cn": `每秒 ${oneDecimal(rate)} 个` }
        : { en: `one every ${oneDecimal(1 / rate)} s fills`, "zh-cn": `每 ${oneDecimal(1 / rate)} 秒一个` };
    context.report({
      at: valueSpan(maximum.line),
      message: {
        en: `Connections that vanish without FIN or RST stay ${seconds / 86_400} days: ${pace.en} ${grouped(maximum.value)} entries. On a gateway or container host set ${ESTABLISHED}, for example 86400.`,
        "zh-cn": `不发 FIN 或 RST 就消失的连接会停留 ${seconds / 86_400} 天：${pace["zh-cn"]}，就能占满 ${grouped(maximum.value)} 个表项。网关或容器主机请设置 ${ESTABLISHED}，例如 86400。`,
      },
      fixes: (document) => [
        {
          title: { en: `Add ${ESTABLISHED} = 86400`, "zh-cn": `添加 ${ESTABLISHED} = 86400` },
          edits: [addBelow(document, maximum.line, [`${ESTABLISHED} = 86400`])],
        },
      ],
    });
  },
});
