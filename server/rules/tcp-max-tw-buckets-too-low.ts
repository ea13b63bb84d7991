import { grouped } from "../catalogue/number.ts";
import { oneDecimal, TIME_WAIT_SECONDS } from "./arithmetic.ts";
import { removeLineFix } from "./edits.ts";
import { defineRule, valueSpan } from "./rule.ts";
import { written } from "./written.ts";

const BUCKETS = "net.ipv4.tcp_max_tw_buckets";
/** What a host with 4 GiB of memory starts with. */
const ORDINARY = 16_384;

export default defineRule({
  name: "tcp-max-tw-buckets-too-low",
  severity: "warning",
  title: { en: "Too few TIME-WAIT entries", "zh-cn": "TIME-WAIT 条目上限太低" },
  documentation: {
    en: `Above \`net.ipv4.tcp_max_tw_buckets\` a connection that closes skips TIME-WAIT and is forgotten at once. TIME-WAIT keeps late packets of an old connection out of a new one with the same ports, and repeats the last ACK if the peer missed it. A low limit makes the number in \`ss -s\` look better by breaking exactly this.

Each entry lasts ${TIME_WAIT_SECONDS} seconds, so the limit is reached at value / ${TIME_WAIT_SECONDS} connections that this host closes first in a second: 5000 means 83. An entry costs about 250 bytes; 100,000 are 25 MB. The limit is there against attacks on memory, and the kernel chooses it by memory: ${grouped(ORDINARY)} with 4 GiB, 262,144 from 64 GiB on. Remove the line, or raise it if \`nstat -az TcpExtTCPTimeWaitOverflow\` grows. Values below ${grouped(ORDINARY)} are reported. Source: inet_twsk_alloc() in net/ipv4/inet_timewait_sock.c, tcp_time_wait() in net/ipv4/tcp_minisocks.c; with 10 in force, 40 of 50 closed connections skipped TIME-WAIT on 6.18.`,
    "zh-cn": `TIME-WAIT 的数量达到 \`net.ipv4.tcp_max_tw_buckets\` 后，再关闭的连接会跳过 TIME-WAIT，立刻被遗忘。TIME-WAIT 防止旧连接迟到的报文混进端口相同的新连接，并在对端没收到最后一个 ACK 时重发。上限太低会让 \`ss -s\` 里的数字好看，代价正是这些保护。

每条持续 ${TIME_WAIT_SECONDS} 秒，所以本机每秒先关闭的连接超过 值 / ${TIME_WAIT_SECONDS} 就会达到上限：5000 意味着 83 个。一条约占 250 字节，100,000 条是 25 MB。这个上限用来防止内存被攻击耗尽，内核按内存大小选择：4 GiB 时 ${grouped(ORDINARY)}，64 GiB 起 262,144。请删掉这一行；如果 \`nstat -az TcpExtTCPTimeWaitOverflow\` 在增长，就调高。低于 ${grouped(ORDINARY)} 时报告。来源：net/ipv4/inet_timewait_sock.c 的 inet_twsk_alloc()、net/ipv4/tcp_minisocks.c 的 tcp_time_wait()；在 6.18 上设成 10，关闭的 50 个连接里有 40 个跳过了 TIME-WAIT。`,
  },
  reads: [BUCKETS],
  examples: {
    bad: [
      "net.ipv4.tcp_max_tw_buckets = 5000",
      "net.ipv4.tcp_max_tw_buckets = 6000 # fewer",
      "net.ipv4.tcp_max_tw_buckets = 0",
      "net/ipv4/tcp_max_tw_buckets = 16383",
    ],
    good: [
      "net.ipv4.tcp_max_tw_buckets = 16384",
      "net.ipv4.tcp_max_tw_buckets = 1440000",
      "net.ipv4.tcp_max_tw_buckets = 5000\nnet.ipv4.tcp_max_tw_buckets = 262144",
      "net.ipv4.tcp_max_tw_buckets = 5k",
      "net.ipv4.tcp_max_tw_buckets = -1",
    ],
  },
  check(context) {
    const buckets = written(context, BUCKETS, 0, ORDINARY - 1);
    if (!buckets) return;
    const { line, value } = buckets;
    const rate = value < 600 ? oneDecimal(value / TIME_WAIT_SECONDS) : Math.floor(value / TIME_WAIT_SECONDS);
    context.report({
      at: valueSpan(line),
      message: {
        en: `Full at ${rate} closed connections a second (${grouped(value)} / ${TIME_WAIT_SECONDS} s); further ones skip TIME-WAIT, and late packets can hit new connections. A host with 4 GiB allows ${grouped(ORDINARY)} by itself: remove the line.`,
        "zh-cn": `每秒关闭 ${rate} 个连接就满了（${grouped(value)} / ${TIME_WAIT_SECONDS} 秒）；再关闭的连接会跳过 TIME-WAIT，迟到的报文可能混进新连接。4 GiB 内存的主机默认就有 ${grouped(ORDINARY)}：请删掉这一行。`,
      },
      fixes: (document) => [removeLineFix(document, line)],
    });
  },
});
