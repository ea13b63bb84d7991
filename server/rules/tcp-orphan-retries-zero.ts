import { timeText } from "./arithmetic.ts";
import { ORPHAN_RETRIES, retriesSeconds } from "./retransmission.ts";
import { defineRule, valueSpan } from "./rule.ts";
import { setFixes } from "./set-parameter.ts";
import { written } from "./written.ts";

const RETRIES = "net.ipv4.tcp_orphan_retries";

export default defineRule({
  name: "tcp-orphan-retries-zero",
  severity: "information",
  title: { en: "0 orphan retries means 8", "zh-cn": "孤儿连接重试 0 次等于 8 次" },
  documentation: {
    en: `\`net.ipv4.tcp_orphan_retries = 0\`, the default, does not mean "no retry". While the retransmission time-out is below its maximum the kernel uses 8 instead, which stands for 102 seconds. Only once the maximum is reached does it stop at once.

To free orphans sooner write 1 (0.6 s), 2 (1.4 s) or 3 (3 s); a small value cuts off the last bytes to slow clients that lose a packet or two. If the default is meant, the line can go. Source: tcp_orphan_retries() in net/ipv4/tcp_timer.c.`,
    "zh-cn": `\`net.ipv4.tcp_orphan_retries = 0\`（默认值）并不是“不重试”。重传超时还没到最大值时，内核改用 8，相当于 102 秒；到了最大值才会立刻停止。

想早点清掉孤儿连接，请写 1（0.6 秒）、2（1.4 秒）或 3（3 秒）；值太小，网络较慢、丢一两个包的客户端会收不到最后几个字节。如果想要的就是默认值，这一行可以去掉。来源：net/ipv4/tcp_timer.c 的 tcp_orphan_retries()。`,
  },
  reads: [RETRIES],
  examples: {
    bad: ["net.ipv4.tcp_orphan_retries = 0", "net.ipv4.tcp_orphan_retries = 3\nnet.ipv4.tcp_orphan_retries = 0", "net/ipv4/tcp_orphan_retries=0 # none"],
    good: [
      "net.ipv4.tcp_orphan_retries = 1",
      "net.ipv4.tcp_orphan_retries = 8",
      "net.ipv4.tcp_orphan_retries = 0\nnet.ipv4.tcp_orphan_retries = 2",
      "net.ipv4.tcp_orphan_retries = none",
      "net.ipv4.tcp_max_orphans = 65536",
    ],
  },
  check(context) {
    const zero = written(context, RETRIES, 0, 0);
    if (!zero) return;
    const time = timeText(retriesSeconds(ORPHAN_RETRIES));
    context.report({
      at: valueSpan(zero.line),
      message: {
        en: `0 does not mean none: the kernel then uses ${ORPHAN_RETRIES}, which stands for ${time.en}. To free orphans sooner write 1 to 3; if the default is meant, the line can go.`,
        "zh-cn": `0 不是不重试：内核会改用 ${ORPHAN_RETRIES}，相当于 ${time["zh-cn"]}。想早点清掉孤儿连接，请写 1 到 3；如果想要的就是默认值，这一行可以去掉。`,
      },
      fixes: (document) => setFixes(document, context, zero.line, RETRIES, 3),
    });
  },
});
