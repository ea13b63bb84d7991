import { grouped } from "../catalogue/number.ts";
import { CONNTRACK_MAX, conntrackMaximumOf } from "./conntrack-maximum.ts";
import { removeLineFix } from "./edits.ts";
import { defineRule, keySpan, valueSpan } from "./rule.ts";

export default defineRule({
  name: "conntrack-alias",
  severity: "warning",
  title: { en: "Two names of one conntrack limit disagree", "zh-cn": "同一个 conntrack 上限的两个名字取值不同" },
  documentation: {
    en: "`net.nf_conntrack_max` and `net.netfilter.nf_conntrack_max` are two names of one variable. If a configuration sets them to different numbers, the one written last counts and the other does nothing. Keep one line, best the name below `net.netfilter`: the other is missing in network namespaces. Source: nf_ct_netfilter_table and nf_ct_sysctl_table in net/netfilter/nf_conntrack_standalone.c.",
    "zh-cn":
      "`net.nf_conntrack_max` 和 `net.netfilter.nf_conntrack_max` 是同一个变量的两个名字。配置里把它们设成不同的数时，后写的生效，另一个等于没写。请只留一行，最好用 `net.netfilter` 下的名字：另一个在网络命名空间里不存在。来源：net/netfilter/nf_conntrack_standalone.c 的 nf_ct_netfilter_table 和 nf_ct_sysctl_table。",
  },
  reads: CONNTRACK_MAX,
  examples: {
    bad: [
      "net.netfilter.nf_conntrack_max = 262144\nnet.nf_conntrack_max = 1048576",
      "net.nf_conntrack_max = 16777216\nnet.netfilter.nf_conntrack_max = 2147483647",
      { text: "net.nf_conntrack_max = 65536\nnet/netfilter/nf_conntrack_max = 131072", loader: "procps" },
    ],
    good: [
      "net.netfilter.nf_conntrack_max = 262144\nnet.nf_conntrack_max = 262144",
      "net.nf_conntrack_max = 262144",
      "net.netfilter.nf_conntrack_max = 262144\nnet.nf_conntrack_max = many",
      "net.netfilter.nf_conntrack_max = 1\nnet.nf_conntrack_max = 2\nnet.netfilter.nf_conntrack_max = 2",
    ],
  },
  check({ writes, report }) {
    const all = writes(CONNTRACK_MAX);
    const last = all.at(-1);
    const other = all.findLast(({ key }) => key !== last?.key);
    if (!last || !other) return;
    const [value, unused] = [conntrackMaximumOf(last), conntrackMaximumOf(other)];
    // NaN, a value that another rule speaks about, differs from everything.
    if (Number.isNaN(value) || Number.isNaN(unused) || value === unused) return;
    report({
      at: keySpan(other.line),
      unnecessary: true,
      message: {
        en: `No effect: ${last.key} is the same variable under another name, and a later line sets it to ${grouped(value)}. Keep the one that you mean.`,
        "zh-cn": `不起作用：${last.key} 是同一个变量的另一个名字，后面一行把它设成了 ${grouped(value)}。请只保留你想要的那一个。`,
      },
      related: [{ at: valueSpan(last.line), message: { en: "This line counts", "zh-cn": "生效的是这一行" } }],
      fixes: (document) => [removeLineFix(document, other.line)],
    });
  },
});
