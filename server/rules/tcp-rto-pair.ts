import { timeText } from "./arithmetic.ts";
import { retriesFor, retriesSeconds } from "./retransmission.ts";
import { defineRule, valueSpan } from "./rule.ts";
import { setFixes } from "./set-parameter.ts";
import { written } from "./written.ts";

const LONGEST = "net.ipv4.tcp_rto_max_ms";
const RETRIES = "net.ipv4.tcp_retries2";

export default defineRule({
  name: "tcp-rto-pair",
  severity: "information",
  title: { en: "Shorter pauses end connections earlier", "zh-cn": "缩短重传间隔会更早放弃连接" },
  documentation: {
    en: `\`net.ipv4.tcp_rto_max_ms\` (since Linux 6.15) bounds the pause between retransmissions, 120 seconds by default. \`net.ipv4.tcp_retries2\` is translated into a time with the same bound, so a lower bound shortens the patience with a silent peer as well: with 10 seconds the default of 15 retries means 112.6 s instead of 924.6 s.

If the connection should only *resume* sooner, raise \`tcp_retries2\` so that it still lives as long: 97 for 10 seconds. If giving up earlier is meant, write \`tcp_retries2\` too, to say so. Source: tcp_model_timeout() in net/ipv4/tcp_timer.c.`,
    "zh-cn": `\`net.ipv4.tcp_rto_max_ms\`（从 Linux 6.15 起）限制两次重传之间的间隔，默认 120 秒。\`net.ipv4.tcp_retries2\` 也按同一上限换算成时间，所以调低上限，对沉默对端的耐心也会变短：上限 10 秒时，默认的 15 次重传是 112.6 秒，而不是 924.6 秒。

如果只是希望连接更快*恢复*，请调高 \`tcp_retries2\`，让连接仍能坚持同样久：10 秒时是 97。如果本来就想更早放弃，也请写明 \`tcp_retries2\`。来源：net/ipv4/tcp_timer.c 的 tcp_model_timeout()。`,
  },
  reads: [LONGEST, RETRIES],
  examples: {
    bad: [
      { text: "net.ipv4.tcp_rto_max_ms = 10000", kernel: "6.18" },
      { text: "net.ipv4.tcp_rto_max_ms = 60000", kernel: "6.15" },
      { text: "net.ipv4.tcp_retries1 = 3\nnet.ipv4.tcp_rto_max_ms = 1000", kernel: "7.0" },
    ],
    good: [
      { text: "net.ipv4.tcp_rto_max_ms = 120000", kernel: "6.18" },
      { text: "net.ipv4.tcp_rto_max_ms = 10000\nnet.ipv4.tcp_retries2 = 96", kernel: "6.18" },
      { text: "net.ipv4.tcp_rto_max_ms = 10000\nnet.ipv4.tcp_retries2 = 15", kernel: "6.18" },
      { text: "net.ipv4.tcp_rto_max_ms = 500", kernel: "6.18" },
      { text: "net.ipv4.tcp_rto_max_ms = 10000", kernel: "6.12" },
      { text: "net.ipv4.tcp_rto_min_us = 20000", kernel: "6.18" },
    ],
  },
  check(context) {
    const { target, effective, number, report } = context;
    const longest = written(context, LONGEST, 1_000, 119_999);
    const retries = number(RETRIES);
    if (target.kernel < 6_015_000 || !longest || effective(RETRIES)?.line || !(retries >= 1)) return;
    const pause = longest.value / 1_000;
    const [now, before] = [timeText(retriesSeconds(retries, pause)), timeText(retriesSeconds(retries))];
    // The parameter is one byte.
    const same = Math.min(255, retriesFor(retriesSeconds(retries), pause));
    const then = timeText(retriesSeconds(same, pause));
    report({
      at: valueSpan(longest.line),
      message: {
        en: `Also ends connections earlier: ${RETRIES}, ${retries} by default, now stands for ${now.en} instead of ${before.en}. For patience of ${then.en} write ${RETRIES} = ${same}.`,
        "zh-cn": `连接也会更早被放弃：${RETRIES} 默认 ${retries}，现在相当于 ${now["zh-cn"]}，而不是 ${before["zh-cn"]}。想坚持 ${then["zh-cn"]}，请写 ${RETRIES} = ${same}。`,
      },
      fixes: (document) => setFixes(document, context, longest.line, RETRIES, same),
    });
  },
});
