import { sizeText } from "./arithmetic.ts";
import { isIn } from "./companion.ts";
import { replaceValue } from "./edits.ts";
import { defineRule, valueSpan } from "./rule.ts";
import { written } from "./written.ts";

const RECEIVE = "net.core.rmem_default";
const SEND = "net.core.wmem_default";
const HUGE = 4_194_304;
/** The default since 3.4; before that it depended on the size of a packet buffer and was a little smaller. */
const NORMAL = 212_992;

export default defineRule({
  name: "default-buffer-huge",
  severity: "warning",
  title: { en: "Megabytes of buffer for every UDP and raw socket", "zh-cn": "每个 UDP 和 raw 套接字都有几兆缓冲区" },
  documentation: {
    en: "`net.core.rmem_default` and `net.core.wmem_default` are for sockets whose protocol has no default of its own: UDP, raw, packet, netlink, and Unix sockets for sending. TCP does not use them (it starts with the second number of `tcp_rmem` and `tcp_wmem`), so the usual reason for 4 MiB and more, faster TCP, does not hold. What they do: any socket that nobody reads may tie up that much memory, and below a slow link or shaper that much waits unsent. Keep the default (208 KiB), raise `rmem_max` and let the one program that needs it ask for more. Source: sock_init_data() in net/core/sock.c, tcp_init_sock() in net/ipv4/tcp.c.",
    "zh-cn":
      "`net.core.rmem_default` 和 `net.core.wmem_default` 用于协议本身没有默认值的套接字：UDP、raw、packet、netlink，以及 Unix 套接字的发送方向。TCP 不用它们（它从 `tcp_rmem`、`tcp_wmem` 的第二个数开始），所以写 4 MiB 以上的常见理由“让 TCP 更快”并不成立。实际后果是：任何没人读的套接字都可能占住这么多内存，慢速链路或整形器前也会积压这么多未发数据。请保留默认值（208 KiB），调高 `rmem_max`，让真正需要的程序自己去要。来源：net/core/sock.c 的 sock_init_data()，net/ipv4/tcp.c 的 tcp_init_sock()。",
  },
  reads: [RECEIVE, SEND],
  examples: {
    bad: [
      "net.core.rmem_default = 8388608",
      "net.core.wmem_default = 16777216",
      "net.core.rmem_default = 8388608\nnet.core.wmem_default = 8388608",
      "net.core.rmem_default = 268435456  # 64 MB",
    ],
    good: [
      "net.core.rmem_default = 1048576",
      "net.core.rmem_max = 16777216",
      "net.ipv4.tcp_rmem = 4096 8388608 16777216",
      "net.core.rmem_default = 8388608\nnet.core.rmem_default = 262144",
      "net.core.rmem_default = 8M",
    ],
  },
  check(context) {
    const receive = written(context, RECEIVE, HUGE);
    const send = written(context, SEND, HUGE);
    const found = receive ?? send;
    if (!found) return;
    const size = sizeText(found.value);
    const all = sizeText(128 * found.value);
    context.report({
      at: valueSpan(found.line),
      message: receive
        ? {
            en: `Every UDP and raw socket may hold ${size} of unread packets, 128 of them ${all}; TCP does not use this. Keep ${sizeText(NORMAL)} and raise rmem_max for programs that ask for more.`,
            "zh-cn": `每个 UDP 和 raw 套接字都可以积压 ${size} 未读数据，128 个就是 ${all}；TCP 并不用它。请保留 ${sizeText(NORMAL)}，调高 rmem_max，让需要的程序自己去要。`,
          }
        : {
            en: `Every UDP, raw and Unix socket may have ${size} waiting unsent, which is delay and not speed; TCP does not use this. Keep ${sizeText(NORMAL)} and raise wmem_max for programs that ask for more.`,
            "zh-cn": `每个 UDP、raw 和 Unix 套接字都可以积压 ${size} 未发数据，这只会增加延迟，不会更快；TCP 并不用它。请保留 ${sizeText(NORMAL)}，调高 wmem_max，让需要的程序自己去要。`,
          },
      ...(receive && send
        ? {
            related: [
              {
                at: valueSpan(send.line),
                message: { en: `The same for sending: ${sizeText(send.value)}`, "zh-cn": `发送方向也一样：${sizeText(send.value)}` },
              },
            ],
          }
        : {}),
      fixes: (document) => [
        {
          title: { en: `Write ${NORMAL}, the default`, "zh-cn": `改成默认值 ${NORMAL}` },
          edits: [receive, send].flatMap((each) => (each && isIn(document, each.line) ? [replaceValue(each.line, String(NORMAL))] : [])),
        },
      ],
    });
  },
});
