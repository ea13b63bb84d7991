import { defineRule } from "./rule.ts";

export default defineRule({
  name: "lone-carriage-return",
  severity: "error",
  title: { en: "Line ends with CR only", "zh-cn": "行尾只有 CR" },
  documentation: {
    en: "Editors and systemd-sysctl take a single CR (old Macintosh files) for a line end, procps does not: it reads this line and the next as one, so neither takes effect. Save the file with LF line ends.",
    "zh-cn": "编辑器和 systemd-sysctl 把单独的 CR（老式 Mac 文件）当成换行，procps 不会：它把这一行和下一行读成一行，两行都不起作用。请用 LF 换行保存文件。",
  },
  examples: {
    bad: [{ text: "net.ipv4.tcp_retries2 = 7\rnet.ipv4.tcp_fin_timeout = 30\n", loader: "procps" }],
    good: [
      { text: "net.ipv4.tcp_retries2 = 7\rnet.ipv4.tcp_fin_timeout = 30\n", loader: "systemd" },
      { text: "net.ipv4.tcp_retries2 = 7\r\nnet.ipv4.tcp_fin_timeout = 30\r\n", loader: "procps" },
    ],
  },
  line({ line, target, report }) {
    if (target.loader !== "procps" || line.ending !== "\r") return;
    report({
      at: { line, start: line.keyStart, end: line.text.length },
      message: {
        en: "This line ends with CR alone: procps reads it and the next line as one. Save the file with LF line ends.",
        "zh-cn": "这一行只以 CR 结尾：procps 会把它和下一行读成一行。请用 LF 换行保存文件。",
      },
    });
  },
});
