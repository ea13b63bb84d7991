import type { Text } from "../locale.ts";
import { defineRule, valueSpan } from "./rule.ts";
import { beside, setFixes } from "./set-parameter.ts";
import { written } from "./written.ts";

const NO_DISCOVERY = "net.ipv4.ip_no_pmtu_disc";
const PROBING = "net.ipv4.tcp_mtu_probing";

export default defineRule({
  name: "path-mtu-black-hole",
  severity: "warning",
  title: { en: "Path MTU discovery off, nothing in its place", "zh-cn": "关闭了路径 MTU 发现，又没有替代" },
  documentation: {
    en: `\`net.ipv4.ip_no_pmtu_disc\` is a negation: any value but 0 has new sockets send without the "don't fragment" flag, so routers may fragment what this host sends. Many firewalls and some networks drop fragments; then small requests work and the first large packet hangs. In addition
- 1: a "fragmentation needed" message, which tunnels and programs that set the flag themselves still get, cuts the path to \`net.ipv4.route.min_pmtu\` (552 bytes) for ten minutes;
- 2: such messages are ignored, so QUIC, tunnels and all others that do set the flag never learn that their packets are too large;
- 3: they count only for TCP, SCTP and DCCP, so UDP and tunnels never learn it.

Leave 0. Where ICMP is filtered on the way set \`net.ipv4.tcp_mtu_probing = 1\`: TCP then finds the size by trial, and 1 and 2 are not reported any more. 3 is reported in either case, since probing helps TCP only. Source: icmp_unreach() in net/ipv4/icmp.c, inet_create() in net/ipv4/af_inet.c, tcp_mtu_probing() in net/ipv4/tcp_timer.c.`,
    "zh-cn": `\`net.ipv4.ip_no_pmtu_disc\` 是否定的说法：只要不是 0，新套接字发送时就不带“不分片”标志，路由器可以把本机发出的报文分片。许多防火墙和一些网络会丢弃分片；结果小请求正常，第一个大包就卡住。此外：
- 1：隧道和自己设置该标志的程序仍会收到“需要分片”消息，一条就让这条路径降到 \`net.ipv4.route.min_pmtu\`（552 字节），持续十分钟；
- 2：忽略这类消息，QUIC、隧道等设置了该标志的流量永远不知道报文太大；
- 3：只对 TCP、SCTP、DCCP 有效，UDP 和隧道永远不知道。

请保持 0。路径上有设备过滤 ICMP 时，请设 \`net.ipv4.tcp_mtu_probing = 1\`：TCP 会自己试出合适的大小，1 和 2 也就不再报告。3 总会报告，因为探测只帮得了 TCP。来源：net/ipv4/icmp.c 的 icmp_unreach()、net/ipv4/af_inet.c 的 inet_create()、net/ipv4/tcp_timer.c 的 tcp_mtu_probing()。`,
  },
  reads: [NO_DISCOVERY, PROBING],
  examples: {
    bad: [
      "net.ipv4.ip_no_pmtu_disc = 1",
      "net.ipv4.ip_no_pmtu_disc = 2\nnet.ipv4.tcp_mtu_probing = 0",
      "net.ipv4.ip_no_pmtu_disc = 3\nnet.ipv4.tcp_mtu_probing = 1",
      { text: "net.ipv4.ip_no_pmtu_disc = 1", kernel: "3.10" },
    ],
    good: [
      "net.ipv4.ip_no_pmtu_disc = 0",
      "net.ipv4.ip_no_pmtu_disc = 1\nnet.ipv4.tcp_mtu_probing = 1",
      "net.ipv4.tcp_mtu_probing = 2\nnet.ipv4.ip_no_pmtu_disc = 2",
      "net.ipv4.tcp_mtu_probing = 0",
      "net.ipv4.ip_no_pmtu_disc = 1\nnet.ipv4.ip_no_pmtu_disc = 0",
      { text: "net.ipv4.ip_no_pmtu_disc = 2", kernel: "3.10" },
    ],
  },
  check(context) {
    const { target, number, report } = context;
    const mode = written(context, NO_DISCOVERY, 1, target.kernel < 3_014_000 ? 1 : 3);
    if (!mode || (mode.value < 3 && number(PROBING) !== 0)) return;
    report({
      at: valueSpan(mode.line),
      message: messageFor(mode.value),
      related: mode.value < 3 ? beside(context, NO_DISCOVERY, PROBING, { en: "Probing is off too", "zh-cn": "探测也关闭了" }) : [],
      fixes: (document) => [
        ...setFixes(document, context, mode.line, NO_DISCOVERY, 0),
        ...(mode.value < 3 ? setFixes(document, context, mode.line, PROBING, 1) : []),
      ],
    });
  },
});

function messageFor(mode: number): Text {
  if (mode === 3)
    return {
      en: "Only TCP, SCTP and DCCP still learn the path MTU: large UDP and tunnel packets vanish where the path is narrower. 0 is right for a whole host; programs can choose for a socket with IP_MTU_DISCOVER.",
      "zh-cn": "只有 TCP、SCTP 和 DCCP 还能得知路径 MTU：路径变窄时，较大的 UDP 和隧道报文会消失。整机请用 0；程序可以用 IP_MTU_DISCOVER 为单个套接字选择。",
    };
  const [en, zh] =
    mode === 2
      ? ["and ICMP that says so is ignored", "告知此事的 ICMP 也被忽略"]
      : ["and one ICMP cuts a path to 552 bytes", "一条 ICMP 就让路径降到 552 字节"];
  return {
    en: `${mode} means off: packets may be fragmented on the way, ${en}. Where fragments are dropped, large transfers hang. Write 0, and tcp_mtu_probing = 1 if ICMP is filtered.`,
    "zh-cn": `${mode} 表示关闭：报文可能在途中被分片，${zh}。丢弃分片的地方，大的传输会卡住。请写 0；如果 ICMP 被过滤，再设 tcp_mtu_probing = 1。`,
  };
}
