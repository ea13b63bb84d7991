import { grouped } from "../catalogue/number.ts";
import { defineRule, valueSpan } from "./rule.ts";
import { beside, setFixes } from "./set-parameter.ts";
import { COOKIES, SOMAXCONN, SYN_BACKLOG, synBacklog } from "./syn-backlog.ts";

/** The kernel's default since 5.4: a queue that somebody has raised is longer. */
const ORDINARY = 4_096;
/** Up to 4.0 the backlog of a listener was a 16-bit number. */
const SHORT = 65_535;

export default defineRule({
  name: "tcp-backlog-pair",
  severity: "warning",
  title: { en: "SYN backlog raised, somaxconn left below it", "zh-cn": "调高了 SYN backlog，somaxconn 却比它低" },
  documentation: {
    en: `The SYN queue of a listener ends where its accept queue ends: at the smaller of the program's \`listen()\` backlog and \`net.core.somaxconn\` (4096 since Linux 5.4, 128 before). A \`net.ipv4.tcp_max_syn_backlog\` beyond that is never reached. Raise \`net.core.somaxconn\` too, and the backlog in the program.

With SYN cookies off, three quarters of \`tcp_max_syn_backlog\` bound new clients as well, so there the rule speaks only if those lie above \`somaxconn\`. Information where \`somaxconn\` has been raised beyond 4096, since then the queue is long already.

Measured on 6.18: with somaxconn 50 a listener held 51 half-open connections, whatever tcp_max_syn_backlog said. Source: inet_csk_reqsk_queue_is_full() in include/net/inet_connection_sock.h, tcp_conn_request() in net/ipv4/tcp_input.c, __sys_listen() in net/socket.c; before 4.4 reqsk_queue_alloc() in net/core/request_sock.c.`,
    "zh-cn": `监听者的半连接队列和全连接队列到同一处为止：程序的 \`listen()\` backlog 与 \`net.core.somaxconn\`（从 Linux 5.4 起默认 4096，之前 128）中较小的一个。\`net.ipv4.tcp_max_syn_backlog\` 超出的部分永远用不到。请同时调高 \`net.core.somaxconn\` 和程序里的 backlog。

SYN Cookie 关闭时，\`tcp_max_syn_backlog\` 的四分之三也会限制新客户端，所以那时只有这四分之三超过 \`somaxconn\` 才报告。\`somaxconn\` 已经调到 4096 以上时只给提示，因为队列已经够长。

在 6.18 上测得：somaxconn 为 50 时，无论 tcp_max_syn_backlog 是多少，监听者都只保留 51 个半连接。来源：include/net/inet_connection_sock.h 的 inet_csk_reqsk_queue_is_full()、net/ipv4/tcp_input.c 的 tcp_conn_request()、net/socket.c 的 __sys_listen()；4.4 之前是 net/core/request_sock.c 的 reqsk_queue_alloc()。`,
  },
  reads: [SYN_BACKLOG, SOMAXCONN, COOKIES],
  examples: {
    bad: [
      "net.ipv4.tcp_max_syn_backlog = 8192",
      "net.ipv4.tcp_max_syn_backlog = 8192\nnet.core.somaxconn = 1024",
      { text: "net.ipv4.tcp_max_syn_backlog = 1024", kernel: "4.18" },
      { text: "net.core.somaxconn = 65535\nnet.ipv4.tcp_max_syn_backlog = 262144", severity: "information" },
      "net.ipv4.tcp_syncookies = 0\nnet.ipv4.tcp_max_syn_backlog = 8192",
    ],
    good: [
      "net.ipv4.tcp_max_syn_backlog = 4096",
      "net.ipv4.tcp_max_syn_backlog = 2048",
      "net.ipv4.tcp_max_syn_backlog = 8192\nnet.core.somaxconn = 8192",
      "net.ipv4.tcp_syncookies = 0\nnet.ipv4.tcp_max_syn_backlog = 5000",
      "net.core.somaxconn = 128",
      "net.ipv4.tcp_max_syn_backlog = 8k",
      { text: "net.ipv4.tcp_max_syn_backlog = 128", kernel: "3.10" },
    ],
  },
  check(context) {
    const { target, number, report } = context;
    const backlog = synBacklog(context);
    const reach = number(COOKIES) === 0 ? 0.75 : 1;
    if (!backlog || !(backlog.limit >= 0 && backlog.value * reach > backlog.limit)) return;
    const { line, value, limit } = backlog;
    const wanted = target.kernel < 4_001_000 ? Math.min(value, SHORT) : value;
    report({
      at: valueSpan(line),
      severity: limit > ORDINARY ? "information" : "warning",
      message: {
        en: `Never reached: a listener's SYN queue ends at its listen() backlog, at most ${SOMAXCONN}, which is ${grouped(limit)}. Raise that too, and the program's backlog.`,
        "zh-cn": `永远到不了：监听者的半连接队列到它的 listen() backlog 为止，而后者最多是 ${SOMAXCONN}，即 ${grouped(limit)}。请把它和程序的 backlog 一起调高。`,
      },
      related: beside(context, SYN_BACKLOG, SOMAXCONN, { en: "The limit that counts", "zh-cn": "真正起作用的上限" }),
      fixes: (document) => (wanted > limit ? setFixes(document, context, line, SOMAXCONN, wanted) : []),
    });
  },
});
