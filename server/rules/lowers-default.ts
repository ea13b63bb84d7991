import { grouped } from "../catalogue/number.ts";
import { formatRelease } from "../catalogue/release.ts";
import { isGlob } from "../document/key.ts";
import { numbersOf } from "./arithmetic.ts";
import { removeLineFix, replaceValue } from "./edits.ts";
import { defineRule, valueSpan } from "./rule.ts";

/**
 * Limits that people write to raise them, with the positions of the numbers that are limits. Those whose default
 * depends on memory (tcp_max_tw_buckets, tcp_max_orphans, file-max) are not here: what they lower cannot be known.
 */
const LIMITS = new Map<string, readonly number[]>([
  ["net.core.somaxconn", [0]],
  ["net.core.rmem_max", [0]],
  ["net.core.wmem_max", [0]],
  ["net.core.optmem_max", [0]],
  ["net.ipv4.tcp_rmem", [2]],
  ["net.ipv4.tcp_wmem", [2]],
  ["kernel.sem", [0, 1, 2, 3]],
  ["vm.max_map_count", [0]],
  ["fs.nr_open", [0]],
  ["fs.aio-max-nr", [0]],
]);

export default defineRule({
  name: "lowers-default",
  severity: "warning",
  title: { en: "Limit below the kernel's default", "zh-cn": "上限低于内核默认值" },
  documentation: {
    en: "Defaults grow. A number that raised a limit when the file was written may lower it on today's kernel: `net.core.somaxconn` is 4096 since 5.4 (128 before), `net.core.rmem_max` and `wmem_max` are 4 MiB since 6.18 (208 KiB before), `net.core.optmem_max` is 128 KiB since 6.8, `net.ipv4.tcp_rmem` ends at 32 MiB since 6.16 (6 MiB before), `kernel.sem` is practically unlimited since 3.19. These limits are written to be raised; remove the line, or write more than the default. (The last numbers of `tcp_rmem` and `tcp_wmem` are those of a host with enough memory: 128 times as much.)",
    "zh-cn":
      "默认值会变大。写文件那时调高上限的数字，放到今天的内核上可能反而调低：`net.core.somaxconn` 从 5.4 起是 4096（以前 128），`net.core.rmem_max` 和 `wmem_max` 从 6.18 起是 4 MiB（以前 208 KiB），`net.core.optmem_max` 从 6.8 起是 128 KiB，`net.ipv4.tcp_rmem` 的最大值从 6.16 起是 32 MiB（以前 6 MiB），`kernel.sem` 从 3.19 起几乎没有上限。写这些上限通常是为了调高；请删除这一行，或者写一个比默认值大的数。（`tcp_rmem`、`tcp_wmem` 最后一个数的默认值以内存充足的主机为准：内存至少是它的 128 倍。）",
  },
  reads: [...LIMITS.keys()],
  examples: {
    bad: [
      "net.core.somaxconn = 1024",
      { text: "net.core.rmem_max = 2097152", kernel: "6.18" },
      "net.ipv4.tcp_rmem = 4096 87380 4194304",
      { text: "net.ipv4.tcp_rmem = 4096 87380 16777216", kernel: "6.16" },
      { text: "net.core.optmem_max = 65535", kernel: "6.12" },
      "kernel.sem = 250 32000 100 128",
      "net.core.somaxconn = 65535\nnet.core.somaxconn = 128",
    ],
    good: [
      "net.core.somaxconn = 4096",
      { text: "net.core.somaxconn = 1024", kernel: "5.3" },
      { text: "net.core.rmem_max = 2097152", kernel: "6.12" },
      "net.ipv4.tcp_rmem = 4096 87380 6291456",
      "net.ipv4.tcp_rmem = 4096 87380",
      "net.core.somaxconn = 128\nnet.core.somaxconn = 65535",
      { text: "net.core.optmem_max = 65535", kernel: "6.6" },
      "net.core.somaxconn = 1k",
    ],
  },
  check({ effective, effectiveDefault, target, report }) {
    const release = formatRelease(target.kernel);
    for (const [key, positions] of LIMITS) {
      const { line, value } = effective(key) ?? {};
      const standard = effectiveDefault(key);
      if (!line || isGlob(line.path) || value === undefined || standard === undefined) continue;
      const [written, before] = [numbersOf(value), numbersOf(standard)];
      const position = positions.find((each) => isLower(written[each], before[each]));
      if (position === undefined) continue;
      const [now, usual] = [written[position], before[position]].map((number) => grouped(number ?? 0));
      const place = before.length > 1 ? { en: ` of number ${position + 1}`, "zh-cn": `（第 ${position + 1} 个数）` } : { en: "", "zh-cn": "" };
      report({
        at: valueSpan(line),
        message: {
          en: `This lowers ${key}: on Linux ${release} the default${place.en} is ${usual} already, and ${now} is less. Remove the line, or write more.`,
          "zh-cn": `这会调低 ${key}：Linux ${release} 的默认值${place["zh-cn"]}已经是 ${usual}，${now} 比它小。请删除这一行，或者写得更大。`,
        },
        fixes: (document) => [
          removeLineFix(document, line),
          { title: { en: `Change to ${standard}, the default`, "zh-cn": `改成默认值 ${standard}` }, edits: [replaceValue(line, standard)] },
        ],
      });
    }
  },
});

function isLower(written: number | undefined, standard: number | undefined): boolean {
  return written !== undefined && standard !== undefined && written >= 0 && written < standard;
}
