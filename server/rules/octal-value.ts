import { grouped } from "../catalogue/number.ts";
import { replace } from "./edits.ts";
import { defineRule } from "./rule.ts";

export default defineRule({
  name: "octal-value",
  severity: "warning",
  on: ["accepted"],
  title: { en: "Leading zero makes the number octal", "zh-cn": "前导零表示八进制" },
  documentation: {
    en: "The kernel reads a number with a leading 0 in base 8: `010` is 8. Drop the zero if the decimal number was meant. (`08` and `09` are no octal numbers and are refused.)",
    "zh-cn": "以 0 开头的数字，内核按八进制读：`010` 是 8。如果想写十进制，请去掉前导零。（`08`、`09` 不是八进制数，会被拒绝。）",
  },
  examples: {
    bad: ["net.ipv4.tcp_retries2 = 010", "net.ipv4.ip_local_port_range = 010000 60999"],
    good: ["net.ipv4.tcp_retries2 = 10", "net.ipv4.tcp_retries2 = 0", "net.ipv4.tcp_retries2 = 0x10"],
  },
  line({ line, parameter, verdict, report }) {
    if (!parameter || verdict?.status !== "accepted") return;
    const word = verdict.numbers.find(({ number, text }) => number?.base === 8 && Number(text) !== 0);
    if (!word?.number) return;
    const decimal = word.text.replace(/^(-?)0+/, "$1");
    const at = { line, start: line.valueStart + word.start, end: line.valueStart + word.end };
    report({
      at,
      message: {
        en: `The leading zero makes this octal: the kernel reads ${grouped(word.number.value)}, not ${decimal}.`,
        "zh-cn": `前导零表示八进制：内核读到的是 ${grouped(word.number.value)}，不是 ${decimal}。`,
      },
      fixes: () => [
        { title: { en: `Write ${decimal}`, "zh-cn": `改成 ${decimal}` }, edits: [replace(line, at.start, at.end, decimal)] },
        {
          title: { en: `Write ${word.number?.value}, what it is now`, "zh-cn": `写成它现在的值 ${word.number?.value}` },
          edits: [replace(line, at.start, at.end, String(word.number?.value))],
        },
      ],
    });
  },
});
