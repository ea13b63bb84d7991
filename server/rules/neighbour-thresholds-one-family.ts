import { grouped } from "../catalogue/number.ts";
import { addBelow } from "./companion.ts";
import { NEIGHBOUR_TABLES, type NeighbourTable } from "./neighbour-tables.ts";
import { type ConfigurationContext, defineRule, keySpan } from "./rule.ts";
import { written } from "./written.ts";

const DISABLED = "net.ipv6.conf.all.disable_ipv6";
const DEFAULT = 1_024;

export default defineRule({
  name: "neighbour-thresholds-one-family",
  severity: "information",
  title: { en: "Neighbour table raised for one family only", "zh-cn": "只调大了一个协议族的邻居表" },
  documentation: {
    en: "IPv4 (ARP) and IPv6 (NDP) have a neighbour table and thresholds each. A network too large for the default of 1024 entries in one family is usually too large in the other as well, where a dual-stack neighbour often needs two entries or more (link-local and global addresses). Set `gc_thresh1` to `gc_thresh3` for both; not reported where IPv6 is disabled. Source: arp_tbl in net/ipv4/arp.c, nd_tbl in net/ipv6/ndisc.c.",
    "zh-cn":
      "IPv4（ARP）和 IPv6（NDP）各有一张邻居表和一套阈值。某个协议族用默认的 1024 个表项不够的网络，另一个通常也不够，而且双栈邻居往往要占两个以上的表项（链路本地地址和全局地址）。请把两边的 `gc_thresh1` 到 `gc_thresh3` 都设好；禁用 IPv6 时不报告。来源：net/ipv4/arp.c 的 arp_tbl，net/ipv6/ndisc.c 的 nd_tbl。",
  },
  reads: [...NEIGHBOUR_TABLES.flatMap(({ thresholds }) => thresholds), "net.ipv6.conf.*.disable_ipv6"],
  examples: {
    bad: [
      "net.ipv4.neigh.default.gc_thresh3 = 16384",
      "net.ipv6.neigh.default.gc_thresh3 = 8192",
      "net.ipv4.neigh.default.gc_thresh1 = 1024\nnet.ipv4.neigh.default.gc_thresh2 = 2048\nnet.ipv4.neigh.default.gc_thresh3 = 4096\nnet.ipv6.conf.all.disable_ipv6 = 0",
    ],
    good: [
      "net.ipv4.neigh.default.gc_thresh3 = 16384\nnet.ipv6.neigh.default.gc_thresh3 = 16384",
      "net.ipv4.neigh.default.gc_thresh3 = 16384\nnet.ipv6.conf.all.disable_ipv6 = 1",
      "net.ipv4.neigh.default.gc_thresh3 = 16384\nnet.ipv6.neigh.default.gc_thresh1 = 1024",
      "net.ipv4.neigh.default.gc_thresh1 = 512",
      "net.ipv4.neigh.default.gc_thresh3 = 1024",
    ],
  },
  check(context) {
    const [ipv4, ipv6] = NEIGHBOUR_TABLES;
    if (context.number(DISABLED) === 1) return;
    compare(ipv4, ipv6, context);
    compare(ipv6, ipv4, context);
  },
});

function compare(raised: NeighbourTable, other: NeighbourTable, context: ConfigurationContext): void {
  const { effective, number, report } = context;
  const limit = written(context, raised.thresholds[2], DEFAULT + 1);
  if (!limit || other.thresholds.some((key) => effective(key)?.line)) return;
  const lines = raised.thresholds.flatMap((key, i) => {
    const value = number(key);
    return effective(key)?.line && value >= 0 ? [`${other.thresholds[i]} = ${value}`] : [];
  });
  report({
    at: keySpan(limit.line),
    message: {
      en: `${raised.family} neighbours may now be ${grouped(limit.value)}, those of ${other.family} still ${grouped(DEFAULT)}: the tables are separate. If this network carries ${other.family}, raise its thresholds as well.`,
      "zh-cn": `${raised.family} 邻居现在最多 ${grouped(limit.value)} 个，${other.family} 仍是 ${grouped(DEFAULT)} 个：两张表是分开的。如果网络里也用 ${other.family}，请一并调高它的阈值。`,
    },
    fixes: (document) => [
      { title: { en: `Set the same for ${other.family}`, "zh-cn": `为 ${other.family} 设置同样的值` }, edits: [addBelow(document, limit.line, lines)] },
    ],
  });
}
