import { defineRule, valueSpan } from "./rule.ts";
import { setFixes } from "./set-parameter.ts";
import { written } from "./written.ts";

const ABORT = "net.ipv4.tcp_abort_on_overflow";

export default defineRule({
  name: "tcp-abort-on-overflow",
  severity: "warning",
  title: { en: "Full accept queue answered with resets", "zh-cn": "全连接队列满时发送复位" },
  documentation: {
    en: `With \`net.ipv4.tcp_abort_on_overflow\` on, a client that completes the handshake while the accept queue is full gets a reset ("connection reset by peer"). With 0 the kernel ignores that ACK and repeats its SYN-ACK; if the program calls \`accept()\` in time the client notices a delay and nothing else.

So 1 turns each short burst into errors without adding capacity. It makes sense only where clients try another server at once. Set 0 and lengthen the queue: \`net.core.somaxconn\` and the program's own backlog. \`nstat -az TcpExtListenOverflows\` counts the cases. Source: tcp_check_req() in net/ipv4/tcp_minisocks.c.`,
    "zh-cn": `打开 \`net.ipv4.tcp_abort_on_overflow\` 后，客户端完成三次握手时如果全连接队列已满，就会收到复位（“connection reset by peer”）。设成 0 时，内核忽略这个 ACK 并重发 SYN-ACK；只要程序及时调用 \`accept()\`，客户端只会感到一点延迟。

所以 1 会把每次短暂的突发变成错误，却不增加任何容量。只有客户端会马上换一台服务器时它才有意义。请设成 0，并加长队列：\`net.core.somaxconn\` 和程序自己的 backlog。\`nstat -az TcpExtListenOverflows\` 统计发生的次数。来源：net/ipv4/tcp_minisocks.c 的 tcp_check_req()。`,
  },
  reads: [ABORT],
  examples: {
    bad: [
      "net.ipv4.tcp_abort_on_overflow = 1",
      "net.ipv4.tcp_abort_on_overflow = 0\nnet.ipv4.tcp_abort_on_overflow = 1",
      "net/ipv4/tcp_abort_on_overflow=1 # fail fast",
    ],
    good: [
      "net.ipv4.tcp_abort_on_overflow = 0",
      "net.ipv4.tcp_abort_on_overflow = 1\nnet.ipv4.tcp_abort_on_overflow = 0",
      "net.ipv4.tcp_abort_on_overflow = yes",
      "net.core.somaxconn = 1024",
    ],
  },
  check(context) {
    const on = written(context, ABORT, 1, 255);
    if (!on) return;
    context.report({
      at: valueSpan(on.line),
      message: {
        en: "Clients that connect while the accept queue is full get a reset instead of a short wait: every burst becomes errors. Set 0 and lengthen the queue (net.core.somaxconn and the program's backlog).",
        "zh-cn": "全连接队列满时，连上来的客户端会收到复位，而不是稍等片刻：每次突发都变成错误。请设成 0，并加长队列（net.core.somaxconn 和程序的 backlog）。",
      },
      fixes: (document) => setFixes(document, context, on.line, ABORT, 0),
    });
  },
});
