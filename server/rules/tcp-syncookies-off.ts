import { defineRule, valueSpan } from "./rule.ts";
import { setFixes } from "./set-parameter.ts";
import { written } from "./written.ts";

const COOKIES = "net.ipv4.tcp_syncookies";

export default defineRule({
  name: "tcp-syncookies-off",
  severity: "warning",
  title: { en: "SYN cookies off", "zh-cn": "关闭了 SYN Cookie" },
  documentation: {
    en: `With \`net.ipv4.tcp_syncookies = 0\` a listener whose SYN queue is full drops every further SYN, so anybody who can send some thousand SYNs a second locks all clients out. Once three quarters of \`net.ipv4.tcp_max_syn_backlog\` are in use, SYNs from hosts that the machine has no memory of are dropped already.

With 1, the default, nothing changes until the queue is full; then the kernel answers with a cookie instead of storing the half-open connection. Set 1. Source: tcp_conn_request() and tcp_syn_flood_action() in net/ipv4/tcp_input.c.`,
    "zh-cn": `\`net.ipv4.tcp_syncookies = 0\` 时，监听者的半连接队列一满，之后的 SYN 全部丢弃；谁只要每秒发几千个 SYN，就能把所有客户端挡在门外。\`net.ipv4.tcp_max_syn_backlog\` 用掉四分之三之后，本机没有记录的主机发来的 SYN 就已经会被丢弃。

默认值 1 在队列满之前什么都不改变；满了以后，内核用 Cookie 应答，不再保存半连接。请设成 1。来源：net/ipv4/tcp_input.c 的 tcp_conn_request() 和 tcp_syn_flood_action()。`,
  },
  reads: [COOKIES],
  examples: {
    bad: [
      "net.ipv4.tcp_syncookies = 0",
      "net.ipv4.tcp_syncookies = 1\nnet.ipv4.tcp_syncookies = 0",
      "net.ipv4.tcp_max_syn_backlog = 65535\nnet.ipv4.tcp_syncookies = 0 # off",
    ],
    good: [
      "net.ipv4.tcp_syncookies = 1",
      "net.ipv4.tcp_syncookies = 2",
      "net.ipv4.tcp_syncookies = 0\nnet.ipv4.tcp_syncookies = 1",
      "net.ipv4.tcp_syncookies = false",
      "net.ipv4.tcp_max_syn_backlog = 65535",
    ],
  },
  check(context) {
    const off = written(context, COOKIES, 0, 0);
    if (!off) return;
    context.report({
      at: valueSpan(off.line),
      message: {
        en: "When a SYN queue is full every further SYN is dropped, so a small SYN flood locks all clients out. 1, the default, costs nothing before that and then answers with cookies: set it.",
        "zh-cn": "半连接队列一满，之后的 SYN 全部丢弃，一次不大的 SYN 洪泛攻击就能挡住所有客户端。默认值 1 平时没有代价，队列满了才用 Cookie 应答：请设成 1。",
      },
      fixes: (document) => setFixes(document, context, off.line, COOKIES, 1),
    });
  },
});
