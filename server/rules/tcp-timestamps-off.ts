import { defineRule, valueSpan } from "./rule.ts";
import { setFixes } from "./set-parameter.ts";
import { written } from "./written.ts";

const TIMESTAMPS = "net.ipv4.tcp_timestamps";
const RECYCLE = "net.ipv4.tcp_tw_recycle";

export default defineRule({
  name: "tcp-timestamps-off",
  severity: "warning",
  title: { en: "TCP timestamps off", "zh-cn": "关闭了 TCP 时间戳" },
  documentation: {
    en: `Without timestamps TCP loses
- round-trip times from retransmitted segments (Karn's rule forbids them without), so it adapts late when a path gets slower;
- the protection against old segments when sequence numbers wrap (PAWS), which takes 3.4 seconds at 10 Gbit/s;
- window scaling and SACK for connections made by SYN cookies, since the cookie hides those options in the timestamp;
- \`net.ipv4.tcp_tw_reuse\` (see \`tcp-tw-reuse-needs-timestamps\`).

They cost 12 bytes a segment. Two reasons for 0 live on in old files: "they reveal the uptime" (since Linux 4.10 every connection has a random offset) and "clients behind NAT cannot connect" (that was \`net.ipv4.tcp_tw_recycle\`, removed in 4.12). Set 1, the default. Source: tcp_conn_request() and tcp_paws_discard() in net/ipv4/tcp_input.c, cookie_timestamp_decode() in net/ipv4/syncookies.c, secure_tcp_ts_off() in net/core/secure_seq.c.`,
    "zh-cn": `没有时间戳，TCP 会失去：
- 重传报文段的往返时间（没有时间戳时，Karn 算法不允许用它们），路径变慢时适应得晚；
- 序列号回绕时对旧报文段的保护（PAWS），10 Gbit/s 时 3.4 秒就回绕一次；
- SYN Cookie 建立的连接的窗口缩放和 SACK，因为 Cookie 把这些选项藏在时间戳里；
- \`net.ipv4.tcp_tw_reuse\`（见 \`tcp-tw-reuse-needs-timestamps\`）。

代价只是每个报文段 12 字节。旧文件里关闭它的两个理由都已过时：“会泄露运行时间”（从 Linux 4.10 起每个连接有随机偏移），“NAT 后面的客户端连不上”（那是 4.12 移除的 \`net.ipv4.tcp_tw_recycle\` 造成的）。请设回默认值 1。来源：net/ipv4/tcp_input.c 的 tcp_conn_request() 和 tcp_paws_discard()、net/ipv4/syncookies.c 的 cookie_timestamp_decode()、net/core/secure_seq.c 的 secure_tcp_ts_off()。`,
  },
  reads: [TIMESTAMPS, RECYCLE],
  examples: {
    bad: ["net.ipv4.tcp_timestamps = 0", "net.ipv4.tcp_timestamps=0 # faster", "net.ipv4.tcp_timestamps = 1\nnet/ipv4/tcp_timestamps = 0"],
    good: [
      "net.ipv4.tcp_timestamps = 1",
      "net.ipv4.tcp_timestamps = 2",
      "net.ipv4.tcp_timestamps = 0\nnet.ipv4.tcp_timestamps = 1",
      "net.ipv4.tcp_timestamps = off",
      "net.ipv4.tcp_sack = 0",
    ],
  },
  check(context) {
    const { target, number, report } = context;
    const off = written(context, TIMESTAMPS, 0, 0);
    if (!off) return;
    // Timestamps are what makes recycling drop clients: not to be switched on together with it.
    const wakesRecycling = target.kernel < 4_012_000 && number(RECYCLE) !== 0;
    report({
      at: valueSpan(off.line),
      message: {
        en: "Without timestamps TCP loses round-trip times of retransmissions, protection when sequence numbers wrap (3.4 s at 10 Gbit/s) and, with SYN cookies, window scaling and SACK. Set it to 1, the default.",
        "zh-cn":
          "没有时间戳，TCP 会失去重传报文的往返时间、序列号回绕时的保护（10 Gbit/s 时 3.4 秒回绕一次）；用 SYN Cookie 建立的连接还会失去窗口缩放和 SACK。请设回默认值 1。",
      },
      fixes: (document) => (wakesRecycling ? [] : setFixes(document, context, off.line, TIMESTAMPS, 1)),
    });
  },
});
