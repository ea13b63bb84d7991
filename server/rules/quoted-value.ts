import { judgeWrite } from "../catalogue/write.ts";
import { replaceValue } from "./edits.ts";
import { defineRule, valueSpan } from "./rule.ts";
import { formProblem, formProblemOf, takesAnyText, unquoted } from "./value-form.ts";

export default defineRule({
  name: "quoted-value",
  severity: "error",
  on: ["refused", "accepted", "text"],
  title: { en: "Quotes around a value", "zh-cn": "值带了引号" },
  documentation: {
    en: 'Nothing takes quotes away: the loader writes the value as it stands behind `=`, and the kernel finds no number in `"1"` and no algorithm called `"bbr"`. A value with blanks needs none either. A few text parameters (`kernel.core_pattern`, `kernel.hostname`, ...) store the quotes as part of the text (warning).',
    "zh-cn":
      '没有谁会去掉引号：加载程序把 `=` 后面的内容原样写入，内核在 `"1"` 里找不到数字，也没有叫 `"bbr"` 的算法。值里有空格也不需要引号。少数文本参数（`kernel.core_pattern`、`kernel.hostname` 等）会把引号当作文本存下来（警告）。',
  },
  examples: {
    bad: [
      'net.ipv4.ip_forward = "1"',
      "net.ipv4.tcp_retries2 = '7'",
      'net.ipv4.tcp_rmem = "4096 131072 6291456"',
      'net.ipv4.tcp_congestion_control = "bbr"',
      'net.ipv4.ip_local_reserved_ports = "8080,9000"',
      { text: 'kernel.core_pattern = "|/usr/lib/dump %P"', severity: "warning" },
    ],
    good: [
      "net.ipv4.ip_forward = 1",
      "net.ipv4.tcp_rmem = 4096 131072 6291456",
      'kernel.core_pattern = |/bin/dump "%e"',
      'net.netfilter.nf_conntrack_count = "1"',
    ],
  },
  line({ line, parameter, report }) {
    if (!parameter || formProblemOf(line, parameter) !== "quoted-value") return;
    const plain = unquoted(line.value) ?? "";
    const stored = takesAnyText(parameter);
    const fine = plain !== "" && !formProblem(plain) && judgeWrite(plain, parameter).status !== "refused";
    report({
      at: valueSpan(line),
      severity: stored ? "warning" : "error",
      message: stored
        ? {
            en: `The quotes become part of ${line.key}: neither the loader nor the kernel takes them away. Write the text without quotes.`,
            "zh-cn": `引号会成为 ${line.key} 的一部分：加载程序和内核都不会去掉它。请去掉引号。`,
          }
        : {
            en: `The quotes go to the kernel as they are: it refuses the write and ${line.key} is not set. Write the value without quotes.`,
            "zh-cn": `引号会原样写进内核：写入会被拒绝，${line.key} 没有被设置。请去掉引号。`,
          },
      fixes: () => (fine ? [{ title: { en: "Remove the quotes", "zh-cn": "去掉引号" }, preferred: true, edits: [replaceValue(line, plain)] }] : []),
    });
  },
});
