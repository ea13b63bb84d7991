import { TIME_WAIT_SECONDS } from "./arithmetic.ts";
import { type ConfigurationContext, defineRule, keySpan } from "./rule.ts";
import { written } from "./written.ts";

const REUSE = "net.ipv4.tcp_tw_reuse";
const TIMESTAMPS = "net.ipv4.tcp_timestamps";
const RECYCLE = "net.ipv4.tcp_tw_recycle";
const BUCKETS = "net.ipv4.tcp_max_tw_buckets";
/** Written by somebody who tunes listening sockets. */
const LISTENING = ["net.core.somaxconn", "net.ipv4.tcp_max_syn_backlog", "net.ipv4.tcp_synack_retries", "net.ipv4.tcp_abort_on_overflow"];

export default defineRule({
  name: "tcp-tw-reuse-outgoing-only",
  severity: "information",
  title: { en: "TIME-WAIT reuse does nothing for a server", "zh-cn": "TIME-WAIT 重用对服务器端不起作用" },
  documentation: {
    en: `\`net.ipv4.tcp_tw_reuse\` lets \`connect()\` take a local port whose last connection to the same server is in TIME-WAIT. It is looked at for connections that *this host opens*, nowhere else. TIME-WAIT entries of clients that connected to this host keep their ${TIME_WAIT_SECONDS} seconds, and \`ss -s\` shows as many as before.

A server does not need a remedy: an entry costs about 250 bytes, and a client that comes back from the same port is let in at once (tcp_timewait_state_process() in net/ipv4/tcp_minisocks.c). If the number itself is a worry, let the clients close first, or keep connections open. The line is right for a proxy that opens many connections to few backends.

Told only where the file fights the TIME-WAIT entries of a server: it also sets \`net.ipv4.tcp_tw_recycle\` or a small \`net.ipv4.tcp_max_tw_buckets\`, together with parameters of listening sockets. Source: tcp_twsk_unique() in net/ipv4/tcp_ipv4.c, called from __inet_check_established() only.`,
    "zh-cn": `\`net.ipv4.tcp_tw_reuse\` 允许 \`connect()\` 使用这样的本地端口：它到同一服务器的上一个连接还在 TIME-WAIT。只有*本机主动发起*的连接才会看这个参数。客户端连进来后留下的 TIME-WAIT 仍要等满 ${TIME_WAIT_SECONDS} 秒，\`ss -s\` 里的数量也不会变少。

服务器不需要处理：一条 TIME-WAIT 只占约 250 字节，客户端用同一端口再连进来时会立刻放行（net/ipv4/tcp_minisocks.c 的 tcp_timewait_state_process()）。如果在意这个数量，请让客户端先关闭，或者保持长连接。代理要向少数后端发起大量连接时，这一行是对的。

只有文件明显在对付服务器的 TIME-WAIT 时才提示：同时设置了 \`net.ipv4.tcp_tw_recycle\` 或很小的 \`net.ipv4.tcp_max_tw_buckets\`，并且调整了监听套接字的参数。来源：net/ipv4/tcp_ipv4.c 的 tcp_twsk_unique()，只由 __inet_check_established() 调用。`,
  },
  reads: [REUSE, TIMESTAMPS, RECYCLE, BUCKETS, ...LISTENING],
  examples: {
    bad: [
      "net.ipv4.tcp_tw_reuse = 1\nnet.ipv4.tcp_tw_recycle = 1\nnet.ipv4.tcp_max_syn_backlog = 8192",
      "net.core.somaxconn = 1024\nnet.ipv4.tcp_tw_reuse = 1\nnet.ipv4.tcp_max_tw_buckets = 5000",
      { text: "net.ipv4.tcp_tw_recycle = 1\nnet.ipv4.tcp_tw_reuse = 1\nnet.ipv4.tcp_synack_retries = 2", kernel: "3.10" },
    ],
    good: [
      "net.ipv4.tcp_tw_reuse = 1",
      "net.ipv4.tcp_tw_reuse = 1\nnet.ipv4.ip_local_port_range = 1024 65000\nnet.core.somaxconn = 4096",
      "net.ipv4.tcp_tw_reuse = 1\nnet.ipv4.tcp_max_tw_buckets = 1440000\nnet.core.somaxconn = 4096",
      "net.ipv4.tcp_tw_reuse = 1\nnet.ipv4.tcp_max_tw_buckets = 5000",
      "net.ipv4.tcp_tw_reuse = 0\nnet.ipv4.tcp_tw_recycle = 1\nnet.core.somaxconn = 4096",
      "net.ipv4.tcp_tw_reuse = 2\nnet.ipv4.tcp_max_tw_buckets = 5000\nnet.core.somaxconn = 4096",
      "net.ipv4.tcp_tw_reuse = 1\nnet.ipv4.tcp_tw_recycle = 0\nnet.core.somaxconn = 4096",
      "net.ipv4.tcp_tw_reuse = 1\nnet.ipv4.tcp_timestamps = 0\nnet.ipv4.tcp_tw_recycle = 1\nnet.core.somaxconn = 4096",
    ],
  },
  check(context) {
    const { effective, number, report } = context;
    const reuse = written(context, REUSE, 1, 1);
    if (!reuse || number(TIMESTAMPS) === 0 || !fightsTimeWait(context)) return;
    if (!LISTENING.some((key) => effective(key)?.line)) return;
    report({
      at: keySpan(reuse.line),
      message: {
        en: `Only for connections that this host opens: TIME-WAIT entries of its clients keep their ${TIME_WAIT_SECONDS} s. They cost about 250 bytes each and keep no client out, so a server needs no remedy against them.`,
        "zh-cn": `只对本机主动发起的连接有效：客户端连进来后留下的 TIME-WAIT 仍要等满 ${TIME_WAIT_SECONDS} 秒。它们每条只占约 250 字节，也不会挡住客户端，服务器无需对付它们。`,
      },
    });
  },
});

/** Recycling switched on, or fewer entries than a host with 4 GiB allows by itself. */
function fightsTimeWait(context: ConfigurationContext): boolean {
  const recycle = written(context, RECYCLE, -2_147_483_648);
  return (recycle !== undefined && recycle.value !== 0) || written(context, BUCKETS, 0, 16_383) !== undefined;
}
