import type { Integer } from "../catalogue/number.ts";
import { contains, type Interval, type ParameterAtRelease } from "../catalogue/parameter.ts";
import { plainIntervals, rangeText } from "../catalogue/range-text.ts";
import { formatRelease } from "../catalogue/release.ts";
import { judgeWrite } from "../catalogue/write.ts";
import type { Text } from "../locale.ts";
import { replace, replaceValue } from "./edits.ts";
import { defineRule, type Fix } from "./rule.ts";
import { halfWritten, type RefusedValue, refusedValue } from "./value-problem.ts";

export default defineRule({
  name: "value-out-of-range",
  severity: "error",
  on: ["refused"],
  title: { en: "Value outside what the kernel accepts", "zh-cn": "值超出内核可接受范围" },
  documentation: {
    en: "The kernel checks the number when it is written and refuses it: nothing is set, the old value stays. Ranges are those of the target release, measured or read in its source. For times that the kernel keeps in jiffies the limit depends on CONFIG_HZ: that of this machine (from /boot/config-RELEASE or /proc/config.gz) or of the distribution that is the target (1000 for RHEL, Fedora and Ubuntu 26.04), else 250 is assumed; the message gives the others.",
    "zh-cn":
      "内核在写入时检查数字并拒绝：什么也不会设置，保持原值。范围以目标版本为准，来自实测或源码。内核以 jiffies 保存的时间，界限取决于 CONFIG_HZ：以本机内核的配置（/boot/config-RELEASE 或 /proc/config.gz）为准，或以作为目标的发行版为准（RHEL、Fedora、Ubuntu 26.04 为 1000），都没有时按 250 计算；消息里会给出其他情况。",
  },
  examples: {
    bad: [
      "net.ipv4.tcp_syn_retries = 128",
      "net.ipv4.tcp_syn_retries = 0",
      "net.core.somaxconn = -1",
      "net.ipv4.ip_local_port_range = 102465000",
      "net.ipv4.tcp_fin_timeout = 8589935",
      "net.ipv4.tcp_rmem = 4096 131072 2147483648",
      { text: "net.ipv4.tcp_retries2 = 256", kernel: "6.12" },
      { text: "net.core.netdev_budget_usecs = 5000", kernel: "7.0" },
      { text: "net.core.netdev_budget_usecs = 1999", kernel: "ubuntu-26.04" },
      { text: "net.ipv4.tcp_fin_timeout = 2147484", kernel: "rhel-10" },
    ],
    good: [
      "net.ipv4.tcp_syn_retries = 127",
      "net.core.somaxconn = 65535",
      { text: "net.core.somaxconn = 65536", kernel: "6.12" },
      "net.ipv4.tcp_fin_timeout = 8589934",
      { text: "net.ipv4.tcp_retries2 = 256", kernel: "5.4" },
      { text: "net.core.netdev_budget_usecs = 5000", kernel: "ubuntu-26.04" },
      { text: "net.core.netdev_budget_usecs = 2000", kernel: "fedora" },
      { text: "net.ipv4.tcp_fin_timeout = 2147483", kernel: "rhel-10" },
    ],
  },
  line(context) {
    const refused = refusedValue(context, "value-out-of-range");
    if (!refused) return;
    const { line, parameter, bad, verdict } = refused;
    const range = rangeText(parameter, verdict.position);
    const name = positionName(parameter, verdict.position);
    const half = halfWritten(refused);
    context.report({
      at: { line, start: refused.start, end: refused.end },
      message: {
        en: `${name.en}${bad.text} is refused: Linux ${formatRelease(parameter.release)} accepts ${range.en}.${half.en} ${line.key} is not set.`,
        "zh-cn": `${name["zh-cn"]}${bad.text} 会被拒绝：Linux ${formatRelease(parameter.release)} 可接受 ${range["zh-cn"]}。${half["zh-cn"]}${line.key} 没有被设置。`,
      },
      fixes: () => fixesFor(refused),
    });
  },
});

function positionName(parameter: ParameterAtRelease, position: number): Text {
  const name = parameter.facts.names?.[position];
  return name ? { en: `${name} = `, "zh-cn": `第 ${position + 1} 个数 ` } : { en: "", "zh-cn": "" };
}

function fixesFor({ line, parameter, bad, verdict, start, end }: RefusedValue): Fix[] {
  const fixes: Fix[] = [];
  const split = splitNumber(bad.text, parameter, line.value);
  if (split) fixes.push({ title: { en: `Write ${split}`, "zh-cn": `改成 ${split}` }, preferred: true, edits: [replaceValue(line, split)] });
  const intervals = parameter.intervalsAt(verdict.position);
  const value = bad.number?.value;
  if (!split && intervals && value !== undefined) {
    const nearest = nearestBound(intervals, value);
    fixes.push({
      title: { en: `Change to ${nearest}, the nearest the kernel takes`, "zh-cn": `改成内核可接受的最接近的值 ${nearest}` },
      edits: [replace(line, start, end, String(nearest))],
    });
  }
  return fixes;
}

/** `102465000` where two numbers are wanted: the blank between `1024` and `65000` is missing. */
function splitNumber(word: string, parameter: ParameterAtRelease, value: string): string | undefined {
  if (parameter.arity !== 2 || value !== word || !/^\d+$/.test(word)) return undefined;
  const splits: [number, number][] = [];
  for (let i = 1; i < word.length; i++) {
    if (word[i] === "0") continue;
    const [low, high] = [Number(word.slice(0, i)), Number(word.slice(i))];
    if (low >= high || judgeWrite(`${low} ${high}`, parameter).status !== "accepted") continue;
    if (parameter.facts.key === "net.ipv4.ip_local_port_range" && low < 1024) continue;
    splits.push([low, high]);
  }
  // The widest range is the one that people mean: 1024-65000, not 10246-5000.
  const best = splits.sort(([a, b], [c, d]) => d - c - (b - a))[0];
  return best?.join(" ");
}

function nearestBound(intervals: readonly Interval[], value: Integer): Integer {
  let best: Integer = intervals[0]?.[0] ?? 0;
  for (const bound of plainIntervals(intervals).flat()) if (gap(bound, value) < gap(best, value) || !contains(intervals, best)) best = bound;
  return best;
}

function gap(a: Integer, b: Integer): bigint {
  const difference = BigInt(a) - BigInt(b);
  return difference < 0n ? -difference : difference;
}
