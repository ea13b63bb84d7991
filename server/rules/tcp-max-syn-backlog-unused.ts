import { grouped } from "../catalogue/number.ts";
import { removeLineFix } from "./edits.ts";
import { defineRule, keySpan } from "./rule.ts";
import { beside } from "./set-parameter.ts";
import { COOKIES, SOMAXCONN, SYN_BACKLOG, synBacklog } from "./syn-backlog.ts";
import { written } from "./written.ts";

export default defineRule({
  name: "tcp-max-syn-backlog-unused",
  severity: "information",
  title: { en: "SYN backlog not read while SYN cookies are on", "zh-cn": "打开 SYN Cookie 时不会读取 SYN backlog" },
  documentation: {
    en: `Since Linux 4.4 the kernel reads \`net.ipv4.tcp_max_syn_backlog\` only if \`net.ipv4.tcp_syncookies\` is 0. With cookies on, the SYN queue of a listener ends at the smaller of the program's \`listen()\` backlog and \`net.core.somaxconn\`; beyond that cookies take over. For a longer queue raise \`somaxconn\` and the backlog in the program, then restart it.

Told where the file itself switches cookies on, so that the two lines contradict each other; if the value is above \`somaxconn\`, \`tcp-backlog-pair\` speaks instead. Measured on 6.18: with tcp_max_syn_backlog 16 and a listen backlog of 200 there were 201 half-open connections. Source: tcp_conn_request() in net/ipv4/tcp_input.c.`,
    "zh-cn": `从 Linux 4.4 起，只有 \`net.ipv4.tcp_syncookies\` 为 0 时，内核才读取 \`net.ipv4.tcp_max_syn_backlog\`。打开 Cookie 时，监听者的半连接队列到程序的 \`listen()\` backlog 与 \`net.core.somaxconn\` 中较小的一个为止，再多就用 Cookie。想要更长的队列，请调高 \`somaxconn\` 和程序里的 backlog，再重启程序。

只有文件自己打开了 Cookie、两行互相矛盾时才提示；值高于 \`somaxconn\` 时由 \`tcp-backlog-pair\` 报告。在 6.18 上测得：tcp_max_syn_backlog 为 16、listen backlog 为 200 时，有 201 个半连接。来源：net/ipv4/tcp_input.c 的 tcp_conn_request()。`,
  },
  reads: [SYN_BACKLOG, SOMAXCONN, COOKIES],
  examples: {
    bad: [
      "net.ipv4.tcp_syncookies = 1\nnet.ipv4.tcp_max_syn_backlog = 2048",
      "net.ipv4.tcp_max_syn_backlog = 65535\nnet.core.somaxconn = 65535\nnet.ipv4.tcp_syncookies = 1",
      { text: "net.ipv4.tcp_max_syn_backlog = 128\nnet.ipv4.tcp_syncookies = 1 # on", kernel: "4.4" },
    ],
    good: [
      "net.ipv4.tcp_max_syn_backlog = 2048",
      "net.ipv4.tcp_syncookies = 0\nnet.ipv4.tcp_max_syn_backlog = 2048",
      "net.ipv4.tcp_syncookies = 1\nnet.ipv4.tcp_max_syn_backlog = 8192",
      "net.ipv4.tcp_syncookies = 1",
      { text: "net.ipv4.tcp_syncookies = 1\nnet.ipv4.tcp_max_syn_backlog = 128", kernel: "3.10" },
    ],
  },
  check(context) {
    const { target, report } = context;
    const backlog = synBacklog(context);
    if (target.kernel < 4_004_000 || !backlog || !written(context, COOKIES, 1, 2) || !(backlog.value <= backlog.limit)) return;
    const { line, limit } = backlog;
    report({
      at: keySpan(line),
      message: {
        en: `Not read while SYN cookies are on: the SYN queue ends at the program's listen() backlog, at most ${SOMAXCONN} (${grouped(limit)}), and cookies take over from there. Raise the program's backlog, or drop the line.`,
        "zh-cn": `打开 SYN Cookie 时不会读取：半连接队列到程序的 listen() backlog 为止，最多是 ${SOMAXCONN}（${grouped(limit)}），再多就用 Cookie。请调高程序的 backlog，或者去掉这一行。`,
      },
      related: beside(context, SYN_BACKLOG, COOKIES, { en: "SYN cookies are switched on here", "zh-cn": "SYN Cookie 在这里打开" }),
      fixes: (document) => [removeLineFix(document, line)],
    });
  },
});
