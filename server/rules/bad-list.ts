import { bitmapProblem, type TextProblem, textProblem } from "../catalogue/text-syntax.ts";
import type { Text } from "../locale.ts";
import { commentInValue } from "./comment-in-value.ts";
import { replaceValue } from "./edits.ts";
import { defineRule } from "./rule.ts";
import { formProblem } from "./value-form.ts";

export default defineRule({
  name: "bad-list",
  severity: "error",
  on: ["text"],
  title: { en: "List written in a way the kernel refuses", "zh-cn": "列表的写法内核不接受" },
  documentation: {
    en: "`net.ipv4.ip_local_reserved_ports` takes ports and ranges separated by commas, without blanks: `8080,9000-9010`. Ports end at 65535 and a range runs upward. `net.ipv4.tcp_fastopen_key` takes one or two keys of four hexadecimal numbers: `a-b-c-d,e-f-g-h`. On any mistake the kernel refuses the whole write.",
    "zh-cn":
      "`net.ipv4.ip_local_reserved_ports` 的写法是用逗号隔开的端口和范围，不能有空格：`8080,9000-9010`。端口最大 65535，范围从小到大。`net.ipv4.tcp_fastopen_key` 是一个或两个密钥，每个由四个十六进制数组成：`a-b-c-d,e-f-g-h`。有一处写错，内核就拒绝整次写入。",
  },
  examples: {
    bad: [
      "net.ipv4.ip_local_reserved_ports = 8080 9148",
      "net.ipv4.ip_local_reserved_ports = 8080, 9148",
      "net.ipv4.ip_local_reserved_ports = 9010-9000",
      "net.ipv4.ip_local_reserved_ports = 70000",
      "net.ipv4.tcp_fastopen_key = 1-2-3",
      "net.ipv4.tcp_fastopen_key = 0x00112233-0x44556677-0x8899aabb-0xccddeeff,0x00112233-0x44556677-0x8899aabb-0xccddeef0",
      "net.ipv6.conf.default.stable_secret = 2001:db8::1::2",
      { text: "net.ipv6.conf.default.stable_secret = 2001:db8::1/64", severity: "warning" },
      "net.core.rps_default_mask = 0x3",
    ],
    good: [
      "net.ipv4.ip_local_reserved_ports = 8080,9000-9010",
      "net.ipv4.ip_local_reserved_ports = 8080,",
      "net.ipv4.ip_local_reserved_ports = 0x10-0x20",
      "net.ipv6.conf.default.stable_secret = 2001:db8::192.0.2.1",
      "net.core.rps_default_mask = 0,3",
      "net.ipv4.vs.est_cpulist = 0-3,8-N:1/2",
      "net.ipv4.tcp_fastopen_key = 00112233-44556677-8899aabb-ccddeeff,00112233-44556677-8899aabb-ccddeef0",
    ],
  },
  line({ line, parameter, verdict, report }) {
    if (line.kind !== "assignment" || !parameter || line.value === "") return;
    const { syntax } = parameter.facts;
    const problem = textProblem(line.value, syntax);
    if (!problem || formProblem(line.value) || commentInValue(line, parameter, verdict)) return;
    const at = { line, start: line.valueStart + problem.start, end: line.valueStart + problem.end };
    if (problem.reason === "unread") {
      report({ at, severity: "warning", message: UNREAD, unnecessary: true });
      return;
    }
    const reason = REASONS[problem.reason];
    report({
      at,
      message: {
        en: `${reason.en} The kernel refuses the whole list and ${line.key} keeps what it has.`,
        "zh-cn": `${reason["zh-cn"]}内核会拒绝整个列表，${line.key} 保持原值。`,
      },
      fixes: () => {
        const tidy = line.value
          .split(/([,-])/)
          .map((part) => part.trim())
          .join("")
          .replace(/[\s;]+/g, ",")
          .replace(/,+/g, ",");
        if (syntax !== "ports" || bitmapProblem(tidy, 65_535)) return [];
        return [{ title: { en: `Write ${tidy}`, "zh-cn": `改成 ${tidy}` }, preferred: true, edits: [replaceValue(line, tidy)] }];
      },
    });
  },
});

const UNREAD: Text = {
  en: "The address ends here: the kernel does not look at what follows.",
  "zh-cn": "地址到此为止，内核不看后面的内容。",
};

const REASONS: Readonly<Record<Exclude<TextProblem["reason"], "unread">, Text>> = {
  blank: { en: "Items are separated by a comma alone, without blanks.", "zh-cn": "各项之间只用逗号隔开，不能有空格。" },
  empty: { en: "Something is missing between the commas.", "zh-cn": "逗号之间缺少内容。" },
  reversed: { en: "The range runs downward; write the lower number first.", "zh-cn": "范围反了，请先写较小的数。" },
  "not-in-range": { en: "This is neither a number in range nor a range of two.", "zh-cn": "这既不是范围内的数，也不是两个数组成的范围。" },
  "not-a-mask": {
    en: "A CPU mask is hexadecimal without 0x, in groups of up to eight digits separated by commas.",
    "zh-cn": "CPU 掩码是不带 0x 的十六进制数，每组最多八位，用逗号隔开。",
  },
  "not-a-cpu-list": { en: "A CPU list is numbers and ranges separated by commas: 0-3,8.", "zh-cn": "CPU 列表由逗号隔开的编号和范围组成：0-3,8。" },
  "not-an-address": { en: "The value must be an IPv6 address.", "zh-cn": "值必须是一个 IPv6 地址。" },
  "cut-off": {
    en: "The kernel reads 73 characters of the two keys, and the second breaks off. Leave out 0x and leading zeros.",
    "zh-cn": "两个密钥内核一共只读 73 个字符，第二个不完整。请去掉 0x 和前导零。",
  },
  "not-a-key": { en: "A key is four hexadecimal numbers joined by dashes.", "zh-cn": "一个密钥由四个用短横连接的十六进制数组成。" },
};
