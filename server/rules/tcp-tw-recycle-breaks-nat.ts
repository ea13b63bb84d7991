import { removeLineFix } from "./edits.ts";
import { defineRule, keySpan } from "./rule.ts";
import { setFixes } from "./set-parameter.ts";
import { written } from "./written.ts";

const RECYCLE = "net.ipv4.tcp_tw_recycle";
const TIMESTAMPS = "net.ipv4.tcp_timestamps";

export default defineRule({
  name: "tcp-tw-recycle-breaks-nat",
  severity: "warning",
  title: { en: "TIME-WAIT recycling drops clients behind NAT", "zh-cn": "TIME-WAIT 快速回收会丢弃 NAT 后面的客户端" },
  documentation: {
    en: `With \`net.ipv4.tcp_tw_recycle\` the kernel remembers the last TCP timestamp of each remote *address* and, for 60 seconds, drops every SYN from there that carries an older one. Behind NAT many machines share an address and each has a timestamp clock of its own, so some of them cannot connect, at random. Since Linux 4.10 every connection starts its timestamps at a random offset, which breaks even single clients.

Set 0. A TIME-WAIT entry costs about 250 bytes and keeps no client out; if it is ports for *outgoing* connections that run out, use \`net.ipv4.tcp_tw_reuse\`. Linux 4.12 removed the parameter (see \`removed-parameter\`). \`nstat -az TcpExtPAWSPassive\` counts the dropped SYNs. With \`net.ipv4.tcp_timestamps = 0\` nothing is recycled and nothing dropped. Source: tcp_conn_request() in net/ipv4/tcp_input.c and tcp_peer_is_proven() in net/ipv4/tcp_metrics.c, before 4.12.`,
    "zh-cn": `\`net.ipv4.tcp_tw_recycle\` 打开后，内核会记住每个远端*地址*最后的 TCP 时间戳，并在 60 秒内丢弃来自该地址、时间戳更旧的 SYN。NAT 后面的很多机器共用一个地址，各有各的时间戳时钟，于是其中一些会随机地连不上。从 Linux 4.10 起，每个连接的时间戳都有随机偏移，单台客户端也会受影响。

请设成 0。一条 TIME-WAIT 只占约 250 字节，也不会挡住客户端；如果是*主动发起*连接的端口不够用，请用 \`net.ipv4.tcp_tw_reuse\`。Linux 4.12 移除了这个参数（见 \`removed-parameter\`）。\`nstat -az TcpExtPAWSPassive\` 统计被丢弃的 SYN。\`net.ipv4.tcp_timestamps = 0\` 时既不回收，也不丢弃。来源：4.12 之前 net/ipv4/tcp_input.c 的 tcp_conn_request() 和 net/ipv4/tcp_metrics.c 的 tcp_peer_is_proven()。`,
  },
  reads: [RECYCLE, TIMESTAMPS],
  examples: {
    bad: [
      { text: "net.ipv4.tcp_tw_recycle = 1", kernel: "3.10" },
      { text: "net.ipv4.tcp_tw_recycle = 1\nnet.ipv4.tcp_timestamps = 1", kernel: "4.9" },
      { text: "net.ipv4.tcp_tw_recycle = 0\nnet.ipv4.tcp_tw_recycle = 1 # fast", kernel: "4.11" },
    ],
    good: [
      "net.ipv4.tcp_tw_recycle = 1",
      { text: "net.ipv4.tcp_tw_recycle = 1", kernel: "4.12" },
      { text: "net.ipv4.tcp_tw_recycle = 0", kernel: "3.10" },
      { text: "net.ipv4.tcp_tw_recycle = 1\nnet.ipv4.tcp_tw_recycle = 0", kernel: "3.10" },
      { text: "net.ipv4.tcp_timestamps = 0\nnet.ipv4.tcp_tw_recycle = 1", kernel: "3.10" },
      { text: "net.ipv4.tcp_tw_reuse = 1", kernel: "3.10" },
    ],
  },
  check(context) {
    const { target, number, report } = context;
    if (target.kernel >= 4_012_000 || number(TIMESTAMPS) === 0) return;
    const recycle = written(context, RECYCLE, -2_147_483_648);
    if (!recycle || recycle.value === 0) return;
    report({
      at: keySpan(recycle.line),
      message:
        target.kernel < 4_010_000
          ? {
              en: "Drops clients at random: those behind one NAT address have different timestamp clocks, and a SYN that looks older is refused for 60 s. Set 0; a TIME-WAIT entry costs 250 bytes and keeps nobody out.",
              "zh-cn":
                "会随机丢弃客户端：同一 NAT 地址后面的机器时间戳时钟各不相同，看起来更旧的 SYN 在 60 秒内都会被拒绝。请设成 0；一条 TIME-WAIT 只占约 250 字节，也不会挡住谁。",
            }
          : {
              en: "Drops clients at random: since 4.10 every connection has its own timestamp offset, and a SYN that looks older than the last one from its address is refused. Set 0; TIME-WAIT entries are cheap.",
              "zh-cn":
                "会随机丢弃客户端：从 4.10 起每个连接的时间戳都有自己的偏移，看起来比同一地址上一个连接更旧的 SYN 会被拒绝。请设成 0；TIME-WAIT 的代价很小。",
            },
      fixes: (document) => [...setFixes(document, context, recycle.line, RECYCLE, 0), removeLineFix(document, recycle.line)],
    });
  },
});
