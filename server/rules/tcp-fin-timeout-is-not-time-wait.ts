import { TIME_WAIT_SECONDS } from "./arithmetic.ts";
import { type ConfigurationContext, defineRule, keySpan, valueSpan } from "./rule.ts";
import { setFixes } from "./set-parameter.ts";
import { written } from "./written.ts";

const FIN = "net.ipv4.tcp_fin_timeout";
const REUSE = "net.ipv4.tcp_tw_reuse";
const RECYCLE = "net.ipv4.tcp_tw_recycle";
const BUCKETS = "net.ipv4.tcp_max_tw_buckets";
/** Below this a peer that is merely slow is cut off. */
const LEAST = 15;

export default defineRule({
  name: "tcp-fin-timeout-is-not-time-wait",
  severity: "information",
  title: { en: "tcp_fin_timeout does not shorten TIME-WAIT", "zh-cn": "tcp_fin_timeout 不会缩短 TIME-WAIT" },
  documentation: {
    en: `\`net.ipv4.tcp_fin_timeout\` bounds FIN-WAIT-2 of orphaned connections: this host has closed, the peer has acknowledged that, but has not closed its own side yet. TIME-WAIT comes after that and lasts ${TIME_WAIT_SECONDS} seconds, a constant of the kernel (TCP_TIMEWAIT_LEN in include/net/tcp.h), whatever stands here.

Information where the file is otherwise about TIME-WAIT (it sets \`tcp_tw_reuse\`, \`tcp_tw_recycle\` or \`tcp_max_tw_buckets\`) and lowers this value: a common mix-up. Warning below ${LEAST} seconds: a peer that takes longer to close, because it is slow or still reading, finds its connection gone and gets a reset. The kernel never waits less than 3.5 retransmission time-outs. 15 to 30 seconds are short enough where many clients vanish. Source: tcp_fin_time() in include/net/tcp.h, __tcp_close() in net/ipv4/tcp.c, tcp_time_wait() in net/ipv4/tcp_minisocks.c.`,
    "zh-cn": `\`net.ipv4.tcp_fin_timeout\` 限制的是孤儿连接停留在 FIN-WAIT-2 的时间：本机已经关闭，对端确认了，但对端自己还没有关闭。TIME-WAIT 在这之后，固定为 ${TIME_WAIT_SECONDS} 秒，是内核常量（include/net/tcp.h 的 TCP_TIMEWAIT_LEN），与这里写什么无关。

如果文件在处理 TIME-WAIT（设置了 \`tcp_tw_reuse\`、\`tcp_tw_recycle\` 或 \`tcp_max_tw_buckets\`），又调低了这个值，就给出提示：这是常见的误解。低于 ${LEAST} 秒给出警告：对端如果较慢、或还在读数据，来不及在这段时间内关闭，就会收到复位。内核至少会等 3.5 个重传超时。客户端经常消失时，15 到 30 秒已经够短。来源：include/net/tcp.h 的 tcp_fin_time()、net/ipv4/tcp.c 的 __tcp_close()、net/ipv4/tcp_minisocks.c 的 tcp_time_wait()。`,
  },
  reads: [FIN, REUSE, RECYCLE, BUCKETS],
  examples: {
    bad: [
      "net.ipv4.tcp_fin_timeout = 30\nnet.ipv4.tcp_tw_reuse = 1",
      "net.ipv4.tcp_max_tw_buckets = 262144\nnet.ipv4.tcp_fin_timeout = 15",
      "net.ipv4.tcp_tw_recycle = 1\nnet.ipv4.tcp_fin_timeout = 20",
      { text: "net.ipv4.tcp_fin_timeout = 10", severity: "warning" },
      { text: "net.ipv4.tcp_fin_timeout = 1\nnet.ipv4.tcp_tw_reuse = 1", severity: "warning" },
      { text: "net.ipv4.tcp_fin_timeout = 14 # seconds", severity: "warning" },
    ],
    good: [
      "net.ipv4.tcp_fin_timeout = 30",
      "net.ipv4.tcp_fin_timeout = 15",
      "net.ipv4.tcp_fin_timeout = 60\nnet.ipv4.tcp_tw_reuse = 1",
      "net.ipv4.tcp_fin_timeout = 30\nnet.ipv4.tcp_tw_reuse = 0\nnet.ipv4.tcp_tw_recycle = 0",
      "net.ipv4.tcp_fin_timeout = 5\nnet.ipv4.tcp_fin_timeout = 60",
      "net.ipv4.tcp_fin_timeout = 0",
      "net.ipv4.tcp_fin_timeout = 10s",
      "net.ipv4.tcp_tw_reuse = 1",
    ],
  },
  check(context) {
    const { report } = context;
    const fin = written(context, FIN, 1, TIME_WAIT_SECONDS - 1);
    if (!fin) return;
    if (fin.value < LEAST) {
      report({
        at: valueSpan(fin.line),
        severity: "warning",
        message: {
          en: `Too short: a peer that takes more than ${fin.value} s to close its side gets a reset. TIME-WAIT is not affected, it always lasts ${TIME_WAIT_SECONDS} s. Take 15 to 30, or leave the default of 60.`,
          "zh-cn": `太短：对端超过 ${fin.value} 秒才关闭，就会收到复位。TIME-WAIT 不受影响，始终是 ${TIME_WAIT_SECONDS} 秒。请用 15 到 30，或保留默认值 60。`,
        },
        fixes: (document) => setFixes(document, context, fin.line, FIN, 30),
      });
    } else if (isAboutTimeWait(context)) {
      report({
        at: keySpan(fin.line),
        message: {
          en: `Does not shorten TIME-WAIT, which always lasts ${TIME_WAIT_SECONDS} s: it ends closed connections whose peer has not closed within ${fin.value} s (FIN-WAIT-2). If you do not mean those, drop the line.`,
          "zh-cn": `不会缩短 TIME-WAIT，它始终是 ${TIME_WAIT_SECONDS} 秒：这里限制的是本机已关闭、对端 ${fin.value} 秒内还没关闭的连接（FIN-WAIT-2）。如果要管的不是它们，请去掉这一行。`,
        },
      });
    }
  },
});

function isAboutTimeWait(context: ConfigurationContext): boolean {
  const on = [REUSE, RECYCLE].some((key) => written(context, key, 1) !== undefined);
  return on || written(context, BUCKETS) !== undefined;
}
