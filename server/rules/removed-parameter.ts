import { formatRelease } from "../catalogue/release.ts";
import { commentOutFix, removeLineFix } from "./edits.ts";
import { defineRule, keySpan } from "./rule.ts";

export default defineRule({
  name: "removed-parameter",
  severity: "error",
  on: ["absent"],
  title: { en: "Parameter removed from the kernel", "zh-cn": "参数已从内核移除" },
  documentation: {
    en: "The target kernel no longer has this parameter. The loader finds no file, complains, and goes on; nothing is set. Hover the key to read why it went and what to use instead.",
    "zh-cn": "目标内核已经没有这个参数。加载程序找不到文件，抱怨一句就继续，什么也不会设置。把鼠标悬停在键上，可以看到为什么移除、现在该用什么。",
  },
  examples: {
    bad: ["net.ipv4.tcp_tw_recycle = 1", { text: "net.ipv4.tcp_tw_recycle = 1", kernel: "4.12" }, "net.ipv4.tcp_thin_dupack = 1"],
    good: [{ text: "net.ipv4.tcp_tw_recycle = 1", kernel: "4.11" }, "net.ipv4.tcp_tw_reuse = 1"],
  },
  line({ line, resolution, target, report }) {
    if (line.kind !== "assignment" || line.ignoreFailure || resolution?.kind !== "parameter") return;
    const { parameter } = resolution;
    if (!parameter.isRemovedIn(target.kernel) || parameter.facts.renamed || parameter.removed === undefined) return;
    const since = formatRelease(parameter.removed);
    report({
      at: keySpan(line),
      deprecated: true,
      message: {
        en: `${line.key} is gone since Linux ${since}; on ${formatRelease(target.kernel)} nothing is set. Remove the line.`,
        "zh-cn": `${line.key} 从 Linux ${since} 起已被移除，在 ${formatRelease(target.kernel)} 上什么也不会设置。请删除这一行。`,
      },
      fixes: (document) => [{ ...removeLineFix(document, line), preferred: true }, commentOutFix(line)],
    });
  },
});
