import { parseKernelNumber } from "../catalogue/number.ts";
import { replaceValue } from "./edits.ts";
import { defineRule, valueSpan } from "./rule.ts";

const RANGE = "net.ipv4.ip_local_port_range";
const START = "net.ipv4.ip_unprivileged_port_start";

export default defineRule({
  name: "port-range-below-unprivileged",
  severity: "error",
  title: { en: "Ephemeral ports reach into the privileged ones", "zh-cn": "临时端口范围伸进了特权端口" },
  documentation: {
    en: "Since Linux 4.11 the kernel refuses `net.ipv4.ip_local_port_range` if its first port is below `net.ipv4.ip_unprivileged_port_start` (1024), and refuses to raise that start above the range. Each write is checked against what the other holds at that moment. Begin the range at 1024, or lower `ip_unprivileged_port_start` on a line before. Source: ipv4_local_port_range() and ipv4_privileged_ports() in net/ipv4/sysctl_net_ipv4.c.",
    "zh-cn":
      "从 Linux 4.11 起，`net.ipv4.ip_local_port_range` 的起始端口低于 `net.ipv4.ip_unprivileged_port_start`（1024）时，内核会拒绝；反过来也拒绝把后者调到范围之上。每次写入都和对方当时的值比较。请让范围从 1024 开始，或者在前面一行先调低 `ip_unprivileged_port_start`。来源：net/ipv4/sysctl_net_ipv4.c 的 ipv4_local_port_range() 和 ipv4_privileged_ports()。",
  },
  reads: [RANGE, START],
  examples: {
    bad: [
      "net.ipv4.ip_local_port_range = 1000 65000",
      "net.ipv4.ip_local_port_range = 1000 65000\nnet.ipv4.ip_unprivileged_port_start = 0",
      "net.ipv4.ip_unprivileged_port_start = 40000",
    ],
    good: [
      "net.ipv4.ip_local_port_range = 1024 65000",
      "net.ipv4.ip_unprivileged_port_start = 0\nnet.ipv4.ip_local_port_range = 1000 65000",
      { text: "net.ipv4.ip_local_port_range = 1000 65000", kernel: "4.4" },
    ],
  },
  check({ writes, target, report }) {
    if (target.kernel < 4_011_000) return;
    let low = 32_768;
    let start = 1_024;
    for (const { key, line } of writes([RANGE, START])) {
      const [first, second] = line.value.split(/\s+/).map((word) => Number(parseKernelNumber(word)?.value ?? Number.NaN));
      if (first === undefined || Number.isNaN(first)) continue;
      if (key === START) {
        if (first >= 0 && first <= 65_535 && first > low) {
          report({
            at: valueSpan(line),
            message: {
              en: `Refused: the ephemeral ports begin at ${low}, and unprivileged ports cannot begin above that. Raise ${RANGE} before.`,
              "zh-cn": `会被拒绝：临时端口从 ${low} 开始，非特权端口的起点不能更高。请先调高 ${RANGE}。`,
            },
          });
        } else start = first;
        continue;
      }
      if (first < 1 || first > (second ?? 60_999)) continue;
      if (first >= start) low = first;
      else {
        const value = `${start} ${second ?? 60_999}`;
        report({
          at: valueSpan(line),
          message: {
            en: `Refused: ${first} is below the first unprivileged port, ${start}. Begin the range at ${start}, or lower ${START} on a line before.`,
            "zh-cn": `会被拒绝：${first} 低于第一个非特权端口 ${start}。请让范围从 ${start} 开始，或者在前面一行先调低 ${START}。`,
          },
          fixes: () => [{ title: { en: `Write ${value}`, "zh-cn": `改成 ${value}` }, preferred: true, edits: [replaceValue(line, value)] }],
        });
      }
    }
  },
});
