import { grouped } from "../catalogue/number.ts";
import { timeText } from "./arithmetic.ts";
import { defineRule, valueSpan } from "./rule.ts";
import { beside, setFixes } from "./set-parameter.ts";
import { written } from "./written.ts";

const IDLE = "net.ipv4.tcp_keepalive_time";
const INTERVAL = "net.ipv4.tcp_keepalive_intvl";
const PROBES = "net.ipv4.tcp_keepalive_probes";

export default defineRule({
  name: "tcp-keepalive-order",
  severity: "information",
  title: { en: "Keepalive probes further apart than the idle time", "zh-cn": "keepalive 探测间隔比空闲时间还长" },
  documentation: {
    en: `The kernel sends the first keepalive probe after \`net.ipv4.tcp_keepalive_time\` of silence and further ones every \`net.ipv4.tcp_keepalive_intvl\`; after \`net.ipv4.tcp_keepalive_probes\` without an answer the connection is given up. So a dead peer is noticed after time + probes × interval.

A file that lowers the idle time to 60 or 30 seconds and leaves the interval at 75 wants dead peers gone within a minute or two, and waits twelve: nearly all of the time lies in the intervals. Lower the interval too, to 10 or 15 seconds. Source: tcp_keepalive_timer() in net/ipv4/tcp_timer.c.`,
    "zh-cn": `连接静默 \`net.ipv4.tcp_keepalive_time\` 后，内核发出第一个 keepalive（保活）探测，之后每隔 \`net.ipv4.tcp_keepalive_intvl\` 再发一个；\`net.ipv4.tcp_keepalive_probes\` 个都没有回应就放弃连接。所以发现对端已死要等：空闲时间 + 探测次数 × 间隔。

把空闲时间调到 60 或 30 秒，间隔却留在 75 秒，本意是一两分钟内清掉死连接，实际要等十多分钟：时间几乎都花在间隔上。请把间隔也调低到 10 或 15 秒。来源：net/ipv4/tcp_timer.c 的 tcp_keepalive_timer()。`,
  },
  reads: [IDLE, INTERVAL, PROBES],
  examples: {
    bad: [
      "net.ipv4.tcp_keepalive_time = 60",
      "net.ipv4.tcp_keepalive_time = 30\nnet.ipv4.tcp_keepalive_probes = 3",
      "net.ipv4.tcp_keepalive_intvl = 60\nnet.ipv4.tcp_keepalive_time = 30\nnet.ipv4.tcp_keepalive_probes = 5",
    ],
    good: [
      "net.ipv4.tcp_keepalive_time = 600",
      "net.ipv4.tcp_keepalive_time = 60\nnet.ipv4.tcp_keepalive_intvl = 60",
      "net.ipv4.tcp_keepalive_time = 60\nnet.ipv4.tcp_keepalive_intvl = 10",
      "net.ipv4.tcp_keepalive_intvl = 300",
      "net.ipv4.tcp_keepalive_probes = 3",
      "net.ipv4.tcp_keepalive_time = 1m",
      "net.ipv4.tcp_keepalive_time = 0",
    ],
  },
  check(context) {
    const { number, report } = context;
    const idle = number(IDLE);
    const interval = number(INTERVAL);
    const probes = number(PROBES);
    const own = written(context, INTERVAL, 1);
    const at = own ?? written(context, IDLE, 1);
    if (!at || !(idle >= 1 && interval > idle && interval <= 32_767 && probes >= 1 && probes <= 255)) return;
    const total = timeText(idle + probes * interval);
    const better = Math.min(15, Math.max(1, Math.floor(idle / 2)));
    report({
      at: valueSpan(at.line),
      message: {
        en: `A dead peer is noticed only after ${total.en} (${grouped(idle)} + ${probes} × ${grouped(interval)} s): the probes come further apart than the idle time. Lower ${INTERVAL}, to ${better} for instance.`,
        "zh-cn": `要过 ${total["zh-cn"]}才能发现对端已死（${grouped(idle)} + ${probes} × ${grouped(interval)} 秒）：探测间隔比空闲时间还长。请调低 ${INTERVAL}，例如 ${better}。`,
      },
      related: own ? beside(context, INTERVAL, IDLE, { en: "The idle time", "zh-cn": "空闲时间" }) : [],
      fixes: (document) => setFixes(document, context, at.line, INTERVAL, better),
    });
  },
});
