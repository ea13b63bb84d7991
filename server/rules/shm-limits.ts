import { grouped } from "../catalogue/number.ts";
import { PAGE_SIZE, sizeText } from "./arithmetic.ts";
import { setCompanion } from "./companion.ts";
import { defineRule, valueSpan } from "./rule.ts";
import { written } from "./written.ts";

const SEGMENT = "kernel.shmmax";
const ALL = "kernel.shmall";

export default defineRule({
  name: "shm-limits",
  severity: "warning",
  title: { en: "Shared memory segment larger than all segments together", "zh-cn": "单个共享内存段大于全部共享内存" },
  documentation: {
    en: "`kernel.shmmax` is the largest System V shared memory segment, in bytes; `kernel.shmall` is the sum of all, in pages of 4 KiB. If the sum is smaller than one segment may be, `shmget()` for a large segment passes the first check and fails at the second with ENOSPC. Raise `kernel.shmall` to at least shmmax / 4096. Since 3.16 both are practically unlimited by default, so dropping both lines is usually best. Source: newseg() in ipc/shm.c.",
    "zh-cn":
      "`kernel.shmmax` 是单个 System V 共享内存段的最大字节数；`kernel.shmall` 是全部段的总和，单位是 4 KiB 的内存页。总和比单个段的上限还小时，申请大段的 `shmget()` 通过了第一道检查，却在第二道以 ENOSPC 失败。请把 `kernel.shmall` 调到至少 shmmax / 4096。从 3.16 起两者默认几乎不受限，通常最好把两行都删掉。来源：ipc/shm.c 的 newseg()。",
  },
  reads: [SEGMENT, ALL],
  examples: {
    bad: ["kernel.shmmax = 68719476736\nkernel.shmall = 2097152", "kernel.shmall = 262144\nkernel.shmmax = 18446744073692774399"],
    good: [
      "kernel.shmmax = 68719476736\nkernel.shmall = 4294967296",
      "kernel.shmmax = 8589934592\nkernel.shmall = 2097152",
      "kernel.shmmax = 68719476736",
      "kernel.shmall = 2097152",
      "kernel.shmmax = 64G\nkernel.shmall = 2097152",
    ],
  },
  check(context) {
    const segment = written(context, SEGMENT, 1, Number.POSITIVE_INFINITY);
    const all = written(context, ALL, 1, Number.POSITIVE_INFINITY);
    if (!segment || !all || !(segment.value > all.value * PAGE_SIZE)) return;
    const pages = Math.ceil(segment.value / PAGE_SIZE);
    context.report({
      at: valueSpan(all.line),
      message: {
        en: `${grouped(all.value)} pages are ${sizeText(all.value * PAGE_SIZE)} for all segments together, but ${SEGMENT} allows one of ${sizeText(segment.value)}: it would fail with ENOSPC. Write ${pages} or more.`,
        "zh-cn": `${grouped(all.value)} 页即全部共享内存段共 ${sizeText(all.value * PAGE_SIZE)}，而 ${SEGMENT} 允许单个段达到 ${sizeText(segment.value)}：这样的申请会以 ENOSPC 失败。请至少写 ${pages}。`,
      },
      related: [{ at: valueSpan(segment.line), message: { en: "The largest segment is set here", "zh-cn": "单段上限在这里设置" } }],
      fixes: (document) => [
        {
          title: { en: `Write ${pages}, room for one such segment`, "zh-cn": `改成 ${pages}，够放一个这样的段` },
          edits: [setCompanion(document, all.line, ALL, String(pages), all.line)],
        },
      ],
    });
  },
});
