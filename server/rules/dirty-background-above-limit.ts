import type { Line } from "../document/line.ts";
import { oneDecimal, sizeText } from "./arithmetic.ts";
import { setCompanion } from "./companion.ts";
import { BACKGROUND, type DirtyLimit, dirtyWrites, WRITERS } from "./dirty-limits.ts";
import { type ConfigurationContext, defineRule, valueSpan } from "./rule.ts";

interface InForce {
  readonly key: string;
  readonly value: number;
  readonly line: Line | undefined;
}

export default defineRule({
  name: "dirty-background-above-limit",
  severity: "warning",
  title: { en: "Background write-back not below the limit for writers", "zh-cn": "后台回写阈值不低于写入者的上限" },
  documentation: {
    en: "Background write-back should begin well before writers are held up. If its limit (`vm.dirty_background_ratio` or `_bytes`) is not below the one for writers (`vm.dirty_ratio` or `_bytes`), the kernel ignores it and uses half of the latter. Write a quarter or half of the upper limit. Where the file sets only the upper limit and the default background of 10 % is not below it, this is information: the half is a fair choice. Limits in different units are not compared. Source: domain_dirty_limits() in mm/page-writeback.c.",
    "zh-cn":
      "后台回写应当远早于写入者被阻塞时开始。如果它的阈值（`vm.dirty_background_ratio` 或 `_bytes`）不低于写入者的上限（`vm.dirty_ratio` 或 `_bytes`），内核会忽略它，改用上限的一半。请写成上限的四分之一到一半。文件只设了上限、而默认的后台阈值 10 % 不比它低时，只作为信息报告：取一半也算合理。单位不同的两个值不作比较。来源：mm/page-writeback.c 的 domain_dirty_limits()。",
  },
  reads: [WRITERS, BACKGROUND].flatMap(({ ratio, bytes }) => [ratio, bytes]),
  examples: {
    bad: [
      "vm.dirty_ratio = 10\nvm.dirty_background_ratio = 10",
      "vm.dirty_background_ratio = 50",
      "vm.dirty_background_bytes = 4194304\nvm.dirty_bytes = 4194304",
      { text: "vm.dirty_ratio = 5", severity: "information" },
    ],
    good: [
      "vm.dirty_ratio = 10\nvm.dirty_background_ratio = 5",
      "vm.dirty_ratio = 15",
      "vm.dirty_background_bytes = 4194304\nvm.dirty_ratio = 1",
      "vm.dirty_background_bytes = 4194304\nvm.dirty_bytes = 4194304\nvm.dirty_ratio = 10\nvm.dirty_background_ratio = 5",
      "vm.dirty_background_ratio = 200",
    ],
  },
  check(context) {
    const limit = inForce(context, WRITERS);
    const background = inForce(context, BACKGROUND);
    const line = background.line ?? limit.line;
    const bothRatios = limit.key === WRITERS.ratio && background.key === BACKGROUND.ratio;
    const bothBytes = limit.key === WRITERS.bytes && background.key === BACKGROUND.bytes;
    if (!line || !(bothRatios || bothBytes) || background.value < limit.value) return;
    const show = (value: number) => (bothRatios ? `${oneDecimal(value)} %` : sizeText(value));
    const half = Math.floor(limit.value / 2);
    context.report({
      at: valueSpan(line),
      severity: background.line ? "warning" : "information",
      message: {
        en: `${background.key} (${show(background.value)}${background.line ? "" : ", the default"}) is not below ${limit.key} (${show(limit.value)}), so the kernel uses half of the latter, ${show(limit.value / 2)}. Write what you want.`,
        "zh-cn": `${background.key}（${background.line ? "" : "默认 "}${show(background.value)}）不低于 ${limit.key}（${show(limit.value)}），内核会改用后者的一半 ${show(limit.value / 2)}。请写明你想要的值。`,
      },
      ...(background.line && limit.line
        ? { related: [{ at: valueSpan(limit.line), message: { en: "The upper limit is set here", "zh-cn": "上限在这里设置" } }] }
        : {}),
      fixes: (document) =>
        half > 0
          ? [
              {
                title: { en: `Set ${background.key} to ${half}`, "zh-cn": `把 ${background.key} 设为 ${half}` },
                edits: [setCompanion(document, line, background.key, String(half), background.line)],
              },
            ]
          : [],
    });
  },
});

function inForce(context: ConfigurationContext, limit: DirtyLimit): InForce {
  return dirtyWrites(context, limit).at(-1) ?? { key: limit.ratio, value: limit.defaultRatio, line: undefined };
}
