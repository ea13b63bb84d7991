import { distance } from "fastest-levenshtein";
import { commentInValue } from "./comment-in-value.ts";
import { replaceValue } from "./edits.ts";
import { defineRule, valueSpan } from "./rule.ts";
import { formProblem } from "./value-form.ts";

export default defineRule({
  name: "unknown-algorithm",
  severity: "warning",
  on: ["text"],
  title: { en: "Name of no known algorithm", "zh-cn": "不认识的算法名" },
  documentation: {
    en: "The kernel looks the name up among its congestion controls, queueing disciplines or MPTCP schedulers and path managers, letter by letter, and loads the module if need be. A name that it does not find is refused. Upstream kernels have none of this name; a patched kernel may (`bbr3`), hence a warning. Several names cannot be right (error).",
    "zh-cn":
      "内核按名字逐字查找拥塞控制算法、队列规则，或者 MPTCP 的调度器和路径管理器，需要时自动加载模块；找不到就拒绝写入。上游内核没有这个名字，打过补丁的内核可能有（例如 `bbr3`），所以只是警告。写了多个名字则一定不对（错误）。",
  },
  examples: {
    bad: [
      { text: "net.ipv4.tcp_congestion_control = BBR", severity: "error" },
      { text: "net.core.default_qdisc = fq-codel", severity: "error" },
      { text: "net.core.default_qdisc = 1", severity: "error" },
      { text: "net.ipv4.tcp_allowed_congestion_control = reno 2", severity: "error" },
      "net.ipv4.tcp_congestion_control = bbr3",
      "net.ipv4.tcp_congestion_control = tsunami",
      "net.mptcp.scheduler = roundrobin",
      { text: "net.ipv4.tcp_congestion_control = reno cubic", severity: "error" },
    ],
    good: [
      'net.ipv4.tcp_congestion_control = "bbr"',
      "net.ipv4.tcp_congestion_control = bbr",
      "net.core.default_qdisc = fq_codel",
      "net.core.default_qdisc = cake",
    ],
  },
  line({ line, parameter, verdict, report }) {
    const syntax = parameter?.facts.syntax;
    if (line.kind !== "assignment" || !parameter || line.value === "" || parameter.facts.readOnly) return;
    if ((syntax !== "algorithm" && syntax !== "algorithms") || commentInValue(line, parameter, verdict) || formProblem(line.value)) return;
    const known = parameter.facts.algorithms ?? [];
    const names = syntax === "algorithms" ? line.value.split(/\s+/) : [line.value];
    const name = names.find((each) => known.length > 0 && !known.includes(each));
    if (name === undefined) return;
    const plain = name.replace(/["']/g, "").toLowerCase().replaceAll("-", "_").split(/\s/, 1)[0] ?? "";
    // No kernel can have a name like this, or it is a known one in other letters.
    const impossible = !/^[a-z][a-z0-9_-]{0,14}$/.test(name) || known.includes(plain);
    const [near] = known.map((other) => ({ name: other, edits: distance(other, plain) })).sort((a, b) => a.edits - b.edits);
    const meant = near && near.edits <= Math.min(2, plain.length - 1) ? near.name : undefined;
    report({
      at: valueSpan(line),
      severity: impossible ? "error" : "warning",
      message: {
        en: `No upstream kernel has a "${name}" to choose here: the write is refused and ${line.key} keeps what it has.${meant ? ` Did you mean ${meant}?` : ""}`,
        "zh-cn": `上游内核在这里没有名为“${name}”的选项：写入会被拒绝，${line.key} 保持原值。${meant ? `你要写的是 ${meant} 吗？` : ""}`,
      },
      fixes: () =>
        meant
          ? [
              {
                title: { en: `Change to ${meant}`, "zh-cn": `改成 ${meant}` },
                preferred: true,
                edits: [replaceValue(line, names.map((each) => (each === name ? meant : each)).join(" "))],
              },
            ]
          : [],
    });
  },
});
