import { grouped } from "../catalogue/number.ts";
import type { SysctlDocument } from "../document/document.ts";
import type { Line } from "../document/line.ts";
import { addBelow, isIn } from "./companion.ts";
import { replaceValue } from "./edits.ts";
import { NEIGHBOUR_TABLES, type NeighbourTable } from "./neighbour-tables.ts";
import { type ConfigurationContext, defineRule, type Edit, valueSpan } from "./rule.ts";

interface Threshold {
  readonly key: string;
  readonly value: number;
  readonly line: Line | undefined;
}

export default defineRule({
  name: "neighbour-thresholds",
  severity: "warning",
  title: { en: "Neighbour table thresholds out of order", "zh-cn": "邻居表阈值顺序不对" },
  documentation: {
    en: 'The neighbour (ARP, NDP) table is cleaned up from `gc_thresh1` entries on, cut back by force above `gc_thresh2`, and full at `gc_thresh3`. The kernel never checks that they ascend. With `gc_thresh1` above `gc_thresh2` the gentle clean-up hardly ever runs and living entries are thrown out; with `gc_thresh2` above `gc_thresh3` the table is full before it is cut back, and new neighbours are dropped with "neighbor table overflow". Raise all three together. IPv4 and IPv6 have a table each; defaults (128, 512, 1024) count where a threshold is not written. Source: neigh_alloc(), neigh_forced_gc() and neigh_periodic_work() in net/core/neighbour.c.',
    "zh-cn":
      "邻居表（ARP、NDP）从 `gc_thresh1` 个表项起开始清理，超过 `gc_thresh2` 强制缩减，到 `gc_thresh3` 就满了。内核从不检查它们是否递增。`gc_thresh1` 高于 `gc_thresh2` 时，温和的清理几乎轮不到运行，还在用的表项会被赶走；`gc_thresh2` 高于 `gc_thresh3` 时，表在缩减之前就满了，新邻居被丢弃，日志出现 “neighbor table overflow”。请三个一起调高。IPv4 和 IPv6 各有一张表；没写的阈值按默认值（128、512、1024）算。来源：net/core/neighbour.c 的 neigh_alloc()、neigh_forced_gc() 和 neigh_periodic_work()。",
  },
  reads: NEIGHBOUR_TABLES.flatMap(({ thresholds }) => thresholds),
  examples: {
    bad: [
      "net.ipv4.neigh.default.gc_thresh1 = 4096",
      "net.ipv4.neigh.default.gc_thresh2 = 4096",
      "net.ipv6.neigh.default.gc_thresh1 = 1024\nnet.ipv6.neigh.default.gc_thresh2 = 8192\nnet.ipv6.neigh.default.gc_thresh3 = 4096",
      "net.ipv4.neigh.default.gc_thresh3 = 256",
    ],
    good: [
      "net.ipv4.neigh.default.gc_thresh1 = 1024\nnet.ipv4.neigh.default.gc_thresh2 = 2048\nnet.ipv4.neigh.default.gc_thresh3 = 4096",
      "net.ipv4.neigh.default.gc_thresh3 = 4096",
      "net.ipv4.neigh.default.gc_thresh1 = 0",
      "net.ipv4.neigh.default.gc_thresh1 = 4096\nnet.ipv4.neigh.default.gc_thresh2 = 4096\nnet.ipv4.neigh.default.gc_thresh3 = 4096",
      "net.ipv4.neigh.default.gc_thresh1 = many",
      "net.ipv4.neigh.default.gc_thresh2 = -1",
    ],
  },
  check(context) {
    for (const table of NEIGHBOUR_TABLES) checkTable(table, context);
  },
});

function checkTable({ thresholds }: NeighbourTable, { effective, number, report }: ConfigurationContext): void {
  const [first, second, third] = thresholds.map((key): Threshold => ({ key, value: number(key), line: effective(key)?.line }));
  if (!first || !second || !third || ![first, second, third].every(({ value }) => value >= 0)) return;
  const late = second.value > third.value && (second.line ?? third.line) !== undefined;
  const early = first.value > second.value && (first.line ?? second.line) !== undefined;
  const [lower, upper] = late ? [second, third] : [first, second];
  const line = upper.line ?? lower.line;
  if (!line || !(late || early)) return;
  const more = lower === first ? third : undefined;
  report({
    at: valueSpan(line),
    message: late
      ? {
          en: `The table is full at gc_thresh3 = ${show(third).en}, before gc_thresh2 = ${show(second).en} cuts it back: new neighbours are dropped with "neighbor table overflow". Let the three ascend.`,
          "zh-cn": `表在 gc_thresh3 = ${show(third)["zh-cn"]} 时就满了，等不到 gc_thresh2 = ${show(second)["zh-cn"]} 来缩减：新邻居会被丢弃，日志报 “neighbor table overflow”。请让三个值递增。`,
        }
      : {
          en: `The table is cut back by force at gc_thresh2 = ${show(second).en}, before the clean-up from gc_thresh1 = ${show(first).en} on gets a turn: neighbours in use are thrown out. Let the three ascend.`,
          "zh-cn": `表在 gc_thresh2 = ${show(second)["zh-cn"]} 时就被强制缩减，gc_thresh1 = ${show(first)["zh-cn"]} 的清理轮不到运行：还在用的邻居会被赶走。请让三个值递增。`,
        },
    fixes: (document) => [ascending(document, line, lower, upper, more)],
  });
}

function show({ value, line }: Threshold): { en: string; "zh-cn": string } {
  return { en: `${grouped(value)}${line ? "" : " (default)"}`, "zh-cn": `${grouped(value)}${line ? "" : "（默认）"}` };
}

/** Lifts the upper threshold to twice the lower one, and the third one with it. */
function ascending(document: SysctlDocument, line: Line, lower: Threshold, upper: Threshold, more: Threshold | undefined) {
  const times = (factor: number) => Math.min(lower.value * factor, 2_147_483_647);
  const wanted = [{ ...upper, to: times(2) }];
  if (more && more.value < times(2)) wanted.push({ ...more, to: times(4) });
  const present = wanted.flatMap(({ line: own, to }): Edit[] => (isIn(document, own) ? [replaceValue(own, String(to))] : []));
  const missing = wanted.filter(({ line: own }) => !isIn(document, own)).map(({ key, to }) => `${key} = ${to}`);
  const list = wanted.map(({ key, to }) => `${key.slice(key.lastIndexOf(".") + 1)} = ${to}`).join(", ");
  return {
    title: { en: `Set ${list}`, "zh-cn": `设置 ${list}` },
    edits: missing.length > 0 ? [...present, addBelow(document, line, missing)] : present,
  };
}
