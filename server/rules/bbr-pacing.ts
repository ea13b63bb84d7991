import { defineRule, valueSpan } from "./rule.ts";
import { beside, setFixes } from "./set-parameter.ts";

const CONTROL = "net.ipv4.tcp_congestion_control";
const QDISC = "net.core.default_qdisc";

export default defineRule({
  name: "bbr-pacing",
  severity: "information",
  title: { en: "bbr without fq", "zh-cn": "用 bbr 却没有 fq" },
  documentation: {
    en: `\`bbr\` depends on packets leaving evenly spaced (pacing). What that asks of \`net.core.default_qdisc\` depends on the release:
- before 4.13 only the \`fq\` queueing discipline could do it; with any other bbr sends in bursts and loses packets (warning);
- from 4.13 to 4.19 TCP paces by itself, with a timer for each connection, which costs CPU time on hosts with many fast connections (information);
- since 4.20 that timer is armed only when a packet really has to wait, and any discipline will do; \`fq\` is still the cheaper one for very many connections. Nothing is said.

A discipline set by \`tc\` on the interface serves as well; the file does not show it. Source: tcp_needs_internal_pacing() in include/net/tcp.h, tcp_pacing_check() in net/ipv4/tcp_output.c and the head of net/ipv4/tcp_bbr.c.`,
    "zh-cn": `\`bbr\` 依赖报文均匀发出，即发送节奏控制（pacing）。这对 \`net.core.default_qdisc\` 有什么要求，取决于内核版本：
- 4.13 之前只有 \`fq\` 队列规则（qdisc）能做到；用别的，bbr 会突发发送并丢包（警告）；
- 4.13 到 4.19，TCP 自己控制节奏，每个连接一个定时器，高速连接很多的主机会多耗 CPU（提示）；
- 从 4.20 起，只有报文确实需要等待时才启动定时器，任何队列规则都可以；连接极多时 \`fq\` 仍然更省。不再提示。

用 \`tc\` 在网卡上设置的队列规则同样有效，只是文件里看不到。来源：include/net/tcp.h 的 tcp_needs_internal_pacing()、net/ipv4/tcp_output.c 的 tcp_pacing_check()，以及 net/ipv4/tcp_bbr.c 开头的说明。`,
  },
  reads: [CONTROL, QDISC],
  examples: {
    bad: [
      { text: "net.ipv4.tcp_congestion_control = bbr", kernel: "4.9", severity: "warning" },
      { text: "net.core.default_qdisc = fq_codel\nnet.ipv4.tcp_congestion_control = bbr", kernel: "4.12", severity: "warning" },
      { text: "net.ipv4.tcp_congestion_control = bbr", kernel: "4.14" },
      { text: "net.ipv4.tcp_congestion_control = bbr\nnet.core.default_qdisc = cake", kernel: "4.19" },
    ],
    good: [
      "net.ipv4.tcp_congestion_control = bbr",
      { text: "net.ipv4.tcp_congestion_control = bbr", kernel: "4.20" },
      { text: "net.ipv4.tcp_congestion_control = bbr\nnet.core.default_qdisc = fq", kernel: "4.9" },
      { text: "net.ipv4.tcp_congestion_control = cubic", kernel: "4.9" },
      { text: "net.ipv4.tcp_congestion_control = bbr", kernel: "3.10" },
      { text: "net.core.default_qdisc = fq_codel", kernel: "4.9" },
    ],
  },
  check(context) {
    const { target, effective, report } = context;
    const control = effective(CONTROL);
    if (target.kernel < 4_009_000 || target.kernel >= 4_020_000) return;
    if (!control?.line || control.value !== "bbr" || effective(QDISC)?.value === "fq") return;
    const { line } = control;
    const bursts = target.kernel < 4_013_000;
    report({
      at: valueSpan(line),
      severity: bursts ? "warning" : "information",
      message: bursts
        ? {
            en: `Before 4.13 only the fq queueing discipline can space packets out for bbr; without it bbr sends in bursts and loses packets. Set ${QDISC} to fq.`,
            "zh-cn": `4.13 之前只有 fq 队列规则能替 bbr 把报文均匀发出；没有它，bbr 会突发发送并丢包。请把 ${QDISC} 设为 fq。`,
          }
        : {
            en: `Until 4.20 bbr without fq needs a timer for each connection, which costs CPU time where there are many fast ones. ${QDISC} = fq spares it.`,
            "zh-cn": `4.20 之前，没有 fq 的 bbr 要为每个连接用一个定时器，高速连接多时会多耗 CPU。设置 ${QDISC} = fq 可以省掉。`,
          },
      related: beside(context, CONTROL, QDISC, { en: "This one does not pace", "zh-cn": "它不控制发送节奏" }),
      fixes: (document) => setFixes(document, context, line, QDISC, "fq"),
    });
  },
});
