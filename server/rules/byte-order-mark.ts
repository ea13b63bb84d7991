import { replace } from "./edits.ts";
import { defineRule } from "./rule.ts";

export default defineRule({
  name: "byte-order-mark",
  severity: "error",
  on: ["broken"],
  title: { en: "Byte order mark at the start of the file", "zh-cn": "文件开头有字节序标记（BOM）" },
  documentation: {
    en: "Windows editors put an invisible mark (BOM) in front of a UTF-8 file. The loaders take it for the first character of the first line: the key there is not found, and even a comment becomes an error. Save the file as UTF-8 without BOM.",
    "zh-cn":
      "Windows 上的编辑器会在 UTF-8 文件开头放一个看不见的标记（BOM）。加载程序把它当成第一行的第一个字符：那里的键找不到，连注释也会出错。请把文件存成不带 BOM 的 UTF-8。",
  },
  examples: {
    bad: ["\ufeffnet.ipv4.ip_forward = 1", "\ufeff# remark\nnet.ipv4.ip_forward = 1"],
    good: ["net.ipv4.ip_forward = 1"],
  },
  line({ line, report }) {
    const at = line.keyStart;
    if (line.text.charCodeAt(at) !== 0xfeff) return;
    report({
      at: { line, start: at, end: at + 1 },
      message: {
        en: "An invisible byte order mark makes this line unreadable for the loader. Save the file as UTF-8 without BOM.",
        "zh-cn": "这里有一个看不见的字节序标记（BOM），加载程序读不懂这一行。请把文件存成不带 BOM 的 UTF-8。",
      },
      fixes: () => [{ title: { en: "Remove the byte order mark", "zh-cn": "删除字节序标记" }, preferred: true, edits: [replace(line, at, at + 1, "")] }],
    });
  },
});
