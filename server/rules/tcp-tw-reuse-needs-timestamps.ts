import { defineRule, keySpan, valueSpan } from "./rule.ts";
import { setFixes } from "./set-parameter.ts";

export default defineRule({
  name: "tcp-tw-reuse-needs-timestamps",
  severity: "warning",
  title: { en: "TIME-WAIT reuse without TCP timestamps", "zh-cn": "开启 TIME-WAIT 重用却关闭了 TCP 时间戳" },
  documentation: {
    en: "A port in TIME-WAIT is reused for a new outgoing connection only if the timestamps of both prove that old segments can be told from new ones. With `net.ipv4.tcp_timestamps = 0` there are none, so `tcp_tw_reuse` never does anything. Turn timestamps on (the default) or drop `tcp_tw_reuse`. Source: tcp_twsk_unique() in net/ipv4/tcp_ipv4.c.",
    "zh-cn":
      "处于 TIME-WAIT 的端口，只有当新旧连接的时间戳能区分新旧报文段时，才会被新的主动连接重用。`net.ipv4.tcp_timestamps = 0` 时没有时间戳，`tcp_tw_reuse` 永远不起作用。请打开时间戳（默认就是打开的），或者去掉 `tcp_tw_reuse`。来源：net/ipv4/tcp_ipv4.c 的 tcp_twsk_unique()。",
  },
  reads: ["net.ipv4.tcp_tw_reuse", "net.ipv4.tcp_timestamps"],
  examples: {
    bad: ["net.ipv4.tcp_tw_reuse = 1\nnet.ipv4.tcp_timestamps = 0", "net.ipv4.tcp_timestamps = 0\nnet.ipv4.tcp_tw_reuse = 2 # all"],
    good: [
      "net.ipv4.tcp_tw_reuse = 1",
      "net.ipv4.tcp_tw_reuse = 1\nnet.ipv4.tcp_timestamps = 1",
      "net.ipv4.tcp_timestamps = 0",
      "net.ipv4.tcp_timestamps = 0\nnet.ipv4.tcp_tw_reuse = 0",
      "net.ipv4.tcp_tw_reuse = 1\nnet.ipv4.tcp_timestamps = 0\nnet.ipv4.tcp_timestamps = 1",
    ],
  },
  check(context) {
    const { effective, number, report } = context;
    const reuse = effective("net.ipv4.tcp_tw_reuse");
    const timestamps = effective("net.ipv4.tcp_timestamps");
    if (!reuse?.line || !timestamps?.line) return;
    const at = reuse.line;
    if (!(number("net.ipv4.tcp_tw_reuse") > 0) || number("net.ipv4.tcp_timestamps") !== 0) return;
    const { line } = timestamps;
    report({
      at: keySpan(at),
      message: {
        en: `Never happens: reuse needs TCP timestamps, and ${line.key} is set to 0. Set it to 1, the default.`,
        "zh-cn": `永远不会发生：重用依赖 TCP 时间戳，而 ${line.key} 被设成了 0。请设回默认值 1。`,
      },
      related: [{ at: valueSpan(line), message: { en: "Timestamps are switched off here", "zh-cn": "时间戳在这里被关闭" } }],
      fixes: (document) => setFixes(document, context, at, "net.ipv4.tcp_timestamps", 1),
    });
  },
});
