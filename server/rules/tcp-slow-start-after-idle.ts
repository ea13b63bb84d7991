import { defineRule, keySpan } from "./rule.ts";
import { setFixes } from "./set-parameter.ts";
import { written } from "./written.ts";

const SLOW_START = "net.ipv4.tcp_slow_start_after_idle";
const CONTROL = "net.ipv4.tcp_congestion_control";
const QDISC = "net.core.default_qdisc";

export default defineRule({
  name: "tcp-slow-start-after-idle",
  severity: "information",
  title: { en: "Bursts after a pause", "zh-cn": "停顿之后突发" },
  documentation: {
    en: `With \`net.ipv4.tcp_slow_start_after_idle = 0\` a connection keeps its congestion window over a pause, however long. That is what makes HTTP keep-alive, RPC and replication fast. The price: the window may be out of date, and the first flight after the pause leaves as one burst, into a bottleneck that others may have filled meanwhile.

The \`fq\` queueing discipline spreads such bursts in time (\`net.core.default_qdisc = fq\`), so nothing is said where the file sets it, nor with \`bbr\`, which paces its packets itself and ignores this parameter. Source: tcp_slow_start_after_idle_check() in include/net/tcp.h, tcp_cwnd_restart() in net/ipv4/tcp_output.c.`,
    "zh-cn": `\`net.ipv4.tcp_slow_start_after_idle = 0\` 时，不管停顿多久，连接都保留原来的拥塞窗口。HTTP 长连接、RPC 和复制因此变快。代价是：这个窗口可能已经过时，停顿后的第一批报文会一次性发出，冲进别人可能已经占满的瓶颈。

\`fq\` 队列规则（qdisc）会把这种突发在时间上摊开（\`net.core.default_qdisc = fq\`），所以文件设置了它就不再提示；用 \`bbr\` 时也不提示，它自己控制发送节奏，不看这个参数。来源：include/net/tcp.h 的 tcp_slow_start_after_idle_check()、net/ipv4/tcp_output.c 的 tcp_cwnd_restart()。`,
  },
  reads: [SLOW_START, CONTROL, QDISC],
  examples: {
    bad: [
      "net.ipv4.tcp_slow_start_after_idle = 0",
      "net.ipv4.tcp_slow_start_after_idle = 0 # faster\nnet.core.default_qdisc = fq_codel",
      "net.ipv4.tcp_congestion_control = htcp\nnet.ipv4.tcp_slow_start_after_idle = 0",
    ],
    good: [
      "net.ipv4.tcp_slow_start_after_idle = 1",
      "net.ipv4.tcp_slow_start_after_idle = 0\nnet.core.default_qdisc = fq",
      "net.ipv4.tcp_slow_start_after_idle = 0\nnet.ipv4.tcp_congestion_control = bbr",
      "net.ipv4.tcp_slow_start_after_idle = 0\nnet.ipv4.tcp_slow_start_after_idle = 1",
    ],
  },
  check(context) {
    const { effective, target, report } = context;
    const off = written(context, SLOW_START, 0, 0);
    if (!off || effective(CONTROL)?.value === "bbr" || effective(QDISC)?.value === "fq") return;
    report({
      at: keySpan(off.line),
      message: {
        en: "Connections keep their congestion window over pauses, so the first flight afterwards is a burst into a path that may have filled up. net.core.default_qdisc = fq spreads it.",
        "zh-cn": "连接停顿后仍保留拥塞窗口，之后的第一批报文会突发冲进可能已被占满的路径。net.core.default_qdisc = fq 可以把它摊开。",
      },
      fixes: (document) => (target.kernel >= 3_012_000 ? setFixes(document, context, off.line, QDISC, "fq") : []),
    });
  },
});
