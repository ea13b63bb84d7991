import { defineRule, valueSpan } from "./rule.ts";
import { written } from "./written.ts";

const IPV4 = "net.ipv4.icmp_echo_ignore_all";
const IPV6 = "net.ipv6.icmp.echo_ignore_all";
const IPV6_DISABLED = "net.ipv6.conf.all.disable_ipv6";
const IPV6_SINCE = 4_019_000;

export default defineRule({
  name: "icmp-echo-ignored",
  severity: "information",
  title: { en: "Pings go unanswered", "zh-cn": "不回应 ping" },
  documentation: {
    en: "With `net.ipv4.icmp_echo_ignore_all = 1` the host answers no ping, not even to 127.0.0.1. Monitoring, load-balancer checks and everyone's fault finding rely on it; an attacker who scans ports finds the host anyway. What remains: pings that this host sends, all other ICMP, path MTU discovery included, and IPv6 pings, which have a switch of their own (`net.ipv6.icmp.echo_ignore_all`, since 4.19). Gentler means: `net.ipv4.icmp_ratemask = 6169` limits echo replies to one a second for each asker, and a firewall can answer chosen networks only. Source: icmp_echo() in net/ipv4/icmp.c, icmpv6_rcv() in net/ipv6/icmp.c.",
    "zh-cn":
      "`net.ipv4.icmp_echo_ignore_all = 1` 时主机不回应任何 ping，连 127.0.0.1 也不回。监控、负载均衡的健康检查和所有人的排障都靠它，而扫描端口的攻击者照样能发现主机。不受影响的有：本机发出的 ping，包括路径 MTU 发现在内的其他 ICMP，以及 IPv6 的 ping，它有自己的开关（`net.ipv6.icmp.echo_ignore_all`，4.19 起）。更温和的办法：`net.ipv4.icmp_ratemask = 6169` 把回应限制为对每个来源每秒一个；也可以用防火墙只回应指定的网络。来源：net/ipv4/icmp.c 的 icmp_echo()，net/ipv6/icmp.c 的 icmpv6_rcv()。",
  },
  reads: [IPV4, IPV6, "net.ipv6.conf.*.disable_ipv6"],
  examples: {
    bad: [
      "net.ipv4.icmp_echo_ignore_all = 1",
      "net.ipv6.icmp.echo_ignore_all = 1",
      "net.ipv4.icmp_echo_ignore_all = 1\nnet.ipv6.icmp.echo_ignore_all = 1",
      { text: "net.ipv4.icmp_echo_ignore_all = 1", kernel: "4.4" },
    ],
    good: [
      "net.ipv4.icmp_echo_ignore_all = 0",
      "net.ipv4.icmp_echo_ignore_broadcasts = 1",
      "net.ipv4.icmp_echo_ignore_all = 1\nnet.ipv4.icmp_echo_ignore_all = 0",
      { text: "net.ipv6.icmp.echo_ignore_all = 1", kernel: "4.4" },
      "net.ipv4.icmp_echo_ignore_all = yes",
    ],
  },
  check(context) {
    const ipv4 = written(context, IPV4, 1, 1);
    const ipv6 = context.target.kernel >= IPV6_SINCE ? written(context, IPV6, 1, 1) : undefined;
    const found = ipv4 ?? ipv6;
    if (!found) return;
    const otherAnswers = ipv4 ? !ipv6 && context.number(IPV6_DISABLED) !== 1 : context.number(IPV4) === 0;
    const other = ipv4 ? "IPv6" : "IPv4";
    const rest = otherAnswers ? { en: `, ${other} pings included`, "zh-cn": `，${other} 的 ping 也仍有回应` } : { en: "", "zh-cn": "" };
    context.report({
      at: valueSpan(found.line),
      message: {
        en: `No ping is answered, not even by loopback: monitoring and fault finding lose it, while open ports still show the host. All other ICMP goes on${rest.en}. A firewall can answer chosen networks only.`,
        "zh-cn": `任何 ping 都不再回应，连本机回环也不回：监控和排障用不了它，而开放的端口照样暴露主机。其他 ICMP 照常${rest["zh-cn"]}。可以用防火墙只回应指定的网络。`,
      },
      ...(ipv4 && ipv6 ? { related: [{ at: valueSpan(ipv6.line), message: { en: "The same for IPv6", "zh-cn": "IPv6 也一样" } }] } : {}),
    });
  },
});
