import { formatRelease } from "../catalogue/release.ts";
import { replace } from "./edits.ts";
import { defineRule } from "./rule.ts";
import { refusedValue } from "./value-problem.ts";

export default defineRule({
  name: "swappiness-range",
  severity: "error",
  on: ["refused"],
  title: { en: "vm.swappiness outside its range", "zh-cn": "vm.swappiness 超出范围" },
  documentation: {
    en: "Since Linux 5.8 `vm.swappiness` goes from 0 to 200; before that it ended at 100. Values above 100 are for swap that is faster than the file systems (zram, zswap), so they come from guides for newer kernels; an older one refuses them and keeps what it has. Source: vm_swappiness in kernel/sysctl.c, mm/vmscan.c.",
    "zh-cn":
      "从 Linux 5.8 起 `vm.swappiness` 的范围是 0 到 200，之前到 100 为止。大于 100 的值适合比文件系统更快的交换空间（zram、zswap），多半抄自面向新内核的教程；旧内核会拒绝并保持原值。来源：kernel/sysctl.c、mm/vmscan.c 的 vm_swappiness。",
  },
  examples: {
    bad: ["vm.swappiness = 201", "vm.swappiness = -1", { text: "vm.swappiness = 180", kernel: "5.4" }],
    good: ["vm.swappiness = 200", "vm.swappiness = 180", "vm.swappiness = 0", { text: "vm.swappiness = 100", kernel: "5.4" }],
  },
  line(context) {
    const refused = refusedValue(context, "swappiness-range");
    if (!refused) return;
    const { line, parameter, bad, start, end } = refused;
    const most = parameter.intervalsAt(0)?.at(-1)?.[1] ?? 200;
    const nearest = bad.text.startsWith("-") ? 0 : most;
    context.report({
      at: { line, start, end },
      message: {
        en: `${bad.text} is refused: on Linux ${formatRelease(parameter.release)} swappiness goes from 0 to ${most}. The old value stays.`,
        "zh-cn": `${bad.text} 会被拒绝：Linux ${formatRelease(parameter.release)} 的 swappiness 范围是 0 到 ${most}。保持原值。`,
      },
      fixes: () => [
        {
          title: { en: `Change to ${nearest}, the nearest the kernel takes`, "zh-cn": `改成内核可接受的最接近的值 ${nearest}` },
          edits: [replace(line, start, end, String(nearest))],
        },
      ],
    });
  },
});
