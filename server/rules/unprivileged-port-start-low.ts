import { defineRule, valueSpan } from "./rule.ts";
import { written } from "./written.ts";

const KEY = "net.ipv4.ip_unprivileged_port_start";
const WELL_KNOWN: readonly { port: number; name: string }[] = [
  { port: 22, name: "SSH" },
  { port: 53, name: "DNS" },
  { port: 80, name: "HTTP" },
  { port: 443, name: "HTTPS" },
];

export default defineRule({
  name: "unprivileged-port-start-low",
  severity: "information",
  title: { en: "Any user may bind low ports", "zh-cn": "任何用户都能绑定低端口" },
  documentation: {
    en: "`net.ipv4.ip_unprivileged_port_start` below 1024 lets every user listen on the ports from that number up, for TCP, UDP and SCTP, IPv4 and IPv6. That is convenient for rootless containers. The price: while the real service is down or restarting, any local user can take its port and its clients. Keep it as high as possible (80 still protects SSH and DNS); on hosts with other users give CAP_NET_BIND_SERVICE to the one program, for example with `AmbientCapabilities=` in its systemd unit. Source: inet_port_requires_bind_service() in include/net/ip.h.",
    "zh-cn":
      "`net.ipv4.ip_unprivileged_port_start` 小于 1024 时，任何用户都能监听从这个数开始的端口，TCP、UDP、SCTP，IPv4 和 IPv6 都一样。这对无 root 容器很方便。代价是：真正的服务停止或重启时，任何本地用户都能抢走它的端口和客户。请尽量写大一些（80 仍能保护 SSH 和 DNS）；主机上有别的用户时，只给需要的程序 CAP_NET_BIND_SERVICE，例如在 systemd 单元里写 `AmbientCapabilities=`。来源：include/net/ip.h 的 inet_port_requires_bind_service()。",
  },
  reads: [KEY],
  examples: {
    bad: ["net.ipv4.ip_unprivileged_port_start = 0", "net.ipv4.ip_unprivileged_port_start = 80", "net.ipv4.ip_unprivileged_port_start = 1000"],
    good: [
      "net.ipv4.ip_unprivileged_port_start = 1024",
      "net.ipv4.ip_unprivileged_port_start = 2000",
      "net.ipv4.ip_unprivileged_port_start = -1",
      { text: "net.ipv4.ip_unprivileged_port_start = 0", kernel: "4.4" },
      "net.ipv4.ip_unprivileged_port_start = 0\nnet.ipv4.ip_unprivileged_port_start = 1024",
    ],
  },
  check(context) {
    if (context.target.kernel < 4_011_000) return;
    const start = written(context, KEY, 0, 1_023);
    if (!start) return;
    const open = WELL_KNOWN.filter(({ port }) => port >= start.value).map(({ port, name }) => `${port} (${name})`);
    const from =
      start.value === 0 ? { en: "every port", "zh-cn": "任何端口" } : { en: `the ports from ${start.value} up`, "zh-cn": `从 ${start.value} 起的端口` };
    context.report({
      at: valueSpan(start.line),
      message: {
        en: `Any user may listen on ${from.en}${open.length > 0 ? `, ${open.join(", ")} among them` : ""}, and take them over while a service is down. With other users on the host, prefer CAP_NET_BIND_SERVICE for the one program.`,
        "zh-cn": `任何用户都能监听${from["zh-cn"]}${open.length > 0 ? `，包括 ${open.join("、")}` : ""}，服务停止时也能抢占。主机上有别的用户时，只给需要的程序 CAP_NET_BIND_SERVICE 更好。`,
      },
    });
  },
});
