import { grouped } from "../catalogue/number.ts";
import { type ConfigurationContext, defineRule, valueSpan } from "./rule.ts";
import { beside, setFixes, written } from "./set-parameter.ts";

const PROBING = "net.ipv4.tcp_mtu_probing";
const BASE = "net.ipv4.tcp_base_mss";
const FLOOR = "net.ipv4.tcp_mtu_probe_floor";
const LEAST = "net.ipv4.tcp_min_snd_mss";

/** Lower rung, upper rung: of each pair at least the lower, or both, must be written. */
const RUNGS = [
  { low: FLOOR, high: BASE },
  { low: LEAST, high: BASE },
  { low: LEAST, high: FLOOR },
] as const;

export default defineRule({
  name: "tcp-mtu-probing-ladder",
  severity: "warning",
  title: { en: "Sizes of MTU probing out of order", "zh-cn": "MTU 探测的几个大小顺序不对" },
  documentation: {
    en: `When MTU probing suspects a black hole it goes down a ladder: to \`net.ipv4.tcp_base_mss\` first (1024), then half of it with each further time-out, never below \`net.ipv4.tcp_mtu_probe_floor\` (48, since Linux 5.4) nor \`net.ipv4.tcp_min_snd_mss\` (48, since 5.2). The kernel takes the larger of floors and base without a word. So with a floor above the base the base is never used, and with \`tcp_min_snd_mss\` above the floor the floor is not.

Write them as tcp_min_snd_mss ≤ tcp_mtu_probe_floor ≤ tcp_base_mss. Only reported while \`net.ipv4.tcp_mtu_probing\` is on; otherwise nothing reads base and floor. Source: tcp_mtu_probing() in net/ipv4/tcp_timer.c.`,
    "zh-cn": `MTU 探测怀疑有黑洞时，会沿梯子往下走：先到 \`net.ipv4.tcp_base_mss\`（1024），之后每次超时减半，但不低于 \`net.ipv4.tcp_mtu_probe_floor\`（48，从 Linux 5.4 起）和 \`net.ipv4.tcp_min_snd_mss\`（48，从 5.2 起）。内核默默取下限和起点中较大的一个。所以下限高于起点时，起点永远用不到；\`tcp_min_snd_mss\` 高于下限时，下限用不到。

请保持 tcp_min_snd_mss ≤ tcp_mtu_probe_floor ≤ tcp_base_mss。只有 \`net.ipv4.tcp_mtu_probing\` 打开时才报告，否则没有代码会读起点和下限。来源：net/ipv4/tcp_timer.c 的 tcp_mtu_probing()。`,
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
    for (const { low, high } of RUNGS) {
      const lower = exists(context, low) ? written(context, low, 48, 65_535) : undefined;
      const upper = exists(context, high) ? number(high) : Number.NaN;
      // A default floor of 48 below a minimum that somebody chose is nobody's mistake.
      if (!lower || !(upper < lower.value) || (high === FLOOR && !effective(FLOOR)?.line)) continue;
      report({
        at: valueSpan(lower.line),
        message: {
          en: `Above ${high} (${grouped(upper)}), which is therefore never used: the kernel takes the larger of the two when it probes for the path MTU. Lower this one to ${grouped(upper)} or less.`,
          "zh-cn": `高于 ${high}（${grouped(upper)}），后者因此永远用不到：探测路径 MTU 时，内核取两者中较大的一个。请把它降到 ${grouped(upper)} 或更低。`,
        },
        related: beside(context, low, high, { en: "Never used", "zh-cn": "永远用不到" }),
        fixes: (document) => (upper >= 48 ? setFixes(document, context, lower.line, low, upper) : []),
      });
      return;
    }
  },
});

/** All of them have a plain default wherever they exist. */
function exists({ effectiveDefault }: ConfigurationContext, key: string): boolean {
  return effectiveDefault(key) !== undefined;
}
