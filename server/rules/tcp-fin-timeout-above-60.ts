import { TIME_WAIT_SECONDS, timeText } from "./arithmetic.ts";
import { finWait2Seconds } from "./retransmission.ts";
import { defineRule, valueSpan } from "./rule.ts";
import { setFixes } from "./set-parameter.ts";
import { written } from "./written.ts";

const FIN = "net.ipv4.tcp_fin_timeout";
/** The only value above 60 that means what it says. */
const EXACT = 2 * TIME_WAIT_SECONDS;
/** A usual retransmission time-out, in seconds; too short to matter here. */
const RTO = 0.2;

export default defineRule({
  name: "tcp-fin-timeout-above-60",
  severity: "warning",
  title: { en: "tcp_fin_timeout above 60 means another time", "zh-cn": "tcp_fin_timeout 大于 60 时不是字面上的时间" },
  documentation: {
    en: `\`net.ipv4.tcp_fin_timeout\` up to ${TIME_WAIT_SECONDS} is the time that an orphaned connection waits in FIN-WAIT-2. Above it the kernel first keeps the whole socket for what exceeds ${TIME_WAIT_SECONDS} seconds, and then a light-weight entry for the same time once more: 2 × (n − ${TIME_WAIT_SECONDS}) seconds in all. 61 means 2 seconds, 90 means 60; only ${EXACT} means what it says, and more than that waits longer.

Whoever wants to wait longer than the default takes ${EXACT}; whoever wants a shorter time writes it: 15 to ${TIME_WAIT_SECONDS}. Measured on 6.18 (61: 2.1 s, 90: 60.8 s). Source: tcp_rcv_state_process() in net/ipv4/tcp_input.c, __tcp_close() in net/ipv4/tcp.c, tcp_keepalive_timer() in net/ipv4/tcp_timer.c.`,
    "zh-cn": `\`net.ipv4.tcp_fin_timeout\` 不超过 ${TIME_WAIT_SECONDS} 时，就是孤儿连接停留在 FIN-WAIT-2 的时间。超过时，内核先让完整的套接字等待超出 ${TIME_WAIT_SECONDS} 秒的部分，再用轻量条目等待同样长的时间：一共 2 ×（n − ${TIME_WAIT_SECONDS}）秒。61 等于 2 秒，90 等于 60 秒；只有 ${EXACT} 是字面上的时间，再大则等得更久。

想比默认值等得久，请写 ${EXACT}；想短一些，直接写 15 到 ${TIME_WAIT_SECONDS}。在 6.18 上实测（61：2.1 秒，90：60.8 秒）。来源：net/ipv4/tcp_input.c 的 tcp_rcv_state_process()、net/ipv4/tcp.c 的 __tcp_close()、net/ipv4/tcp_timer.c 的 tcp_keepalive_timer()。`,
  },
  reads: [FIN],
  examples: {
    bad: ["net.ipv4.tcp_fin_timeout = 61", "net.ipv4.tcp_fin_timeout = 90", "net.ipv4.tcp_fin_timeout = 30\nnet.ipv4.tcp_fin_timeout = 180"],
    good: ["net.ipv4.tcp_fin_timeout = 60", "net.ipv4.tcp_fin_timeout = 120", "net.ipv4.tcp_fin_timeout = 90\nnet.ipv4.tcp_fin_timeout = 30"],
  },
  check(context) {
    const fin = written(context, FIN, TIME_WAIT_SECONDS + 1);
    if (!fin || fin.value === EXACT) return;
    const time = timeText(finWait2Seconds(fin.value, RTO));
    context.report({
      at: valueSpan(fin.line),
      message: {
        en: `Closed connections wait ${time.en} for the peer, not ${fin.value} s: above ${TIME_WAIT_SECONDS} the kernel waits twice for what exceeds it. Take ${EXACT} to wait longer than the default, or 15 to ${TIME_WAIT_SECONDS}.`,
        "zh-cn": `关闭的连接会等对端 ${time["zh-cn"]}，而不是 ${fin.value} 秒：超过 ${TIME_WAIT_SECONDS} 时，内核等待两次超出的部分。想比默认值等得久请用 ${EXACT}，否则用 15 到 ${TIME_WAIT_SECONDS}。`,
      },
      fixes: (document) => [TIME_WAIT_SECONDS, EXACT].flatMap((seconds) => setFixes(document, context, fin.line, FIN, seconds)),
    });
  },
});
