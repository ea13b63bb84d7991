import { timeText } from "./arithmetic.ts";
import { retriesFor, retriesSeconds } from "./retransmission.ts";
import { type ConfigurationContext, defineRule, valueSpan } from "./rule.ts";
import { setFixes } from "./set-parameter.ts";
import { written } from "./written.ts";

const RETRIES = "net.ipv4.tcp_retries2";
const LONGEST = "net.ipv4.tcp_rto_max_ms";
/** RFC 1122, 4.2.3.5: the least time before a connection may be given up. */
const LEAST_SECONDS = 100;

export default defineRule({
  name: "tcp-retries2-too-low",
  severity: "warning",
  title: { en: "Connections given up too early", "zh-cn": "过早放弃连接" },
  documentation: {
    en: `\`net.ipv4.tcp_retries2\` stands for a time: what that many retransmissions take if the first comes after 200 ms and the pause doubles up to 120 seconds. 15 (the default) means 924.6 s, 8 means 102.2 s, 7 51 s, 5 12.6 s, 3 3 s. The connection ends with ETIMEDOUT at the first time-out after that.

RFC 1122 asks for at least 100 seconds (R2), because networks do fail for half a minute and recover: a switch restarts, a route moves, a mobile client is in a tunnel. With less, every such outage ends all connections that have data under way, of all programs on the host. Take 8, and \`TCP_USER_TIMEOUT\` in the one program that must fail over sooner; on cluster nodes where everything must, silence the rule for the line. Where \`net.ipv4.tcp_rto_max_ms\` (since 6.15) lowers the longest pause, the time is reckoned with it. Source: tcp_model_timeout() and tcp_write_timeout() in net/ipv4/tcp_timer.c.`,
    "zh-cn": `\`net.ipv4.tcp_retries2\` 代表一段时间：第一次重传在 200 毫秒后，间隔逐次翻倍、最多 120 秒，重传这么多次所需的时间。15（默认值）是 924.6 秒，8 是 102.2 秒，7 是 51 秒，5 是 12.6 秒，3 是 3 秒。之后的第一次超时就以 ETIMEDOUT 结束连接。

RFC 1122 要求至少 100 秒（R2），因为网络确实会中断半分钟再恢复：交换机重启、路由切换、手机客户端进了隧道。时间太短，每次这样的中断都会断掉本机所有程序正在传数据的连接。请用 8；某个程序需要更快切换，就在那个程序里用 \`TCP_USER_TIMEOUT\`；集群节点上如果全都需要，可以对这一行关闭本规则。\`net.ipv4.tcp_rto_max_ms\`（从 6.15 起）调低了最长间隔时，按它计算。来源：net/ipv4/tcp_timer.c 的 tcp_model_timeout() 和 tcp_write_timeout()。`,
  },
  reads: [RETRIES, LONGEST],
  examples: {
    bad: [
      "net.ipv4.tcp_retries2 = 7",
      "net.ipv4.tcp_retries2 = 5 # fail over",
      { text: "net.ipv4.tcp_retries2 = 3", kernel: "3.10" },
      { text: "net.ipv4.tcp_rto_max_ms = 5000\nnet.ipv4.tcp_retries2 = 15", kernel: "6.18" },
    ],
    good: [
      "net.ipv4.tcp_retries2 = 8",
      "net.ipv4.tcp_retries2 = 15",
      "net.ipv4.tcp_retries2 = 5\nnet.ipv4.tcp_retries2 = 10",
      "net.ipv4.tcp_retries2 = 7#",
      { text: "net.ipv4.tcp_rto_max_ms = 10000\nnet.ipv4.tcp_retries2 = 15", kernel: "6.18" },
      { text: "net.ipv4.tcp_rto_max_ms = 5000\nnet.ipv4.tcp_retries2 = 15", kernel: "6.12" },
      { text: "net.ipv4.tcp_rto_max_ms = 5000", kernel: "6.18" },
    ],
  },
  check(context) {
    const retries = written(context, RETRIES, 0, 255);
    if (!retries) return;
    const longest = longestPause(context);
    const seconds = retriesSeconds(retries.value, longest);
    if (seconds >= LEAST_SECONDS) return;
    const time = timeText(seconds);
    const enough = retriesFor(LEAST_SECONDS, longest);
    const gives = timeText(retriesSeconds(enough, longest));
    context.report({
      at: valueSpan(retries.line),
      message: {
        en: `Connections end after ${time.en} without an answer, less than the 100 s of RFC 1122: a short outage breaks them all. ${enough} gives ${gives.en}; a single program can use TCP_USER_TIMEOUT.`,
        "zh-cn": `${time["zh-cn"]}收不到回应就放弃连接，少于 RFC 1122 要求的 100 秒：短暂的中断会断掉所有连接。${enough} 是 ${gives["zh-cn"]}；个别程序可以用 TCP_USER_TIMEOUT。`,
      },
      fixes: (document) => setFixes(document, context, retries.line, RETRIES, enough),
    });
  },
});

/** In seconds. */
function longestPause({ target, number }: ConfigurationContext): number {
  const milliseconds = number(LONGEST);
  return target.kernel >= 6_015_000 && milliseconds >= 1_000 && milliseconds <= 120_000 ? milliseconds / 1_000 : 120;
}
