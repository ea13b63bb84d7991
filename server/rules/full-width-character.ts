import { toAscii } from "./ascii.ts";
import { replaceKey, replaceValue } from "./edits.ts";
import { asciiAssignment, keyProblem } from "./key-problem.ts";
import { defineRule, keySpan, valueSpan } from "./rule.ts";

export default defineRule({
  name: "full-width-character",
  severity: "error",
  on: ["broken", "refused"],
  title: { en: "Full-width or typographic character", "zh-cn": "全角字符或排版字符" },
  documentation: {
    en: "Full-width digits and signs (`１`, `＝`, `．`), curly quotes and no-break spaces come from input methods and word processors. They look right and mean nothing to the loader or the kernel. Use the ASCII characters.",
    "zh-cn": "全角数字和符号（`１`、`＝`、`．`）、弯引号、不换行空格来自输入法或文字处理软件。看上去没问题，但加载程序和内核都不认识。请改用半角 ASCII 字符。",
  },
  examples: {
    bad: ["net.ipv4.ip_forward = １", "net．ipv4．ip_forward = 1", "net.ipv4.ip_forward\u00a0= 1", "net.ipv4.ip_forward =\u00a01", "net.ipv4.ip_forward ＝ 1"],
    good: ["# 全角注释：没有问题\nnet.ipv4.ip_forward = 1", "kernel.domainname = 例子"],
  },
  line({ line, catalogue, target, parameter, verdict, report }) {
    if (keyProblem(line, catalogue, target.loader) === "full-width-character") {
      const ascii = asciiAssignment(line, catalogue) ?? toAscii(line.key).trim();
      report({ at: keySpan(line), message: MESSAGE, fixes: () => [fixWith(ascii, [replaceKey(line, ascii)])] });
      return;
    }
    if (!parameter?.isNumeric || verdict?.status !== "refused") return;
    const ascii = toAscii(line.value).trim();
    if (ascii === line.value || !/^[\s\d-]+$/.test(ascii)) return;
    report({ at: valueSpan(line), message: MESSAGE, fixes: () => [fixWith(ascii, [replaceValue(line, ascii)])] });
  },
});

const MESSAGE = {
  en: "This holds full-width or typographic characters, which neither the loader nor the kernel understands: nothing is set. Use ASCII characters.",
  "zh-cn": "这里有全角字符或排版字符，加载程序和内核都不认识：什么也不会设置。请改用半角字符。",
};

function fixWith(text: string, edits: ReturnType<typeof replaceKey>[]) {
  return { title: { en: `Write "${text}"`, "zh-cn": `改成“${text}”` }, preferred: true, edits };
}
