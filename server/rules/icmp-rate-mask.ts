import { parseKernelNumber } from "../catalogue/number.ts";
import { bitmapProblem } from "../catalogue/text-syntax.ts";
import { setCompanion } from "./companion.ts";
import { replaceValue } from "./edits.ts";
import { type ConfigurationContext, defineRule, keySpan, valueSpan } from "./rule.ts";
import { written } from "./written.ts";

const MASK = "net.ipv4.icmp_ratemask";
const LIMIT = "net.ipv4.icmp_ratelimit";
const MASK6 = "net.ipv6.icmp.ratemask";
const MASK6_SINCE = 5_002_000;
const PACKET_TOO_BIG = 2;

export default defineRule({
  name: "icmp-rate-mask",
  severity: "warning",
  title: { en: "ICMP rate limit on the wrong types", "zh-cn": "ICMP 限速用错了类型" },
  documentation: {
    en: '`net.ipv6.icmp.ratemask` (since 5.2) lists the ICMPv6 types that are rate-limited. Its default leaves out 2, packet too big: while that message is withheld, path MTU discovery fails and connections through this router hang. Take 2 out of the list. (IPv4 needs no such care: "fragmentation needed" is never limited, whatever `net.ipv4.icmp_ratemask` says.) Also reported: an `icmp_ratelimit` that is set while `icmp_ratemask` is 0, so that no type is limited at all. Source: icmpv6_mask_allow() in net/ipv6/icmp.c, icmpv4_mask_allow() in net/ipv4/icmp.c.',
    "zh-cn":
      "`net.ipv6.icmp.ratemask`（5.2 起）列出要限速的 ICMPv6 类型。默认值不含 2（数据包过大）：这种消息被压住时，路径 MTU 发现失败，经过这台路由器的连接会卡住。请把 2 从列表里去掉。（IPv4 不用操心：不论 `net.ipv4.icmp_ratemask` 怎么写，“需要分片”从不限速。）另外，`icmp_ratemask` 为 0 却设置了 `icmp_ratelimit` 也会报告，因为这时没有任何类型被限速。来源：net/ipv6/icmp.c 的 icmpv6_mask_allow()，net/ipv4/icmp.c 的 icmpv4_mask_allow()。",
  },
  reads: [MASK, LIMIT, MASK6],
  examples: {
    bad: ["net.ipv6.icmp.ratemask = 0-127", "net.ipv6.icmp.ratemask = 1,2,3,4,129", "net.ipv4.icmp_ratemask = 0\nnet.ipv4.icmp_ratelimit = 200"],
    good: [
      "net.ipv6.icmp.ratemask = 0-1,3-127,129",
      { text: "net.ipv6.icmp.ratemask = 0-127", kernel: "4.19" },
      "net.ipv4.icmp_ratemask = 6168\nnet.ipv4.icmp_ratelimit = 200",
      "net.ipv4.icmp_ratemask = 0",
      "net.ipv4.icmp_ratelimit = 200",
      "net.ipv6.icmp.ratemask = 0 - 127",
    ],
  },
  check(context) {
    checkIpv6(context);
    const limit = written(context, LIMIT, 1);
    const mask = written(context, MASK, 0, 0);
    if (!limit || !mask) return;
    context.report({
      at: keySpan(limit.line),
      message: {
        en: `No effect: ${MASK} is 0, so no ICMP type is limited. Its default, 6168, limits the error messages.`,
        "zh-cn": `不起作用：${MASK} 为 0，没有任何 ICMP 类型被限速。默认值 6168 限制差错消息。`,
      },
      related: [{ at: valueSpan(mask.line), message: { en: "The mask is set here", "zh-cn": "掩码在这里设置" } }],
      fixes: (document) => [
        { title: { en: `Set ${MASK} to 6168`, "zh-cn": `把 ${MASK} 设为 6168` }, edits: [setCompanion(document, limit.line, MASK, "6168", mask.line)] },
      ],
    });
  },
});

function checkIpv6({ effective, target, report }: ConfigurationContext): void {
  const line = effective(MASK6)?.line;
  if (!line || target.kernel < MASK6_SINCE || bitmapProblem(line.value, 255)) return;
  const without = withoutType(line.value, PACKET_TOO_BIG);
  if (without === undefined) return;
  report({
    at: valueSpan(line),
    message: {
      en: "The list limits type 2, packet too big: under load it is withheld, path MTU discovery fails and connections through this host hang. Take 2 out.",
      "zh-cn": "列表限制了类型 2（数据包过大）：负载高时这种消息发不出去，路径 MTU 发现失败，经过本机的连接会卡住。请去掉 2。",
    },
    fixes: () => [{ title: { en: `Write ${without}`, "zh-cn": `改成 ${without}` }, edits: [replaceValue(line, without)] }],
  });
}

/** The list without one number; undefined if it is not in it. */
function withoutType(list: string, type: number): string | undefined {
  let found = false;
  const kept = list.split(",").flatMap((item) => {
    const [low = Number.NaN, high = low] = item.split("-").map((text) => Number(parseKernelNumber(text)?.value));
    if (!(low <= type && type <= high)) return item === "" ? [] : [item];
    found = true;
    return [interval(low, type - 1), interval(type + 1, high)].filter((part) => part !== "");
  });
  return found ? kept.join(",") : undefined;
}

function interval(low: number, high: number): string {
  if (low > high) return "";
  return low === high ? String(low) : `${low}-${high}`;
}
