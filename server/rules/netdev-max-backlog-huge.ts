import { grouped } from "../catalogue/number.ts";
import { oneDecimal, sizeText } from "./arithmetic.ts";
import { replaceValue } from "./edits.ts";
import { defineRule, valueSpan } from "./rule.ts";
import { written } from "./written.ts";

const KEY = "net.core.netdev_max_backlog";
const HUGE = 100_000;
/** What the smallest packet weighs: its sk_buff and a buffer of 512 bytes. */
const PACKET = 768;
/** Packets a second that one CPU takes from its backlog. */
const RATE = 500_000;

export default defineRule({
  name: "netdev-max-backlog-huge",
  severity: "information",
  title: { en: "Receive backlog that means waiting", "zh-cn": "过长的接收积压队列" },
  documentation: {
    en: "`net.core.netdev_max_backlog` is the number of packets that may wait for one CPU behind loopback, veth and other virtual interfaces, RPS, and old drivers; packets of a modern card do not pass it. A queue bridges bursts. One that is always in use adds its whole length as delay: at 500,000 packets a second 262144 are half a second, longer than most applications wait, and each packet takes 768 bytes of memory at least, on every CPU. 4096 to 16384 is ample, also for 10 Gbit/s and more. Source: enqueue_to_backlog() in net/core/dev.c.",
    "zh-cn":
      "`net.core.netdev_max_backlog` 是每个 CPU 上允许排队的包数，用于回环、veth 等虚拟接口、RPS 和旧式驱动；现代网卡收到的包不经过它。队列是用来缓冲突发的。如果一直排着队，整个队列的长度都变成延迟：每秒 50 万个包时，262144 个就是半秒，比大多数应用愿意等的还久；每个包至少占 768 字节，每个 CPU 各一份。4096 到 16384 足够，10 Gbit/s 以上也够。来源：net/core/dev.c 的 enqueue_to_backlog()。",
  },
  reads: [KEY],
  examples: {
    bad: ["net.core.netdev_max_backlog = 262144", "net.core.netdev_max_backlog = 100001", "net.core.netdev_max_backlog = 250000 # packets"],
    good: [
      "net.core.netdev_max_backlog = 16384",
      "net.core.netdev_max_backlog = 100000",
      "net.core.netdev_max_backlog = 262144\nnet.core.netdev_max_backlog = 4096",
      "net.core.netdev_max_backlog = 250000000000",
    ],
  },
  check(context) {
    const backlog = written(context, KEY, HUGE + 1);
    if (!backlog) return;
    const seconds = oneDecimal(backlog.value / RATE);
    const size = sizeText(backlog.value * PACKET);
    context.report({
      at: valueSpan(backlog.line),
      message: {
        en: `When full, ${grouped(backlog.value)} packets wait on one CPU: ${seconds} s at 500,000 a second, and ${size} or more of memory. That is delay rather than speed; 4096 to 16384 bridges bursts.`,
        "zh-cn": `排满时一个 CPU 上有 ${grouped(backlog.value)} 个包在等：按每秒 50 万个要 ${seconds} 秒，至少占 ${size} 内存。增加的是延迟而不是速度；4096 到 16384 足以缓冲突发。`,
      },
      fixes: () => [{ title: { en: "Write 16384", "zh-cn": "改成 16384" }, edits: [replaceValue(backlog.line, "16384")] }],
    });
  },
});
