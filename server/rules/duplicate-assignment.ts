import type { Line } from "../document/line.ts";
import { STEP } from "../gently.ts";
import { removeLine } from "./edits.ts";
import { isLostOnProcps } from "./key-problem.ts";
import { defineRule, keySpan } from "./rule.ts";
import { sameWords } from "./same-words.ts";
import { shorten } from "./shorten.ts";

export default defineRule({
  name: "duplicate-assignment",
  severity: "warning",
  title: { en: "Parameter assigned twice in one file", "zh-cn": "同一文件里重复赋值" },
  documentation: {
    en: "The last assignment in the file wins; the ones before it have no effect. With another value that is a warning, because somebody reads the first and believes it; with the same value it is a hint.",
    "zh-cn": "文件里最后一次赋值生效，前面的都不起作用。值不同时给警告，因为有人会读到第一个并信以为真；值相同时只是提示。",
  },
  examples: {
    bad: [
      "net.ipv4.tcp_retries2 = 7\nnet.ipv4.tcp_retries2 = 9",
      "net/ipv4/tcp_retries2 = 7\nnet.ipv4.tcp_retries2 = 9",
      { text: "net.ipv4.tcp_retries2 = 7\nnet.ipv4.tcp_retries2 = 7", severity: "hint" },
      "net.ipv4.tcp_retries2 = 7\nnet.ipv4.tcp_retries2. = 9",
    ],
    good: [
      "net.ipv4.conf.all.rp_filter = 1\nnet.ipv4.conf.default.rp_filter = 2",
      "net.ipv4.conf.*.rp_filter = 1\nnet.ipv4.conf.lo.rp_filter = 2",
      { text: "net.ipv4.tcp_retries2 = 7\nnet.ipv4.tcp_retries2. = 9", loader: "procps" },
    ],
  },
  *path({ lines, target, report }) {
    const isMade = (line: Line) => line.kind === "assignment" && !(target.loader === "procps" && isLostOnProcps(line));
    const last = lines.findLast(isMade);
    if (!last) return;
    for (const [i, line] of lines.entries()) {
      if (i % STEP === STEP - 1) yield;
      if (line === last) return;
      if (!isMade(line)) continue;
      const same = sameWords(line.value, last.value);
      report({
        at: keySpan(line),
        severity: same ? "hint" : "warning",
        unnecessary: true,
        message: same
          ? { en: `${line.key} is set to the same value again further down.`, "zh-cn": `${line.key} 在后面又设成了同样的值。` }
          : {
              en: `Without effect: ${last.key} is set to ${shorten(last.value)} further down, and the last assignment wins.`,
              "zh-cn": `不起作用：后面又把 ${last.key} 设成了 ${shorten(last.value)}，最后一次赋值生效。`,
            },
        related: [{ at: keySpan(last), message: { en: "The assignment that holds", "zh-cn": "生效的赋值" } }],
        fixes: (document) => [
          {
            title: { en: "Remove this assignment", "zh-cn": "删除这个赋值" },
            preferred: same,
            edits: [removeLine(document, line)],
          },
        ],
      });
    }
  },
});
