import { numbersOf, sizeText } from "./arithmetic.ts";
import { replaceValue } from "./edits.ts";
import { defineRule, valueSpan } from "./rule.ts";
import { written } from "./written.ts";

const MODERATE = "net.ipv4.tcp_moderate_rcvbuf";
const RMEM = "net.ipv4.tcp_rmem";

export default defineRule({
  name: "moderate-rcvbuf-off",
  severity: "warning",
  title: { en: "Receive buffers cannot grow to the maximum that is set", "zh-cn": "接收缓冲区无法增长到设定的最大值" },
  documentation: {
    en: "With `net.ipv4.tcp_moderate_rcvbuf = 0` a receive buffer does not grow with the speed of its connection: it stays near the second number of `net.ipv4.tcp_rmem`, and a larger third number goes unused. A connection then gets at most about half of that size a round trip. Leave autotuning on, the default; the third number costs memory only where a connection needs it. Source: tcp_rcv_space_adjust() in net/ipv4/tcp_input.c.",
    "zh-cn":
      "`net.ipv4.tcp_moderate_rcvbuf = 0` 时，接收缓冲区不会随连接速度增长：它停留在 `net.ipv4.tcp_rmem` 第二个数附近，更大的第三个数用不上。这样一条连接每个往返最多只能收到大约一半大小的数据。请保持默认的自动调整；只有连接真正需要时，第三个数才会占用内存。来源：net/ipv4/tcp_input.c 的 tcp_rcv_space_adjust()。",
  },
  reads: [MODERATE, RMEM],
  examples: {
    bad: [
      "net.ipv4.tcp_moderate_rcvbuf = 0\nnet.ipv4.tcp_rmem = 4096 87380 16777216",
      "net.ipv4.tcp_rmem = 4096 87380 16777216\nnet.ipv4.tcp_moderate_rcvbuf=0 # off",
    ],
    good: [
      "net.ipv4.tcp_moderate_rcvbuf = 1\nnet.ipv4.tcp_rmem = 4096 87380 16777216",
      "net.ipv4.tcp_moderate_rcvbuf = 0",
      "net.ipv4.tcp_moderate_rcvbuf = 0\nnet.ipv4.tcp_rmem = 4096 16777216 16777216",
      "net.ipv4.tcp_moderate_rcvbuf = 0\nnet.ipv4.tcp_rmem = 4096 87380 16777216\nnet.ipv4.tcp_moderate_rcvbuf = 1",
      "net.ipv4.tcp_moderate_rcvbuf = off\nnet.ipv4.tcp_rmem = 4096 87380 16777216",
    ],
  },
  check(context) {
    const off = written(context, MODERATE, 0, 0);
    const rmem = context.effective(RMEM)?.line;
    if (!off || !rmem) return;
    const [, start = Number.NaN, most = Number.NaN] = numbersOf(rmem.value);
    if (!(most > start)) return;
    context.report({
      at: valueSpan(off.line),
      message: {
        en: `Autotuning is off, so receive buffers stay near ${sizeText(start)}, the second number of ${RMEM}; the ${sizeText(most)} of the third go unused. Write 1, the default.`,
        "zh-cn": `自动调整已关闭，接收缓冲区停留在 ${RMEM} 的第二个数 ${sizeText(start)} 附近，第三个数 ${sizeText(most)} 用不上。请改回默认值 1。`,
      },
      related: [{ at: valueSpan(rmem), message: { en: "The maximum is set here", "zh-cn": "最大值在这里设置" } }],
      fixes: () => [{ title: { en: "Switch autotuning on", "zh-cn": "打开自动调整" }, edits: [replaceValue(off.line, "1")] }],
    });
  },
});
