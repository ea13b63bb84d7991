import { BACKGROUND, type DirtyLimit, dirtyWrites, WRITERS } from "./dirty-limits.ts";
import { removeLineFix } from "./edits.ts";
import { type ConfigurationContext, defineRule, keySpan, valueSpan } from "./rule.ts";

export default defineRule({
  name: "dirty-ratio-and-bytes",
  severity: "warning",
  title: { en: "Dirty memory limit as a ratio and in bytes", "zh-cn": "脏页上限同时用比例和字节数设置" },
  documentation: {
    en: "`vm.dirty_ratio` and `vm.dirty_bytes` are two ways to set one limit, and so are `vm.dirty_background_ratio` and `vm.dirty_background_bytes`. Writing one sets the other to 0, so of a file that sets both only the later line counts. Keep the one you mean; bytes are the better unit from about 16 GiB of memory on. A `vm.dirty_background_ratio = 0` behind the bytes is the worst case: it clears them and the limit is 0. (`vm.dirty_ratio = 0` beside `vm.dirty_bytes` changes nothing and is not reported.) Measured on 6.18. Source: dirty_ratio_handler(), dirty_bytes_handler() and their background twins in mm/page-writeback.c.",
    "zh-cn":
      "`vm.dirty_ratio` 和 `vm.dirty_bytes` 是同一个上限的两种设法，`vm.dirty_background_ratio` 和 `vm.dirty_background_bytes` 也是。写其中一个会把另一个清零，所以两个都写的文件只有后面那行算数。请只留你想要的那个；内存在 16 GiB 以上时用字节数更合适。最糟的是在字节数后面写 `vm.dirty_background_ratio = 0`：字节数被清掉，上限变成 0。（在 `vm.dirty_bytes` 旁边写 `vm.dirty_ratio = 0` 没有影响，不会报告。）已在 6.18 上实测。来源：mm/page-writeback.c 的 dirty_ratio_handler()、dirty_bytes_handler() 以及对应的 background 函数。",
  },
  reads: [WRITERS, BACKGROUND].flatMap(({ ratio, bytes }) => [ratio, bytes]),
  examples: {
    bad: [
      "vm.dirty_ratio = 10\nvm.dirty_bytes = 268435456",
      "vm.dirty_bytes = 4194304\nvm.dirty_ratio = 10",
      "vm.dirty_background_ratio = 5\nvm.dirty_background_bytes = 67108864",
      "vm.dirty_background_bytes = 67108864\nvm.dirty_background_ratio = 0",
    ],
    good: [
      "vm.dirty_ratio = 10\nvm.dirty_background_ratio = 5",
      "vm.dirty_ratio = 0\nvm.dirty_bytes = 268435456",
      "vm.dirty_bytes = 268435456\nvm.dirty_ratio = 0",
      "vm.dirty_background_ratio = 0\nvm.dirty_background_bytes = 67108864",
      "vm.dirty_ratio = 40\nvm.dirty_bytes = 0",
      "vm.dirty_ratio = 10\nvm.dirty_background_bytes = 67108864",
    ],
  },
  check(context) {
    checkLimit(WRITERS, context);
    checkLimit(BACKGROUND, context);
  },
});

function checkLimit(limit: DirtyLimit, context: ConfigurationContext): void {
  const all = dirtyWrites(context, limit);
  const last = all.at(-1);
  const dead = all.findLast(({ key }) => key !== last?.key);
  // A ratio of 0 in front of the bytes says what they do anyway.
  if (!last || !dead || (dead.key === limit.ratio && dead.value === 0)) return;
  const value = last.key === limit.ratio ? `${last.value} %` : last.line.value;
  const zero = last.value === 0 ? { en: " The limit is then 0.", "zh-cn": "这样上限就成了 0。" } : { en: "", "zh-cn": "" };
  context.report({
    at: keySpan(dead.line),
    unnecessary: true,
    message: {
      en: `No effect: ${last.key} on a later line sets the same limit (${value}) and clears this one.${zero.en} Keep the one that you mean.`,
      "zh-cn": `不起作用：后面一行的 ${last.key} 设置的是同一个上限（${value}），会把这个清零。${zero["zh-cn"]}请只保留你想要的那一个。`,
    },
    related: [{ at: valueSpan(last.line), message: { en: "This line counts", "zh-cn": "生效的是这一行" } }],
    fixes: (document) => [removeLineFix(document, dead.line)],
  });
}
