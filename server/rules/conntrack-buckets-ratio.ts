import { grouped } from "../catalogue/number.ts";
import type { Release } from "../catalogue/release.ts";
import type { Text } from "../locale.ts";
import { sizeText } from "./arithmetic.ts";
import { setCompanion } from "./companion.ts";
import { CONNTRACK_MAX, conntrackMaximum } from "./conntrack-maximum.ts";
import { defineRule, type Edit, type Fix, valueSpan } from "./rule.ts";
import { written } from "./written.ts";

const BUCKETS = "net.netfilter.nf_conntrack_buckets";
/** sizeof(struct nf_conn), 248 measured on 6.18, in its slab; extensions such as NAT come on top. */
const ENTRY = 256;
/** The kernel itself goes up to 8 where it is given the number of buckets. */
const MOST_ENTRIES_PER_BUCKET = 8;
/** 2 GiB is the largest table the kernel allocates; 128 MiB is more than anybody needs. */
const MOST_BUCKETS = 2 ** 24;
const WRITABLE: Release = 4_008_000;

export default defineRule({
  name: "conntrack-buckets-ratio",
  severity: "warning",
  title: { en: "Far more tracked connections than hash buckets", "zh-cn": "连接跟踪上限远大于哈希桶数" },
  documentation: {
    en: "Every packet looks its connection up in a hash table. Raising `net.netfilter.nf_conntrack_max` does not enlarge that table: it keeps `net.netfilter.nf_conntrack_buckets`, at most 262144 by default since 5.15 and 65536 before (less on small machines). A connection stands in the table twice, so a full table has chains of 2 x maximum / buckets entries, searched for every packet. Reported is a maximum of more than 8 entries a bucket, the most that the kernel's own settings allow. Set the buckets to a quarter of the maximum or more; before 4.8 they can be set only by `options nf_conntrack hashsize=` in modprobe.d, which this check does not see, so there the finding is information. An entry takes about 256 bytes, so also make sure that the maximum fits in memory. Source: nf_conntrack_init_start() in net/netfilter/nf_conntrack_core.c.",
    "zh-cn":
      "每个包都要在哈希表里查它的连接。调高 `net.netfilter.nf_conntrack_max` 不会扩大哈希表：桶数仍是 `net.netfilter.nf_conntrack_buckets`，5.15 起默认最多 262144，之前 65536（内存小的机器更少）。一条连接在表里出现两次，所以表满时每条链有 2 x 上限 / 桶数 个表项，每个包都要搜一遍。平均每桶超过 8 条会被报告，这是内核自己的设置允许的最大值。请把桶数设为上限的四分之一以上；4.8 之前只能用 modprobe.d 里的 `options nf_conntrack hashsize=`，这里看不到它，所以只作为信息报告。每个表项约 256 字节，也请确认上限放得进内存。来源：net/netfilter/nf_conntrack_core.c 的 nf_conntrack_init_start()。",
  },
  reads: [...CONNTRACK_MAX, BUCKETS],
  examples: {
    bad: [
      "net.netfilter.nf_conntrack_max = 10000000",
      "net.nf_conntrack_max = 25000000",
      "net.netfilter.nf_conntrack_max = 1048576\nnet.netfilter.nf_conntrack_buckets = 65536",
      { text: "net.netfilter.nf_conntrack_max = 1048576", kernel: "5.4" },
      { text: "net.netfilter.nf_conntrack_max = 1048576", kernel: "3.10", severity: "information" },
    ],
    good: [
      "net.netfilter.nf_conntrack_max = 1048576",
      { text: "net.netfilter.nf_conntrack_max = 262144", kernel: "5.4" },
      "net.netfilter.nf_conntrack_max = 10000000\nnet.netfilter.nf_conntrack_buckets = 2500000",
      "net.netfilter.nf_conntrack_max = 0",
      "net.netfilter.nf_conntrack_max = 10000000\nnet.nf_conntrack_max = 262144",
      "net.netfilter.nf_conntrack_buckets = 65536",
    ],
  },
  check(context) {
    const { target, report } = context;
    const maximum = conntrackMaximum(context);
    if (!maximum) return;
    const writable = target.kernel >= WRITABLE;
    const set = writable ? written(context, BUCKETS, 1, 268_434_944) : undefined;
    const buckets = set?.value ?? usualBuckets(target.kernel);
    if (!(maximum.value / buckets > MOST_ENTRIES_PER_BUCKET)) return;
    const chain = grouped(Math.round((2 * maximum.value) / buckets));
    const size = sizeText(maximum.value * ENTRY);
    const line = set?.line ?? maximum.line;
    const wanted = 2 ** Math.ceil(Math.log2(maximum.value / 4));
    const advice = adviceFor(wanted, writable);
    report({
      at: valueSpan(line),
      // Where modprobe.d is the only place for it, the file cannot show that it was done.
      severity: writable ? "warning" : "information",
      message: {
        en: `${grouped(maximum.value)} entries (${size} when full) share ${grouped(buckets)} buckets${set ? "" : ", the default at best"}: each packet then searches a chain of ${chain}. ${advice.en}`,
        "zh-cn": `${grouped(maximum.value)} 个表项（满时 ${size}）只有 ${grouped(buckets)} 个桶${set ? "" : "（默认最多这么多）"}：每个包要搜索长 ${chain} 的链。${advice["zh-cn"]}`,
      },
      ...(set ? { related: [{ at: valueSpan(maximum.line), message: { en: "The maximum is set here", "zh-cn": "上限在这里设置" } }] } : {}),
      fixes: (document) => (writable && wanted <= MOST_BUCKETS ? [bucketsFix(wanted, setCompanion(document, line, BUCKETS, String(wanted), set?.line))] : []),
    });
  },
});

/** What a machine with more than 4 GiB gets; smaller ones get less. */
function usualBuckets(kernel: Release): number {
  if (kernel >= 5_015_000) return 262_144;
  return kernel >= 4_000_000 ? 65_536 : 16_384;
}

function adviceFor(wanted: number, writable: boolean): Text {
  if (wanted > MOST_BUCKETS) return { en: "Lower the maximum to what the host can need.", "zh-cn": "请把上限降到主机真正用得到的程度。" };
  const name = writable ? { en: BUCKETS, "zh-cn": BUCKETS } : { en: "the module's hashsize (modprobe.d)", "zh-cn": "模块参数 hashsize（modprobe.d）" };
  return { en: `Set ${name.en} to a quarter of the maximum or more.`, "zh-cn": `请把 ${name["zh-cn"]} 设为上限的四分之一以上。` };
}

function bucketsFix(buckets: number, edit: Edit): Fix {
  const size = sizeText(buckets * 8);
  return { title: { en: `Set ${BUCKETS} to ${buckets} (${size})`, "zh-cn": `把 ${BUCKETS} 设为 ${buckets}（${size}）` }, edits: [edit] };
}
