import { sizeText } from "./arithmetic.ts";
import { isIn, setCompanion } from "./companion.ts";
import { replaceValue } from "./edits.ts";
import { type ConfigurationContext, defineRule, type Fix, valueSpan } from "./rule.ts";

const SIDES = [
  { normal: "net.core.rmem_default", most: "net.core.rmem_max", option: "SO_RCVBUF" },
  { normal: "net.core.wmem_default", most: "net.core.wmem_max", option: "SO_SNDBUF" },
] as const;

export default defineRule({
  name: "default-above-maximum",
  severity: "warning",
  title: { en: "Default buffer larger than the maximum", "zh-cn": "默认缓冲区大于最大值" },
  documentation: {
    en: "The kernel does not cap `net.core.rmem_default` by `net.core.rmem_max` (nor `wmem_default` by `wmem_max`): a new socket starts with the default, however large. The maximum counts when a program sets `SO_RCVBUF`; it then gets at most twice the maximum. With a default beyond that, the program that asks for a *larger* buffer ends up with a smaller one. Raise the maximum to the default or above. Source: sock_init_data() and __sock_set_rcvbuf() in net/core/sock.c.",
    "zh-cn":
      "内核不会用 `net.core.rmem_max` 限制 `net.core.rmem_default`（`wmem` 也一样）：新套接字直接使用默认值，多大都行。程序设置 `SO_RCVBUF` 时最大值才起作用，此时最多得到它的两倍。默认值比这还大时，想要*更大*缓冲区的程序反而得到更小的。请把最大值调到不低于默认值。来源：net/core/sock.c 的 sock_init_data() 和 __sock_set_rcvbuf()。",
  },
  reads: SIDES.flatMap(({ normal, most }) => [normal, most]),
  examples: {
    bad: [
      "net.core.rmem_default = 33554432\nnet.core.rmem_max = 8388608",
      "net.core.wmem_default = 8388608",
      { text: "net.core.wmem_max = 65536", kernel: "6.12" },
      { text: "net.core.rmem_default = 12582912\nnet.core.rmem_max = 8388608", severity: "information" },
    ],
    good: [
      "net.core.rmem_default = 8388608\nnet.core.rmem_max = 8388608",
      "net.core.rmem_default = 425984",
      { text: "net.core.rmem_default = 8388608", kernel: "6.18" },
      "net.core.rmem_default = 33554432\nnet.core.rmem_max = lots",
      "net.core.rmem_default = 33554432\nnet.core.rmem_max = 8388608\nnet.core.rmem_max = 67108864",
    ],
  },
  check(context) {
    for (const side of SIDES) checkSide(side, context);
  },
});

function checkSide({ normal, most, option }: (typeof SIDES)[number], { effective, number, report }: ConfigurationContext): void {
  const start = number(normal);
  const limit = number(most);
  const startLine = effective(normal)?.line;
  const limitLine = effective(most)?.line;
  const line = startLine ?? limitLine;
  // A program that asks gets twice the maximum: up to there the pair is odd, but nobody loses.
  const harmless = start <= 2 * limit;
  if (!line || !(start > limit && limit > 0 && start <= 2_147_483_647) || (harmless && !(startLine && limitLine))) return;
  report({
    at: valueSpan(line),
    severity: harmless ? "information" : "warning",
    message: {
      en: harmless
        ? `${most} (${sizeText(limit)}) does not cap the default of ${sizeText(start)}; it only counts when a program sets ${option}. Raise it to the default, so that the two agree.`
        : `${most} (${sizeText(limit)}) does not cap the default of ${sizeText(start)}, but a program that sets ${option} gets ${sizeText(2 * limit)} at most, less than one that does not ask. Raise it.`,
      "zh-cn": harmless
        ? `${most}（${sizeText(limit)}）并不限制默认值 ${sizeText(start)}，只在程序设置 ${option} 时起作用。请把它调到默认值，让两者一致。`
        : `${most}（${sizeText(limit)}）并不限制默认值 ${sizeText(start)}，但设置 ${option} 的程序最多得到 ${sizeText(2 * limit)}，比不设置的还少。请调高它。`,
    },
    fixes: (document): Fix[] => [
      { title: { en: `Set ${most} to ${start}`, "zh-cn": `把 ${most} 设为 ${start}` }, edits: [setCompanion(document, line, most, String(start), limitLine)] },
      ...(isIn(document, startLine)
        ? [{ title: { en: `Lower the default to ${limit}`, "zh-cn": `把默认值降到 ${limit}` }, edits: [replaceValue(startLine, String(limit))] }]
        : []),
    ],
  });
}
