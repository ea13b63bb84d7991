import type { Line } from "../document/line.ts";
import type { Text } from "../locale.ts";
import { numbersOf } from "./arithmetic.ts";
import { replaceValue } from "./edits.ts";
import { PORT_RANGE as RANGE, UNPRIVILEGED_START as START } from "./port-range.ts";
import { defineRule, type Fix, valueSpan } from "./rule.ts";

export default defineRule({
  name: "port-range-below-unprivileged",
  severity: "error",
  title: { en: "Ephemeral ports reach into the privileged ones", "zh-cn": "临时端口范围伸进了特权端口" },
  documentation: {
    en: "Since Linux 4.11 the kernel refuses `net.ipv4.ip_local_port_range` if its first port is below `net.ipv4.ip_unprivileged_port_start` (1024), and refuses to raise that start above the range. Each write is checked against what the other holds at that moment. One number alone leaves the last port as it is; a first port above it is refused in any release. Begin the range at 1024, or lower `ip_unprivileged_port_start` on a line before. Source: ipv4_local_port_range() and ipv4_privileged_ports() in net/ipv4/sysctl_net_ipv4.c.",
    "zh-cn":
      "从 Linux 4.11 起，`net.ipv4.ip_local_port_range` 的起始端口低于 `net.ipv4.ip_unprivileged_port_start`（1024）时，内核会拒绝；反过来也拒绝把后者调到范围之上。每次写入都和对方当时的值比较。只写一个数时结束端口保持不变；起始端口高于它，任何版本都会拒绝。请让范围从 1024 开始，或者在前面一行先调低 `ip_unprivileged_port_start`。来源：net/ipv4/sysctl_net_ipv4.c 的 ipv4_local_port_range() 和 ipv4_privileged_ports()。",
  },
  reads: [RANGE, START],
  examples: {
    bad: [
      "net.ipv4.ip_local_port_range = 1000 65000",
      "net.ipv4.ip_local_port_range = 1000 65000\nnet.ipv4.ip_unprivileged_port_start = 0",
      "net.ipv4.ip_unprivileged_port_start = 40000",
      "net.ipv4.ip_local_port_range = 61000",
      "net.ipv4.ip_local_port_range = 40000 70000\nnet.ipv4.ip_unprivileged_port_start = 35000",
      "net.ipv4.ip_unprivileged_port_start = -1\nnet.ipv4.ip_local_port_range = 80 60999",
    ],
    good: [
      "net.ipv4.ip_local_port_range = 1024 65000",
      "net.ipv4.ip_unprivileged_port_start = 0\nnet.ipv4.ip_local_port_range = 1000 65000",
      "net.ipv4.ip_unprivileged_port_start = 70000\nnet.ipv4.ip_local_port_range = 10000 60999",
      "net.ipv4.ip_local_port_range = 1024 x\nnet.ipv4.ip_unprivileged_port_start = 17666",
      "net.ipv4.ip_local_port_range = 20000 30000\nnet.ipv4.ip_local_port_range = 25000",
      { text: "net.ipv4.ip_local_port_range = 1000 65000", kernel: "4.4" },
    ],
  },
  check({ writes, accepted, effectiveDefault, report }) {
    let [low = 32_768, high = 60_999] = numbersOf(effectiveDefault(RANGE) ?? "");
    // Before 4.11 there is no such limit.
    let start = Number(effectiveDefault(START) ?? 0);
    for (const { key, line } of writes([RANGE, START])) {
      const numbers = accepted(line)?.map(Number);
      if (!numbers) continue;
      const [first = low, last = high] = numbers;
      if (key === START) {
        if (first <= low) start = first;
        else report({ at: valueSpan(line), message: startTooHigh(low) });
      } else if (first > last) {
        // Both written: see vector-not-ascending.
        if (numbers.length === 1) report({ at: valueSpan(line), message: lastTooLow(first, last), fixes: () => [write(line, `${first} 65535`)] });
      } else if (first < start) report({ at: valueSpan(line), message: firstTooLow(first, start), fixes: () => [write(line, `${start} ${last}`)] });
      else [low, high] = [first, last];
    }
  },
});

function write(line: Line, value: string): Fix {
  return { title: { en: `Write ${value}`, "zh-cn": `改成 ${value}` }, preferred: true, edits: [replaceValue(line, value)] };
}

function startTooHigh(low: number): Text {
  return {
    en: `Refused: the ephemeral ports begin at ${low}, and unprivileged ports cannot begin above that. Raise ${RANGE} before.`,
    "zh-cn": `会被拒绝：临时端口从 ${low} 开始，非特权端口的起点不能更高。请先调高 ${RANGE}。`,
  };
}

function firstTooLow(first: number, start: number): Text {
  return {
    en: `Refused: ${first} is below the first unprivileged port, ${start}. Begin the range at ${start}, or lower ${START} on a line before.`,
    "zh-cn": `会被拒绝：${first} 低于第一个非特权端口 ${start}。请让范围从 ${start} 开始，或者在前面一行先调低 ${START}。`,
  };
}

function lastTooLow(first: number, last: number): Text {
  return {
    en: `Refused: only the first port stands here, and ${first} is above the last one, which stays ${last}. Write both.`,
    "zh-cn": `会被拒绝：这里只写了起始端口，而 ${first} 高于保持不变的结束端口 ${last}。请把两个都写上。`,
  };
}
