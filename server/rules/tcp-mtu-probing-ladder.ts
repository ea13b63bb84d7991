import { grouped } from "../catalogue/number.ts";
import type { Text } from "../locale.ts";
import { type ConfigurationContext, defineRule, valueSpan } from "./rule.ts";
import { beside, setFixes } from "./set-parameter.ts";
import { written } from "./written.ts";

const PROBING = "net.ipv4.tcp_mtu_probing";
const BASE = "net.ipv4.tcp_base_mss";
const FLOOR = "net.ipv4.tcp_mtu_probe_floor";
const LEAST = "net.ipv4.tcp_min_snd_mss";

/** What must not lie above what, and which of the two to change. */
const RUNGS = [
  { low: FLOOR, high: BASE, change: FLOOR },
  { low: LEAST, high: BASE, change: LEAST },
  // The minimum is a choice about hostile peers and holds for all segments: the floor has to follow.
  { low: LEAST, high: FLOOR, change: FLOOR },
] as const;

export default defineRule({
  name: "tcp-mtu-probing-ladder",
  severity: "warning",
  title: { en: "Sizes of MTU probing out of order", "zh-cn": "MTU 探测的几个大小顺序不对" },
  documentation: {
    en: `When MTU probing suspects a black hole it goes down a ladder: to \`net.ipv4.tcp_base_mss\` first (1024), then half of it with each further time-out, never below \`net.ipv4.tcp_mtu_probe_floor\` (48, since Linux 5.4) nor \`net.ipv4.tcp_min_snd_mss\` (48, since 5.2). The kernel never compares the three. With a floor above the base, the second step leads up again instead of down. With \`tcp_min_snd_mss\` above base or floor, that one is never used, since the kernel takes the larger.

Write them as tcp_min_snd_mss ≤ tcp_mtu_probe_floor ≤ tcp_base_mss. Only reported while \`net.ipv4.tcp_mtu_probing\` is on; otherwise nothing reads base and floor. Source: tcp_mtu_probing() in net/ipv4/tcp_timer.c, tcp_mtup_init() and __tcp_mtu_to_mss() in net/ipv4/tcp_output.c.`,
    "zh-cn": `MTU 探测怀疑有黑洞时，会沿梯子往下走：先到 \`net.ipv4.tcp_base_mss\`（1024），之后每次超时减半，但不低于 \`net.ipv4.tcp_mtu_probe_floor\`（48，从 Linux 5.4 起）和 \`net.ipv4.tcp_min_snd_mss\`（48，从 5.2 起）。内核从不比较这三个值。下限高于起点时，第二步不降反升；\`tcp_min_snd_mss\` 高于起点或下限时，内核取较大的一个，后者永远用不到。

请保持 tcp_min_snd_mss ≤ tcp_mtu_probe_floor ≤ tcp_base_mss。只有 \`net.ipv4.tcp_mtu_probing\` 打开时才报告，否则没有代码会读起点和下限。来源：net/ipv4/tcp_timer.c 的 tcp_mtu_probing()、net/ipv4/tcp_output.c 的 tcp_mtup_init() 和 __tcp_mtu_to_mss()。`,
  },
  reads: [PROBING, BASE, FLOOR, LEAST],
  examples: {
    bad: [
      "net.ipv4.tcp_mtu_probing = 1\nnet.ipv4.tcp_mtu_probe_floor = 1200",
      "net.ipv4.tcp_mtu_probing = 2\nnet.ipv4.tcp_base_mss = 512\nnet.ipv4.tcp_mtu_probe_floor = 576",
      "net.ipv4.tcp_mtu_probing = 1\nnet.ipv4.tcp_min_snd_mss = 1100",
      "net.ipv4.tcp_mtu_probing = 1\nnet.ipv4.tcp_min_snd_mss = 536\nnet.ipv4.tcp_mtu_probe_floor = 128",
      "net.ipv4.tcp_mtu_probe_floor = 536\nnet.ipv4.tcp_min_snd_mss = 600\nnet.ipv4.tcp_base_mss = 512\nnet.ipv4.tcp_mtu_probing = 1",
    ],
    good: [
      "net.ipv4.tcp_mtu_probing = 1\nnet.ipv4.tcp_mtu_probe_floor = 512",
      "net.ipv4.tcp_mtu_probing = 1\nnet.ipv4.tcp_min_snd_mss = 536",
      "net.ipv4.tcp_mtu_probe_floor = 1200",
      "net.ipv4.tcp_mtu_probing = 0\nnet.ipv4.tcp_base_mss = 512\nnet.ipv4.tcp_mtu_probe_floor = 576",
      "net.ipv4.tcp_mtu_probing = 1\nnet.ipv4.tcp_base_mss = 1024\nnet.ipv4.tcp_mtu_probe_floor = 1024\nnet.ipv4.tcp_min_snd_mss = 1024",
      { text: "net.ipv4.tcp_mtu_probing = 1\nnet.ipv4.tcp_mtu_probe_floor = 1200", kernel: "5.3" },
    ],
  },
  check(context) {
    const { effective, number, report } = context;
    if (!(number(PROBING) >= 1 && number(PROBING) <= 2)) return;
    for (const { low, high, change } of RUNGS) {
      const lower = exists(context, low) ? written(context, low, 48, 65_535) : undefined;
      const upper = exists(context, high) ? number(high) : Number.NaN;
      // A default floor of 48 below a minimum that somebody chose is nobody's mistake.
      const line = change === low ? lower?.line : effective(high)?.line;
      if (!lower || !line || !(upper < lower.value)) continue;
      const [other, value] = change === low ? [high, upper] : [low, lower.value];
      report({
        at: valueSpan(line),
        message: messageFor(low, high, value),
        related: beside(context, change, other, { en: "The other one", "zh-cn": "与它冲突的一行" }),
        fixes: (document) => (value >= 48 ? setFixes(document, context, line, change, value) : []),
      });
      return;
    }
  },
});

/** `value` is the one to write. */
function messageFor(low: string, high: string, value: number): Text {
  const number = grouped(value);
  if (high === FLOOR)
    return {
      en: `Never used: ${low} (${number}) is above it, and the kernel takes the larger of the two. Raise this one to ${number}, or drop it.`,
      "zh-cn": `永远用不到：${low}（${number}）比它高，内核取两者中较大的一个。请把它调到 ${number}，或者去掉。`,
    };
  return low === FLOOR
    ? {
        en: `Above ${high}: the first step of MTU probing goes down to ${number} bytes, and the next time-outs bring the segments up again instead of halving them. Lower this to ${number} or less.`,
        "zh-cn": `高于 ${high}：MTU 探测的第一步降到 ${number} 字节，之后再超时不降反升，而不是减半。请把它降到 ${number} 或更低。`,
      }
    : {
        en: `Above ${high} (${number}), which is therefore never used: the kernel takes the larger of the two when it looks for the path MTU. Lower this one to ${number} or less.`,
        "zh-cn": `高于 ${high}（${number}），后者因此永远用不到：寻找路径 MTU 时，内核取两者中较大的一个。请把它降到 ${number} 或更低。`,
      };
}

/** All of them have a plain default wherever they exist. */
function exists({ effectiveDefault }: ConfigurationContext, key: string): boolean {
  return effectiveDefault(key) !== undefined;
}
