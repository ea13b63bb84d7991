import { defineRule, valueSpan } from "./rule.ts";
import { beside, setFixes } from "./set-parameter.ts";
import { written } from "./written.ts";

const COOKIES = "net.ipv4.tcp_syncookies";
const FAST_OPEN = "net.ipv4.tcp_fastopen";
const SERVER = 2;

export default defineRule({
  name: "tcp-syncookies-always",
  severity: "warning",
  title: { en: "SYN cookies for every connection", "zh-cn": "每个连接都用 SYN Cookie" },
  documentation: {
    en: `\`net.ipv4.tcp_syncookies = 2\` (since Linux 3.12) answers every SYN with a cookie, whether a queue is full or not; it was made to test the cookie code. Each connection then loses what a cookie cannot hold: the MSS is one of four values (536, 1300, 1440, 1460), window scaling and SACK survive only if the client sends timestamps, a lost SYN-ACK is not repeated, and TCP Fast Open is never accepted.

1 sends cookies only when the queue is full and protects just as well. Source: tcp_conn_request() in net/ipv4/tcp_input.c, msstab in net/ipv4/syncookies.c.`,
    "zh-cn": `\`net.ipv4.tcp_syncookies = 2\`（从 Linux 3.12 起）不管队列满不满，都用 Cookie 应答每个 SYN；它是为测试 Cookie 代码而设的。于是每个连接都会失去 Cookie 装不下的东西：MSS 只能是四个值之一（536、1300、1440、1460），客户端发送时间戳时才保得住窗口缩放和 SACK，丢失的 SYN-ACK 不会重发，TCP Fast Open 永远不会被接受。

1 只在队列满时才发送 Cookie，保护效果一样。来源：net/ipv4/tcp_input.c 的 tcp_conn_request()、net/ipv4/syncookies.c 的 msstab。`,
  },
  reads: [COOKIES, FAST_OPEN],
  examples: {
    bad: ["net.ipv4.tcp_syncookies = 2", "net.ipv4.tcp_fastopen = 3\nnet.ipv4.tcp_syncookies = 2", { text: "net.ipv4.tcp_syncookies = 2", kernel: "3.12" }],
    good: [
      "net.ipv4.tcp_syncookies = 1",
      "net.ipv4.tcp_syncookies = 0",
      "net.ipv4.tcp_syncookies = 2\nnet.ipv4.tcp_syncookies = 1",
      { text: "net.ipv4.tcp_syncookies = 2", kernel: "3.10" },
    ],
  },
  check(context) {
    const { target, report } = context;
    const always = written(context, COOKIES, 2, 2);
    if (!always || target.kernel < 3_012_000) return;
    const fastOpen = ((written(context, FAST_OPEN)?.value ?? 0) & SERVER) !== 0;
    report({
      at: valueSpan(always.line),
      message: {
        en: `Meant for tests: every connection is made by cookie, with one of four MSS values, and the server never accepts TCP Fast Open${fastOpen ? `, which ${FAST_OPEN} asks for` : ""}. 1 sends cookies only when a queue is full.`,
        "zh-cn": `这是测试用的：每个连接都由 Cookie 建立，MSS 只能取四个值之一，服务器也永远不接受${fastOpen ? ` ${FAST_OPEN} 想要的` : ""} TCP Fast Open。1 只在队列满时才发送 Cookie。`,
      },
      related: fastOpen ? beside(context, COOKIES, FAST_OPEN, { en: "Never accepted by the server", "zh-cn": "服务器永远不会接受" }) : [],
      fixes: (document) => setFixes(document, context, always.line, COOKIES, 1),
    });
  },
});
