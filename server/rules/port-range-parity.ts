import { replaceValue } from "./edits.ts";
import { PORT_RANGE, portRange, UNPRIVILEGED_START } from "./port-range.ts";
import { defineRule, valueSpan } from "./rule.ts";

export default defineRule({
  name: "port-range-parity",
  severity: "hint",
  title: { en: "Port range with two even or two odd ends", "zh-cn": "端口范围两端同为奇数或偶数" },
  documentation: {
    en: 'Since 4.2 the kernel splits the ephemeral ports: `connect()` prefers those of the first port\'s parity, `bind()` without a port the others. The halves are equal only if one end is even and the other odd; otherwise the write is taken, but the kernel logs "ip_local_port_range: prefer different parity for start/end values". The fix takes one port off the end. Source: set_local_port_range() in net/ipv4/sysctl_net_ipv4.c.',
    "zh-cn":
      "从 4.2 起内核把临时端口分成两半：`connect()` 优先用与起始端口奇偶相同的，不指定端口的 `bind()` 优先用另一半。只有两端一奇一偶时两半才相等；否则写入仍会成功，但内核会记一条日志 “ip_local_port_range: prefer different parity for start/end values”。修复会把末尾减去一个端口。来源：net/ipv4/sysctl_net_ipv4.c 的 set_local_port_range()。",
  },
  reads: [PORT_RANGE, UNPRIVILEGED_START],
  examples: {
    bad: ["net.ipv4.ip_local_port_range = 1024 65000", "net.ipv4.ip_local_port_range = 20001 65001"],
    good: [
      "net.ipv4.ip_local_port_range = 1024 65535",
      "net.ipv4.ip_local_port_range = 32768 60999",
      "net.ipv4.ip_local_port_range = 40000 40000",
      { text: "net.ipv4.ip_local_port_range = 1024 65000", kernel: "3.18" },
      "net.ipv4.ip_local_port_range = 65000 1024",
    ],
  },
  check(context) {
    const range = portRange(context);
    const line = range?.line;
    if (!range || !line || context.target.kernel < 4_002_000) return;
    if (range.low === range.high || (range.high - range.low) % 2 === 1) return;
    const value = `${range.low} ${range.high - 1}`;
    const even = range.low % 2 === 0;
    context.report({
      at: valueSpan(line),
      message: {
        en: `Both ends are ${even ? "even" : "odd"}: the kernel logs "prefer different parity for start/end values", because connect() and bind() each use one half. End at ${range.high - 1}.`,
        "zh-cn": `两端都是${even ? "偶数" : "奇数"}：内核会记日志 “prefer different parity for start/end values”，因为 connect() 和 bind() 各用一半。请以 ${range.high - 1} 结束。`,
      },
      // Not preferred: the kernel takes the range as it is, and somebody may have chosen it.
      fixes: () => [{ title: { en: `Write ${value}`, "zh-cn": `改成 ${value}` }, edits: [replaceValue(line, value)] }],
    });
  },
});
