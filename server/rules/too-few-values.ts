import { defineRule } from "./rule.ts";

export default defineRule({
  name: "too-few-values",
  severity: "warning",
  on: ["accepted"],
  title: { en: "Fewer numbers than the parameter holds", "zh-cn": "数字没写够" },
  documentation: {
    en: "The kernel stores the numbers that are there and leaves the others as they were, without complaint. The result depends on what was set before. Write all of them.",
    "zh-cn": "内核写入给出的数字，其余保持原样，不会报错。结果取决于之前的设置。请把数字写全。",
  },
  examples: {
    bad: ["net.ipv4.tcp_rmem = 4096 131072", "net.ipv4.ip_local_port_range = 20000"],
    good: ["net.ipv4.tcp_rmem = 4096 131072 6291456", "net.ipv4.ip_local_port_range = 20000 60999"],
  },
  line({ line, parameter, verdict, report }) {
    if (!parameter || verdict?.status !== "accepted" || verdict.numbers.length >= parameter.arity) return;
    const missing = parameter.facts.names?.slice(verdict.numbers.length).join(", ");
    report({
      at: { line, start: line.valueStart, end: line.valueEnd },
      message: {
        en: `${line.key} holds ${parameter.arity} numbers and only ${verdict.numbers.length} stand here: the others${missing ? ` (${missing})` : ""} keep what they had.`,
        "zh-cn": `${line.key} 有 ${parameter.arity} 个数，这里只写了 ${verdict.numbers.length} 个：其余的保持原值。`,
      },
    });
  },
});
