import { connectSeconds } from "./retransmission.ts";
import { type ConfigurationContext, defineRule, valueSpan } from "./rule.ts";
import { setFixes } from "./set-parameter.ts";
import { written } from "./written.ts";

const RETRIES = "net.ipv4.tcp_syn_retries";
const LINEAR = "net.ipv4.tcp_syn_linear_timeouts";

export default defineRule({
  name: "tcp-syn-retries-time",
  severity: "information",
  title: { en: "connect() gives up after seconds", "zh-cn": "connect() 几秒就放弃" },
  documentation: {
    en: `\`net.ipv4.tcp_syn_retries\` says how long \`connect()\` waits for an answer: 1 means 3 s, 2 means 7 s, 3 means 15 s, 4 31 s, 5 63 s, 6 (the default) 127 s. Since Linux 6.5 the first four repetitions come at one second each (\`net.ipv4.tcp_syn_linear_timeouts\`), which makes it 19, 35, 67 and 131 s from 3 on. Before 3.1 the first pause was three seconds, and the times were three times as long.

With 1, a moment of congestion or a route that moves ends every attempt of every program on the host. 2 or 3 are short enough for clients that turn to another server; most programs have a time-out of their own anyway. It does nothing against SYN floods. Times measured on 6.18. Source: tcp_write_timeout() in net/ipv4/tcp_timer.c.`,
    "zh-cn": `\`net.ipv4.tcp_syn_retries\` 决定 \`connect()\` 等多久：1 是 3 秒，2 是 7 秒，3 是 15 秒，4 是 31 秒，5 是 63 秒，6（默认值）是 127 秒。从 Linux 6.5 起，前四次重发间隔都是一秒（\`net.ipv4.tcp_syn_linear_timeouts\`），于是从 3 开始变成 19、35、67、131 秒。3.1 之前第一次间隔是三秒，时间是三倍。

设成 1，一时拥塞或路由切换，就会让本机所有程序的连接尝试都失败。会换一台服务器重试的客户端，2 或 3 已经够短；大多数程序本来就有自己的超时。它对 SYN 洪泛攻击没有用。时间在 6.18 上测得。来源：net/ipv4/tcp_timer.c 的 tcp_write_timeout()。`,
  },
  reads: [RETRIES, LINEAR],
  examples: {
    bad: ["net.ipv4.tcp_syn_retries = 1", "net.ipv4.tcp_syn_retries = 1 # fast", { text: "net.ipv4.tcp_syn_retries = 1", kernel: "3.10" }],
    good: [
      "net.ipv4.tcp_syn_retries = 2",
      "net.ipv4.tcp_syn_retries = 6",
      "net.ipv4.tcp_syn_retries = 0",
      "net.ipv4.tcp_syn_retries = 1\nnet.ipv4.tcp_syn_retries = 5",
      "net.ipv4.tcp_synack_retries = 1",
      { text: "net.ipv4.tcp_syn_retries = 1", kernel: "2.6.32" },
    ],
  },
  check(context) {
    const { target, report } = context;
    const one = written(context, RETRIES, 1, 1);
    // Before 3.1 the pauses began at three seconds.
    if (!one || target.kernel < 3_001_000) return;
    const linear = linearTimeouts(context);
    const [now, two, three] = [1, 2, 3].map((retries) => connectSeconds(retries, linear));
    report({
      at: valueSpan(one.line),
      message: {
        en: `connect() fails after ${now} s without an answer: a moment of congestion ends the attempt. 2 gives ${two} s, 3 gives ${three} s.`,
        "zh-cn": `${now} 秒没有回应 connect() 就失败：一时拥塞就连不上。2 是 ${two} 秒，3 是 ${three} 秒。`,
      },
      fixes: (document) => setFixes(document, context, one.line, RETRIES, 3),
    });
  },
});

function linearTimeouts({ target, number }: ConfigurationContext): number {
  const linear = number(LINEAR);
  return target.kernel >= 6_005_000 && linear >= 0 && linear <= 127 ? linear : 0;
}
