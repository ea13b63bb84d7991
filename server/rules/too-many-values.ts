import { commentInValue } from "./comment-in-value.ts";
import { replace } from "./edits.ts";
import { defineRule } from "./rule.ts";
import { formProblem } from "./value-form.ts";

export default defineRule({
  name: "too-many-values",
  severity: "warning",
  on: ["accepted"],
  title: { en: "More than the kernel reads", "zh-cn": "多余的内容" },
  documentation: {
    en: "The kernel reads as many numbers as the parameter holds and ignores the rest of the line without complaint.",
    "zh-cn": "参数有几个数，内核就读几个，这一行其余的内容会被忽略，不报错。",
  },
  examples: {
    bad: ["net.ipv4.tcp_retries2 = 7 8", "net.ipv4.ip_local_port_range = 20000 30000 40000"],
    good: ["net.ipv4.tcp_retries2 = 7", "net.ipv4.tcp_retries2 = 7 # eight"],
  },
  line({ line, parameter, verdict, report }) {
    if (!parameter || verdict?.status !== "accepted" || !verdict.ignored || commentInValue(line, parameter, verdict) || formProblem(line.value)) return;
    const start = line.valueStart + verdict.ignored.start;
    const end = line.valueStart + (verdict.numbers.at(-1)?.end ?? 0);
    report({
      at: { line, start, end: line.valueEnd },
      unnecessary: true,
      message: {
        en: `${line.key} holds ${parameter.arity === 1 ? "one number" : `${parameter.arity} numbers`}: the kernel ignores what stands behind.`,
        "zh-cn": `${line.key} 只有 ${parameter.arity} 个数：内核会忽略后面的内容。`,
      },
      fixes: () => [{ title: { en: "Remove what is ignored", "zh-cn": "删除被忽略的内容" }, preferred: true, edits: [replace(line, end, line.valueEnd, "")] }],
    });
  },
});
