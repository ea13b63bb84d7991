import { replaceValue } from "./edits.ts";
import { defineRule, valueSpan } from "./rule.ts";

/** min, default, max: the kernel stores them as they come. */
const TRIPLES = new Set([
  "net.ipv4.tcp_rmem",
  "net.ipv4.tcp_wmem",
  "net.ipv4.tcp_mem",
  "net.ipv4.udp_mem",
  "net.sctp.sctp_rmem",
  "net.sctp.sctp_wmem",
  "net.sctp.sctp_mem",
]);
const PORT_RANGE = "net.ipv4.ip_local_port_range";
const PING_GROUPS = "net.ipv4.ping_group_range";

export default defineRule({
  name: "vector-not-ascending",
  severity: "warning",
  on: ["accepted"],
  title: { en: "Numbers do not ascend", "zh-cn": "几个数没有递增" },
  documentation: {
    en: "The buffer and memory triples are min, default (or pressure), max. The kernel never checks that they ascend; with min above max a socket gets sizes that nobody chose. `net.ipv4.ip_local_port_range` with the lower port second is refused (error). `net.ipv4.ping_group_range` with the lower group second forbids ping sockets to everybody, which is also its default.",
    "zh-cn":
      "缓冲区和内存的三个数依次是最小值、默认值（或压力线）、最大值。内核从不检查是否递增；最小值大于最大值时，套接字得到的大小谁也没有选过。`net.ipv4.ip_local_port_range` 前大后小会被拒绝（错误）。`net.ipv4.ping_group_range` 前大后小表示谁都不能用 ping 套接字，这也是它的默认值。",
  },
  examples: {
    bad: [
      "net.ipv4.tcp_rmem = 87380 4096 6291456",
      "net.ipv4.tcp_mem = 91512 61011 45756",
      { text: "net.ipv4.ip_local_port_range = 65000 1024", severity: "error" },
      { text: "net.ipv4.ping_group_range = 100 0", severity: "warning" },
    ],
    good: [
      "net.ipv4.tcp_rmem = 4096 87380 6291456",
      "net.ipv4.tcp_rmem = 4096 4096 4096",
      "net.ipv4.ip_local_port_range = 1024 65000",
      "net.ipv4.ping_group_range = 1 0",
      "kernel.printk = 4 4 1 7",
    ],
  },
  line({ line, parameter, verdict, report }) {
    if (!parameter || verdict?.status !== "accepted" || verdict.numbers.length < parameter.arity) return;
    const { key } = parameter.facts;
    if (!TRIPLES.has(key) && key !== PORT_RANGE && key !== PING_GROUPS) return;
    const numbers = verdict.numbers.map(({ number }) => number?.value ?? 0);
    if (numbers.every((n, i) => i === 0 || (numbers[i - 1] ?? n) <= n)) return;
    if (key === PING_GROUPS && numbers.join(" ") === "1 0") return;
    const sorted = [...numbers].sort((a, b) => (a < b ? -1 : 1)).join(" ");
    const message =
      key === PORT_RANGE
        ? {
            en: `The first port is above the last: the kernel refuses the range and ${line.key} is not set.`,
            "zh-cn": `起始端口大于结束端口：内核会拒绝这个范围，${line.key} 没有被设置。`,
          }
        : key === PING_GROUPS
          ? {
              en: "The first group is above the last: nobody may open ping sockets. The usual way to say so is 1 0.",
              "zh-cn": "起始组大于结束组：谁都不能打开 ping 套接字。通常写作 1 0。",
            }
          : {
              en: `These should ascend (${parameter.facts.names?.join(", ")}); the kernel takes them as they are and never checks.`,
              "zh-cn": "这几个数应当递增；内核照单全收，从不检查。",
            };
    report({
      at: valueSpan(line),
      ...(key === PORT_RANGE ? { severity: "error" as const } : {}),
      message,
      fixes: () => (key === PING_GROUPS ? [] : [{ title: { en: `Write ${sorted}`, "zh-cn": `改成 ${sorted}` }, edits: [replaceValue(line, sorted)] }]),
    });
  },
});
