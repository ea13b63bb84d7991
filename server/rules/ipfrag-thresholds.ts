import type { Integer } from "../catalogue/number.ts";
import { defineRule, valueSpan } from "./rule.ts";

const PAIRS = [
  { low: "net.ipv4.ipfrag_low_thresh", high: "net.ipv4.ipfrag_high_thresh" },
  { low: "net.ipv6.ip6frag_low_thresh", high: "net.ipv6.ip6frag_high_thresh" },
  { low: "net.netfilter.nf_conntrack_frag6_low_thresh", high: "net.netfilter.nf_conntrack_frag6_high_thresh" },
] as const;

export default defineRule({
  name: "ipfrag-thresholds",
  severity: "error",
  title: { en: "Fragment thresholds cross", "zh-cn": "分片阈值交叉" },
  documentation: {
    en: "Each of the two thresholds for fragment memory is checked against the other's value at the moment of the write: high must not go below low (3 MiB by default), low must not go above high (4 MiB). So the order of the lines matters: to lower both write the low one first, to raise both the high one. Source: ip4_frags_ns_ctl_register() in net/ipv4/ip_fragment.c.",
    "zh-cn":
      "分片内存的两个阈值，每次写入都和对方当时的值比较：高阈值不能低于低阈值（默认 3 MiB），低阈值不能高于高阈值（默认 4 MiB）。所以行的顺序有关系：两个都调低时先写低阈值，都调高时先写高阈值。来源：net/ipv4/ip_fragment.c 的 ip4_frags_ns_ctl_register()。",
  },
  reads: PAIRS.flatMap(({ low, high }) => [low, high]),
  examples: {
    bad: [
      "net.ipv4.ipfrag_high_thresh = 512000",
      "net.ipv4.ipfrag_low_thresh = 8388608",
      "net.ipv4.ipfrag_high_thresh = 512000\nnet.ipv4.ipfrag_low_thresh = 446464",
      "net.ipv4.ipfrag_high_thresh = 9007199254740992\nnet.ipv4.ipfrag_low_thresh = 9007199254740993",
    ],
    good: [
      "net.ipv4.ipfrag_low_thresh = 446464\nnet.ipv4.ipfrag_high_thresh = 512000",
      "net.ipv4.ipfrag_high_thresh = 8388608",
      { text: "net.ipv4.ipfrag_high_thresh = 512000", kernel: "3.10" },
    ],
  },
  check({ writes, accepted, effectiveDefault, target, report }) {
    // Before 3.17 neither was checked.
    if (target.kernel < 3_017_000) return;
    for (const pair of PAIRS) {
      let low: Integer = Number(effectiveDefault(pair.low) ?? 0);
      let high: Integer = Number(effectiveDefault(pair.high) ?? Number.POSITIVE_INFINITY);
      for (const { key, line } of writes([pair.low, pair.high])) {
        const [value] = accepted(line) ?? [];
        if (value === undefined) continue;
        const isLow = key === pair.low;
        if (isLow ? value <= high : value >= low) {
          if (isLow) low = value;
          else high = value;
          continue;
        }
        report({
          at: valueSpan(line),
          message: isLow
            ? {
                en: `Refused: ${value} is above ${pair.high}, which is ${high} at this point. Raise that one first.`,
                "zh-cn": `会被拒绝：${value} 高于 ${pair.high}，后者此时是 ${high}。请先调高它。`,
              }
            : {
                en: `Refused: ${value} is below ${pair.low}, which is ${low} at this point. Lower that one first.`,
                "zh-cn": `会被拒绝：${value} 低于 ${pair.low}，后者此时是 ${low}。请先调低它。`,
              },
        });
      }
    }
  },
});
