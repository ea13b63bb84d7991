import { formatRelease, OLDEST_RELEASE } from "../catalogue/release.ts";
import { commentOutFix, removeLineFix } from "./edits.ts";
import { defineRule, keySpan } from "./rule.ts";

export default defineRule({
  name: "no-effect-parameter",
  severity: "information",
  on: ["plain", "accepted", "text"],
  title: { en: "Parameter without effect", "zh-cn": "参数不再起作用" },
  documentation: {
    en: "The file is still there below /proc/sys so that old configurations do not fail: the kernel stores the number and nothing reads it. `net.ipv4.tcp_low_latency` lost its meaning in 4.14, `net.ipv4.route.max_size` in 3.6. The line can go. The parameter's page says since when and, where there is one, what does the work today. Source: the kernel's history; no reader of the variable is left in the tree.",
    "zh-cn":
      "/proc/sys 下还留着这个文件，只是为了让旧配置不报错：内核存下数字，却没有任何代码读它。`net.ipv4.tcp_low_latency` 从 4.14 起失去意义，`net.ipv4.route.max_size` 从 3.6 起。这一行可以删掉。参数说明里写着从何时起失效，以及如今该用什么（如果有的话）。来源：内核历史；源码中已没有读取该变量的代码。",
  },
  examples: {
    bad: [
      "net.ipv4.tcp_low_latency = 1",
      "net.ipv4.tcp_fack = 1",
      "net.ipv4.route.max_size = 8388608",
      { text: "net.ipv4.tcp_adv_win_scale = 2", kernel: "6.6" },
      { text: "net.ipv4.ipfrag_secret_interval = 600", kernel: "3.17" },
      "net.ipv4.conf.all.bootp_relay = 0",
    ],
    good: [
      { text: "net.ipv4.tcp_low_latency = 1", kernel: "4.13" },
      { text: "net.ipv4.tcp_adv_win_scale = 2", kernel: "6.5" },
      "net.ipv4.tcp_low_latency = yes",
      "net.ipv4.tcp_sack = 1",
    ],
  },
  line({ line, parameter, verdict, target, report }) {
    const since = parameter?.parameter.noEffect;
    if (line.kind !== "assignment" || since === undefined || target.kernel < since || verdict?.status === "refused") return;
    const ever = since > OLDEST_RELEASE;
    report({
      at: keySpan(line),
      unnecessary: true,
      message: {
        en: `${ever ? `Since Linux ${formatRelease(since)} nothing` : "Nothing in the kernel"} reads ${line.key}: the number is stored and has no effect. The line can be removed.`,
        "zh-cn": `${ever ? `从 Linux ${formatRelease(since)} 起，` : ""}内核不再读取 ${line.key}：数字会存下来，但不起作用。这一行可以删除。`,
      },
      fixes: (document) => [{ ...removeLineFix(document, line), preferred: true }, commentOutFix(line)],
    });
  },
});
