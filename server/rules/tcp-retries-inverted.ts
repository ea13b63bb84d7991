import { defineRule, valueSpan } from "./rule.ts";
import { beside, setFixes } from "./set-parameter.ts";
import { written } from "./written.ts";

const FIRST = "net.ipv4.tcp_retries1";
const LAST = "net.ipv4.tcp_retries2";
const DEFAULT = 3;

export default defineRule({
  name: "tcp-retries-inverted",
  severity: "warning",
  title: { en: "tcp_retries1 above tcp_retries2", "zh-cn": "tcp_retries1 大于 tcp_retries2" },
  documentation: {
    en: `After \`net.ipv4.tcp_retries1\` unanswered retransmissions TCP suspects its route: it looks it up again and, with \`net.ipv4.tcp_mtu_probing\`, tries smaller segments against an MTU black hole. After \`net.ipv4.tcp_retries2\` it gives the connection up. With the first above the second it gives up before it has tried anything.

Set \`tcp_retries1\` to 3, the default, or raise \`tcp_retries2\`. Source: tcp_write_timeout() in net/ipv4/tcp_timer.c.`,
    "zh-cn": `连续 \`net.ipv4.tcp_retries1\` 次重传没有回应，TCP 就怀疑路由：重新查找路由；打开 \`net.ipv4.tcp_mtu_probing\` 时还会改用更小的报文段，应对 MTU 黑洞。连续 \`net.ipv4.tcp_retries2\` 次没有回应，就放弃连接。前者大于后者时，还没尝试就已放弃。

请把 \`tcp_retries1\` 设回默认值 3，或调高 \`tcp_retries2\`。来源：net/ipv4/tcp_timer.c 的 tcp_write_timeout()。`,
  },
  reads: [FIRST, LAST],
  examples: {
    bad: ["net.ipv4.tcp_retries1 = 16", "net.ipv4.tcp_retries1 = 9\nnet.ipv4.tcp_retries2 = 8", "net.ipv4.tcp_retries2 = 2\nnet.ipv4.tcp_retries1 = 3"],
    good: [
      "net.ipv4.tcp_retries1 = 3\nnet.ipv4.tcp_retries2 = 15",
      "net.ipv4.tcp_retries1 = 5\nnet.ipv4.tcp_retries2 = 5",
      "net.ipv4.tcp_retries1 = 3",
      "net.ipv4.tcp_retries2 = 2",
      "net.ipv4.tcp_retries1 = 300",
      "net.ipv4.tcp_retries1 = three",
    ],
  },
  check(context) {
    const first = written(context, FIRST, 0, 255);
    const last = context.number(LAST);
    if (!first || !(last >= 0 && last < first.value)) return;
    const better = Math.min(DEFAULT, last);
    context.report({
      at: valueSpan(first.line),
      message: {
        en: `Above ${LAST}, which is ${last}: the connection is given up before TCP looks its route up again or suspects an MTU black hole. Write ${better}, or raise ${LAST}.`,
        "zh-cn": `大于 ${LAST}（${last}）：TCP 还没重新查找路由、怀疑 MTU 黑洞，连接就已经被放弃。请写成 ${better}，或调高 ${LAST}。`,
      },
      related: beside(context, FIRST, LAST, { en: "The connection ends here", "zh-cn": "到这里连接就结束了" }),
      fixes: (document) => setFixes(document, context, first.line, FIRST, better),
    });
  },
});
