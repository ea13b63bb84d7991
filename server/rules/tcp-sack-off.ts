import { defineRule, valueSpan } from "./rule.ts";
import { beside, setFixes } from "./set-parameter.ts";
import { written } from "./written.ts";

const SACK = "net.ipv4.tcp_sack";
/** Without SACK nothing reads these, as far as they are on. */
const DEPENDANTS = [
  "net.ipv4.tcp_dsack",
  "net.ipv4.tcp_recovery",
  "net.ipv4.tcp_comp_sack_nr",
  "net.ipv4.tcp_comp_sack_delay_ns",
  "net.ipv4.tcp_comp_sack_slack_ns",
  "net.ipv4.tcp_comp_sack_rtt_percent",
];

export default defineRule({
  name: "tcp-sack-off",
  severity: "warning",
  title: { en: "Selective acknowledgments off", "zh-cn": "关闭了选择性确认（SACK）" },
  documentation: {
    en: `Without SACK the sender learns of one missing segment a round trip. Ten losses in one window of a 100 ms path take a second to repair, or end in a retransmission time-out. Loss detection by time (RACK, \`net.ipv4.tcp_recovery\`), tail loss probes, duplicate reports (\`net.ipv4.tcp_dsack\`) and compressed SACKs (\`net.ipv4.tcp_comp_sack_*\`) need it and do nothing without; those that the file sets are pointed out.

0 was the stopgap against "SACK Panic" (CVE-2019-11477), fixed in June 2019 in all maintained kernels. Set 1, the default. Source: tcp_syn_options() and tcp_schedule_loss_probe() in net/ipv4/tcp_output.c, tcp_identify_packet_loss() and __tcp_ack_snd_check() in net/ipv4/tcp_input.c.`,
    "zh-cn": `没有 SACK，发送方每个往返只能得知一个丢失的报文段。100 ms 的路径上一个窗口丢 10 个，要一秒才能补完，或者以重传超时告终。按时间判断丢包（RACK，\`net.ipv4.tcp_recovery\`）、尾部丢包探测、重复报告（\`net.ipv4.tcp_dsack\`）和 SACK 压缩（\`net.ipv4.tcp_comp_sack_*\`）都依赖它，没有它就不起作用；文件里设置了哪些，会一并指出。

写 0 曾是应对 “SACK Panic”（CVE-2019-11477）的权宜之计，所有维护中的内核都已在 2019 年 6 月修复。请设回默认值 1。来源：net/ipv4/tcp_output.c 的 tcp_syn_options() 和 tcp_schedule_loss_probe()、net/ipv4/tcp_input.c 的 tcp_identify_packet_loss() 和 __tcp_ack_snd_check()。`,
  },
  reads: [SACK, ...DEPENDANTS],
  examples: {
    bad: ["net.ipv4.tcp_sack = 0", "net.ipv4.tcp_sack = 0\nnet.ipv4.tcp_dsack = 1", "net.ipv4.tcp_recovery = 1\nnet.ipv4.tcp_sack = 0\nnet.ipv4.tcp_dsack = 0"],
    good: ["net.ipv4.tcp_sack = 1", "net.ipv4.tcp_dsack = 0", "net.ipv4.tcp_sack = 0\nnet.ipv4.tcp_sack = 1", "net.ipv4.tcp_sack = no"],
  },
  check(context) {
    const off = written(context, SACK, 0, 0);
    if (!off) return;
    const dead = DEPENDANTS.filter((key) => written(context, key, 1));
    const rack = context.target.kernel >= 4_004_000;
    const leaves = dead.map((key) => key.slice("net.ipv4.".length));
    context.report({
      at: valueSpan(off.line),
      message: {
        en: `Each further loss in a window costs a round trip of its own${rack ? ", and loss detection by time (RACK) is off" : ""}${leaves.length > 0 ? `; ${leaves.join(", ")} cannot work` : ""}. SACK Panic was fixed in June 2019: set 1, the default.`,
        "zh-cn": `一个窗口里每多丢一个报文段，就多花一个往返${rack ? "；按时间判断丢包（RACK）也失效" : ""}${leaves.length > 0 ? `，${leaves.join("、")} 不起作用` : ""}。SACK Panic 早在 2019 年 6 月修复：请设回默认值 1。`,
      },
      related: dead.flatMap((key) => beside(context, SACK, key, { en: "Does nothing without SACK", "zh-cn": "没有 SACK 就不起作用" })),
      fixes: (document) => setFixes(document, context, off.line, SACK, 1),
    });
  },
});
