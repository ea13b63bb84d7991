import { numbersOf } from "./arithmetic.ts";
import { removeLineFix } from "./edits.ts";
import { IPV4_FORWARDING, READS_FORWARDING } from "./interface-settings.ts";
import { defineRule, keySpan } from "./rule.ts";

export default defineRule({
  name: "ip-forward-alias",
  severity: "warning",
  title: { en: "Two names of one switch disagree", "zh-cn": "同一个开关的两个名字取值不同" },
  documentation: {
    en: "`net.ipv4.ip_forward` and `net.ipv4.conf.all.forwarding` are one variable of the kernel. Whichever is written last holds for both, so the other line tells readers something that is not so. Keep one of them. Source: ctl_forward_entry in net/ipv4/devinet.c.",
    "zh-cn":
      "`net.ipv4.ip_forward` 和 `net.ipv4.conf.all.forwarding` 是内核里的同一个变量。后写的对两者都生效，另一行会让读文件的人误会。请只保留一个。来源：net/ipv4/devinet.c 的 ctl_forward_entry。",
  },
  reads: READS_FORWARDING,
  examples: {
    bad: [
      "net.ipv4.ip_forward = 1\nnet.ipv4.conf.all.forwarding = 0",
      "net.ipv4.conf.all.forwarding = 1\nnet.ipv4.ip_forward = 0",
      "net/ipv4/ip_forward = 0\nnet.ipv4.conf.all.forwarding = 1",
    ],
    good: [
      "net.ipv4.ip_forward = 1\nnet.ipv4.conf.all.forwarding = 1",
      "net.ipv4.ip_forward = 1\nnet.ipv4.conf.default.forwarding = 0",
      "net.ipv4.ip_forward = 1",
      "net.ipv4.ip_forward = 1\nnet.ipv4.conf.all.forwarding = on",
      "net.ipv4.ip_forward = 1\nnet.ipv6.conf.all.forwarding = 0",
    ],
  },
  check({ writes, report }) {
    const all = writes(IPV4_FORWARDING);
    const last = all.at(-1);
    const other = all.findLast(({ key }) => key !== last?.key);
    if (!last || !other) return;
    const [held, lost] = [numbersOf(last.line.value)[0], numbersOf(other.line.value)[0]];
    if (held === undefined || lost === undefined || Number.isNaN(held) || Number.isNaN(lost) || held === lost) return;
    report({
      at: keySpan(other.line),
      message: {
        en: `Without effect: ${other.line.key} and ${last.line.key} are one variable, and the later line sets it to ${held}. Keep one of the two.`,
        "zh-cn": `不起作用：${other.line.key} 和 ${last.line.key} 是同一个变量，后面那一行把它设成了 ${held}。请只保留一个。`,
      },
      related: [{ at: keySpan(last.line), message: { en: "The line that holds", "zh-cn": "生效的一行" } }],
      fixes: (document) => [removeLineFix(document, other.line)],
    });
  },
});
