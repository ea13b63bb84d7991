import { commentInValue } from "./comment-in-value.ts";
import { lineEndingOf, replace } from "./edits.ts";
import { defineRule } from "./rule.ts";
import { shorten } from "./shorten.ts";

export default defineRule({
  name: "inline-comment",
  severity: "warning",
  on: ["absent", "refused", "accepted", "text"],
  title: { en: "Comment behind a value", "zh-cn": "值后面有注释" },
  documentation: {
    en: "A comment must stand on a line of its own: everything behind `=` is the value and is written to the kernel, comment included. For numbers with a blank before the mark the kernel reads the number and ignores the rest, so the setting works by luck (warning). Without the blank, for text values, and where numbers are missing, the kernel refuses the whole write (error). The fix moves the comment to a line above.",
    "zh-cn":
      "注释必须单独成行：`=` 后面的全部内容都是值，连同注释一起写进内核。数字后面隔着空格再写注释时，内核读完数字就不管后面的内容，设置碰巧生效（警告）。没有空格、值是文本、或者数字没写够时，内核拒绝整次写入（错误）。修复会把注释移到上一行。",
  },
  examples: {
    bad: [
      "net.ipv4.tcp_syncookies = 1 # on",
      "net.ipv4.tcp_syncookies = 1 #表示开启SYN Cookies",
      "net.ipv4.tcp_retries2 = 7 ; seven",
      "net.ipv4.tcp_retries2 = 7 // seven",
      { text: "net.ipv4.tcp_retries2 = 7#seven", severity: "error" },
      { text: "net.ipv4.tcp_rmem = 4096 87380 # two of three", severity: "error" },
      { text: "net.ipv4.tcp_congestion_control = reno # old", severity: "error" },
      { text: "net.ipv4.ip_local_reserved_ports = 8080 # web", severity: "error" },
    ],
    good: ["# on\nnet.ipv4.tcp_syncookies = 1", "kernel.core_pattern = |/usr/bin/dump #%p", "net.ipv4.tcp_rmem = 4096 87380 6291456"],
  },
  line({ line, parameter, verdict, resolution, report }) {
    if (line.kind !== "assignment" || (resolution?.kind === "parameter" && !parameter)) return;
    const comment = commentInValue(line, parameter, verdict);
    if (!comment) return;
    const value = line.text.slice(line.valueStart, comment.start).trimEnd();
    const text = line.text.slice(comment.start, line.valueEnd);
    report({
      at: { line, start: comment.start, end: line.valueEnd },
      severity: comment.refused ? "error" : "warning",
      message: comment.refused
        ? {
            en: `A comment cannot stand behind a value: the kernel gets "${shorten(line.value)}" and refuses it, so ${line.key} is not set. Move the comment to a line above.`,
            "zh-cn": `值后面不能写注释：内核收到的是“${shorten(line.value)}”，会拒绝写入，${line.key} 没有被设置。请把注释移到上一行。`,
          }
        : {
            en: `There are no comments behind a value: the kernel gets the whole text, reads ${value || "the number"} and happens to ignore the rest. Other tools read it differently. Move the comment to a line above.`,
            "zh-cn": `值后面不能写注释：整段文字都会写进内核，内核读到 ${value || "数字"} 后碰巧忽略了其余部分，别的工具未必如此。请把注释移到上一行。`,
          },
      fixes: (document) => {
        const indent = line.text.slice(0, line.text.length - line.text.trimStart().length);
        const remark = text.replace(/^(?:#|;|\/\/)\s*/, "");
        return [
          {
            title: { en: "Move the comment to its own line above", "zh-cn": "把注释移到上一行" },
            preferred: true,
            edits: [
              replace(line, 0, 0, `${indent}# ${remark}`.trimEnd() + lineEndingOf(document, line)),
              replace(line, line.valueStart + value.length, line.valueEnd, ""),
            ],
          },
          {
            title: { en: "Remove the comment", "zh-cn": "删除注释" },
            edits: [replace(line, line.valueStart + value.length, line.valueEnd, "")],
          },
        ];
      },
    });
  },
});
