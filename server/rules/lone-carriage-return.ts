import type { Line } from "../document/line.ts";
import type { Text } from "../locale.ts";
import { defineRule, type Span } from "./rule.ts";

export default defineRule({
  name: "lone-carriage-return",
  severity: "error",
  title: { en: "Line ends with CR only", "zh-cn": "行尾只有 CR" },
  documentation: {
    en: "Editors and systemd-sysctl take a single CR (old Macintosh files) for a line end, procps does not: it reads this line and the next as one, so neither takes effect. Save the file with LF line ends.",
    "zh-cn": "编辑器和 systemd-sysctl 把单独的 CR（老式 Mac 文件）当成换行，procps 不会：它把这一行和下一行读成一行，两行都不起作用。请用 LF 换行保存文件。",
  },
  examples: {
    bad: [
      { text: "net.ipv4.tcp_retries2 = 7\r# thirty:\n", loader: "procps" },
      { text: "# old\rnet.ipv4.tcp_fin_timeout = 30\n", loader: "procps" },
    ],
    good: [
      { text: "net.ipv4.tcp_retries2 = 7\rnet.ipv4.tcp_fin_timeout = 30\n", loader: "systemd" },
      { text: "net.ipv4.tcp_retries2 = 7\r\r\n\rnet.ipv4.tcp_fin_timeout = 30\r", loader: "procps" },
      { text: "net.ipv4.tcp_retries2 = 7\r\nnet.ipv4.tcp_fin_timeout = 30\r\n", loader: "procps" },
    ],
  },
  file({ file, target, report }) {
    const { document } = file;
    if (target.loader !== "procps" || !document.hasLoneReturns) return;
    let pieces: Line[] = [];
    for (const line of document.lines) {
      // Blanks around a statement are dropped, CRs among them.
      if (line.kind !== "blank") pieces.push(line);
      if (line.ending === "\r") continue;
      if (pieces.length > 1)
        for (const [i, piece] of pieces.entries()) if (piece.kind !== "comment") report({ at: spanOf(piece), message: i === 0 ? FIRST : LATER });
      pieces = [];
    }
  },
});

function spanOf(line: Line): Span {
  return { line, start: line.start, end: line.text.length };
}

const FIRST: Text = {
  en: "This line ends with CR alone: procps reads it and the next line as one. Save the file with LF line ends.",
  "zh-cn": "这一行只以 CR 结尾：procps 会把它和下一行读成一行。请用 LF 换行保存文件。",
};

const LATER: Text = {
  en: "The line before ends with CR alone: procps reads this as its end, and does not set it. Save the file with LF line ends.",
  "zh-cn": "上一行只以 CR 结尾：procps 会把这一行当成它的一部分，不会设置。请用 LF 换行保存文件。",
};
