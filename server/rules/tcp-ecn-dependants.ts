import type { Text } from "../locale.ts";
import { type ConfigurationContext, defineRule, keySpan } from "./rule.ts";
import { beside } from "./set-parameter.ts";
import { written } from "./written.ts";

const ECN = "net.ipv4.tcp_ecn";
const OPTION = "net.ipv4.tcp_ecn_option";
const BEACON = "net.ipv4.tcp_ecn_option_beacon";
const CONTROL = "net.ipv4.tcp_congestion_control";
const PLB = "net.ipv4.tcp_plb_enabled";
const PLB_DETAILS = [
  "net.ipv4.tcp_plb_rehash_rounds",
  "net.ipv4.tcp_plb_idle_rehash_rounds",
  "net.ipv4.tcp_plb_suspend_rto_sec",
  "net.ipv4.tcp_plb_cong_thresh",
];

export default defineRule({
  name: "tcp-ecn-dependants",
  severity: "information",
  title: { en: "Setting without the ECN mode it needs", "zh-cn": "缺少所需的 ECN 模式" },
  documentation: {
    en: `Some parameters refine a use of ECN that something else must switch on:
- \`net.ipv4.tcp_ecn_option\` and \`net.ipv4.tcp_ecn_option_beacon\` (since 6.18) are read for Accurate ECN only, which \`net.ipv4.tcp_ecn\` = 3, 4 or 5 switches on. 7.0 is the first release to take those values.
- \`net.ipv4.tcp_plb_enabled\` (since 6.2) gets its signal, the share of ECN marks, from the \`dctcp\` congestion control, which asks for ECN by itself; no other one in mainline feeds it.
- the other \`net.ipv4.tcp_plb_*\` are read only with \`tcp_plb_enabled\` = 1.

Set what is missing or drop the line. A program that chooses dctcp for its sockets also serves; the file does not show it. Source: tcp_established_options() in net/ipv4/tcp_output.c, dctcp_update_alpha() in net/ipv4/tcp_dctcp.c, net/ipv4/tcp_plb.c.`,
    "zh-cn": `有些参数只是细化 ECN 的某种用法，而这种用法要由别的参数打开：
- \`net.ipv4.tcp_ecn_option\` 和 \`net.ipv4.tcp_ecn_option_beacon\`（从 6.18 起）只用于 Accurate ECN，由 \`net.ipv4.tcp_ecn\` = 3、4 或 5 打开；7.0 起才接受这些值。
- \`net.ipv4.tcp_plb_enabled\`（从 6.2 起）的依据是 ECN 标记的比例，来自拥塞控制 \`dctcp\`，它会自己要求 ECN；主线内核里没有别的算法提供它。
- 其余 \`net.ipv4.tcp_plb_*\` 只有 \`tcp_plb_enabled\` = 1 时才会读取。

请补上缺少的设置，或去掉这一行。程序为自己的套接字选用 dctcp 也可以，只是文件里看不到。来源：net/ipv4/tcp_output.c 的 tcp_established_options()、net/ipv4/tcp_dctcp.c 的 dctcp_update_alpha()、net/ipv4/tcp_plb.c。`,
  },
  reads: [ECN, OPTION, BEACON, CONTROL, PLB, ...PLB_DETAILS],
  examples: {
    bad: [
      { text: "net.ipv4.tcp_ecn_option = 1", kernel: "6.18" },
      { text: "net.ipv4.tcp_ecn = 1\nnet.ipv4.tcp_ecn_option_beacon = 1", kernel: "7.0" },
      "net.ipv4.tcp_plb_enabled = 1",
      "net.ipv4.tcp_congestion_control = bbr\nnet.ipv4.tcp_plb_enabled = 1",
      "net.ipv4.tcp_plb_cong_thresh = 64",
    ],
    good: [
      { text: "net.ipv4.tcp_ecn = 3\nnet.ipv4.tcp_ecn_option = 1\nnet.ipv4.tcp_ecn_option_beacon = 2", kernel: "7.0" },
      { text: "net.ipv4.tcp_ecn = 5\nnet.ipv4.tcp_ecn_option = 2", kernel: "7.0" },
      { text: "net.ipv4.tcp_ecn_option = 0", kernel: "6.18" },
      { text: "net.ipv4.tcp_ecn_option = 1", kernel: "6.12" },
      "net.ipv4.tcp_plb_enabled = 1\nnet.ipv4.tcp_congestion_control = dctcp\nnet.ipv4.tcp_plb_rehash_rounds = 8",
      "net.ipv4.tcp_plb_enabled = 0",
      "net.ipv4.tcp_ecn = 1",
      { text: "net.ipv4.tcp_plb_enabled = 1", kernel: "6.1" },
    ],
  },
  check(context) {
    const { target, number, effective } = context;
    const ecn = number(ECN);
    if (target.kernel >= 6_018_000 && ecn >= 0 && ecn <= 2) {
      const why =
        target.kernel < 7_000_000
          ? {
              en: "it refines Accurate ECN, which Linux 7.0 is the first to offer. Drop the line.",
              "zh-cn": "它只用于 Accurate ECN，而内核从 7.0 起才有。请去掉这一行。",
            }
          : {
              en: `it refines Accurate ECN, and ${ECN} is ${ecn}. Set that to 3, 4 or 5, or drop the line.`,
              "zh-cn": `它只用于 Accurate ECN，而 ${ECN} 是 ${ecn}。请把后者设成 3、4 或 5，或者去掉这一行。`,
            };
      for (const key of [OPTION, BEACON]) missing(context, key, 1, 3, ECN, why);
    }
    if (target.kernel < 6_002_000) return;
    const control = effective(CONTROL)?.value ?? "";
    if (control !== "dctcp")
      missing(context, PLB, 1, 1, CONTROL, {
        en: `only dctcp feeds it, and ${CONTROL} is ${control}. Set dctcp if your switches mark with ECN, or drop the line.`,
        "zh-cn": `只有 dctcp 为它提供依据，而 ${CONTROL} 是 ${control}。如果交换机会打 ECN 标记，请设成 dctcp；否则去掉这一行。`,
      });
    if (number(PLB) === 0)
      for (const key of PLB_DETAILS)
        missing(context, key, 0, 2_147_483_647, PLB, {
          en: `it is read only with ${PLB} = 1, and that is 0. Set it to 1, or drop the line.`,
          "zh-cn": `只有 ${PLB} = 1 时才会读取它，而后者是 0。请设成 1，或者去掉这一行。`,
        });
  },
});

/** Reports `key`, if a file sets it within [low, high], as without effect while `other` is what it is. */
function missing(context: ConfigurationContext, key: string, low: number, high: number, other: string, why: Text): void {
  const dependant = written(context, key, low, high);
  if (!dependant) return;
  context.report({
    at: keySpan(dependant.line),
    message: {
      en: `Does nothing here: ${why.en}`,
      "zh-cn": `在这里不起作用：${why["zh-cn"]}`,
    },
    related: beside(context, key, other, { en: "What it depends on", "zh-cn": "它所依赖的设置" }),
  });
}
