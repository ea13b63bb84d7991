import { formatRelease } from "../catalogue/release.ts";
import { commentOutFix, replace } from "./edits.ts";
import { defineRule, keySpan } from "./rule.ts";

export default defineRule({
  name: "parameter-not-yet",
  severity: "error",
  on: ["absent"],
  title: { en: "Parameter is newer than the target kernel", "zh-cn": "参数比目标内核新" },
  documentation: {
    en: "The parameter came with a later release than the one the file is checked for. On the target the loader finds no file and sets nothing. If the file is shared by several releases, put a `-` in front of the key: the loader then stays silent where the parameter is missing.",
    "zh-cn":
      "这个参数在比目标更新的版本里才出现。在目标内核上，加载程序找不到文件，什么也不会设置。如果同一个文件给多个版本用，可以在键前加 `-`：缺少参数时加载程序不再报错。",
  },
  examples: {
    bad: [
      { text: "net.ipv4.tcp_shrink_window = 1", kernel: "5.15" },
      { text: "net.ipv4.tcp_rto_max_ms = 60000", kernel: "6.12" },
    ],
    good: [
      { text: "net.ipv4.tcp_shrink_window = 1", kernel: "6.12" },
      { text: "-net.ipv4.tcp_shrink_window = 1", kernel: "5.15" },
    ],
  },
  line({ line, resolution, target, report }) {
    if (line.kind !== "assignment" || line.ignoreFailure || resolution?.kind !== "parameter") return;
    const { parameter } = resolution;
    if (!parameter.isNotYetIn(target.kernel) || parameter.since === undefined) return;
    const since = formatRelease(parameter.since);
    report({
      at: keySpan(line),
      message: {
        en: `${line.key} exists since Linux ${since}; on ${formatRelease(target.kernel)} nothing is set.`,
        "zh-cn": `${line.key} 从 Linux ${since} 起才有；在 ${formatRelease(target.kernel)} 上什么也不会设置。`,
      },
      fixes: () => [
        {
          title: { en: 'Put "-" in front: no complaint where it is missing', "zh-cn": "在前面加“-”：没有这个参数时不报错" },
          edits: [replace(line, line.keyStart, line.keyStart, "-")],
        },
        commentOutFix(line),
      ],
    });
  },
});
