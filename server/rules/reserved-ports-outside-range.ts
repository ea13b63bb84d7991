import { removeLineFix } from "./edits.ts";
import { PORT_RANGE, portList, portRange, RESERVED_PORTS, UNPRIVILEGED_START } from "./port-range.ts";
import { defineRule, valueSpan } from "./rule.ts";

export default defineRule({
  name: "reserved-ports-outside-range",
  severity: "information",
  title: { en: "Reserved ports that are never handed out anyway", "zh-cn": "保留的端口本来就不会被分配" },
  documentation: {
    en: "`net.ipv4.ip_local_reserved_ports` only keeps ports out of the kernel's own choice from `net.ipv4.ip_local_port_range`; it blocks nothing for programs that name a port. If none of the listed ports lies in that range (32768 to 60999 by default), the line has no effect. It does no harm either, and begins to count when another file or a container widens the range. Source: inet_is_local_reserved_port() in include/net/ip.h and its callers.",
    "zh-cn":
      "`net.ipv4.ip_local_reserved_ports` 只是让内核从 `net.ipv4.ip_local_port_range` 里自动选端口时避开这些端口；程序指定端口时不受影响。列出的端口如果都不在这个范围内（默认 32768 到 60999），这一行就不起作用。它也没有害处，等别的文件或容器扩大了范围就会生效。来源：include/net/ip.h 的 inet_is_local_reserved_port() 及其调用者。",
  },
  reads: [RESERVED_PORTS, PORT_RANGE, UNPRIVILEGED_START],
  examples: {
    bad: [
      "net.ipv4.ip_local_reserved_ports = 8080,9000-9010",
      "net.ipv4.ip_local_reserved_ports = 61678\nnet.ipv4.ip_local_port_range = 32768 60999",
      "net.ipv4.ip_local_port_range = 10240 65535\nnet.ipv4.ip_local_reserved_ports = 3306",
    ],
    good: [
      "net.ipv4.ip_local_reserved_ports = 8080,50051",
      "net.ipv4.ip_local_reserved_ports = 30000-32768",
      "net.ipv4.ip_local_port_range = 1024 65535\nnet.ipv4.ip_local_reserved_ports = 8080",
      "net.ipv4.ip_local_reserved_ports =",
      "net.ipv4.ip_local_reserved_ports = 8080, 9000",
      "net.ipv4.ip_local_port_range = 1024 66000\nnet.ipv4.ip_local_reserved_ports = 8080",
    ],
  },
  check(context) {
    const found = context.effective(RESERVED_PORTS);
    const line = found?.line;
    const range = portRange(context);
    if (!line || !range || context.target.kernel < 2_006_035) return;
    const reserved = portList(found.value) ?? [];
    if (reserved.length === 0 || reserved.some(([low, high]) => low <= range.high && high >= range.low)) return;
    context.report({
      at: valueSpan(line),
      message: {
        en: `None of these ports lies in ${range.low} to ${range.high}, from which the kernel chooses, so nothing is reserved. Programs that name a port get it in any case.`,
        "zh-cn": `内核从 ${range.low} 到 ${range.high} 里选端口，这些端口都不在其中，所以什么也没有保留。程序指定端口时本来就能用。`,
      },
      ...(range.line ? { related: [{ at: valueSpan(range.line), message: { en: "The range is set here", "zh-cn": "范围在这里设置" } }] } : {}),
      fixes: (document) => [removeLineFix(document, line)],
    });
  },
});
