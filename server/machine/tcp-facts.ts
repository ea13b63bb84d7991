import type { Text } from "../locale.ts";
import type { TcpState } from "./sockets.ts";

/** What is told of a state, a limit or a counter, and the parameters that decide about it. */
interface Fact {
  readonly meaning: Text;
  /** Keys of the catalogue, the one to look at first first. */
  readonly parameters: readonly string[];
}

function fact(meaning: Text, ...parameters: string[]): Fact {
  return { meaning, parameters };
}

/** In the order in which connections pass through them: those who ask, those who are asked, the two ways to end. */
export const STATE_FACTS: ReadonlyMap<TcpState, Fact> = new Map<TcpState, Fact>([
  ["LISTEN", fact({ en: "Waits for connections.", "zh-cn": "等待连接。" }, "net.core.somaxconn")],
  ["SYN-SENT", fact({ en: "connect() called, no answer yet.", "zh-cn": "已调用 connect()，还没有收到回应。" }, "net.ipv4.tcp_syn_retries")],
  [
    "SYN-RECV",
    fact(
      { en: "Half open: the SYN is answered, the last step of the handshake is missing.", "zh-cn": "半连接：已回应 SYN，还差三次握手的最后一步。" },
      "net.ipv4.tcp_synack_retries",
      "net.ipv4.tcp_max_syn_backlog",
      "net.ipv4.tcp_syncookies",
    ),
  ],
  ["ESTABLISHED", fact({ en: "Open in both directions.", "zh-cn": "两个方向都可以传输。" }, "net.ipv4.tcp_keepalive_time")],
  [
    "FIN-WAIT-1",
    fact(
      {
        en: "Closed here; the other side has not confirmed it.",
        "zh-cn": "本端已关闭，对端还没有确认。",
      },
      "net.ipv4.tcp_orphan_retries",
      "net.ipv4.tcp_max_orphans",
    ),
  ],
  [
    "FIN-WAIT-2",
    fact(
      {
        en: "Closed here and confirmed; the other side has not closed. The time-out holds once no process owns it.",
        "zh-cn": "本端已关闭并得到确认，对端还没有关闭。没有进程持有之后，超时才起作用。",
      },
      "net.ipv4.tcp_fin_timeout",
    ),
  ],
  ["CLOSING", fact({ en: "Both sides closed at the same time.", "zh-cn": "两端同时关闭。" }, "net.ipv4.tcp_orphan_retries")],
  [
    "TIME-WAIT",
    fact(
      {
        en: "Ended by this side; kept for 60 seconds, which no parameter changes.",
        "zh-cn": "由本端先关闭，已经结束；保留 60 秒，没有参数能改变这个时间。",
      },
      "net.ipv4.tcp_max_tw_buckets",
      "net.ipv4.tcp_tw_reuse",
    ),
  ],
  [
    "CLOSE-WAIT",
    fact({
      en: "The other side has closed; a program here has yet to. No parameter ends it: many of them are a fault of that program.",
      "zh-cn": "对端已关闭，本机的程序还没有关闭。没有参数能结束它；数量很多，说明是程序的问题。",
    }),
  ],
  [
    "LAST-ACK",
    fact(
      { en: "Closed by the other side, then here; the last confirmation is missing.", "zh-cn": "对端先关闭，本端随后关闭，还差最后的确认。" },
      "net.ipv4.tcp_orphan_retries",
    ),
  ],
  ["CLOSE", fact({ en: "Not connected: bound, or about to go.", "zh-cn": "没有连接：只绑定了地址，或即将消失。" })],
]);

export interface LimitFact extends Fact {
  readonly name: Text;
  /** Where the count stands: a name in the counters, or a path below /proc/sys. */
  readonly count: string;
  /** The parameter that limits it, and which of its numbers. */
  readonly limit: string;
  readonly position: number;
  /** A number of the same parameter from which the kernel is under pressure. */
  readonly pressure?: number;
  readonly unit?: "pages";
}

export const LIMITS: readonly LimitFact[] = [
  {
    name: { en: "TIME-WAIT entries", "zh-cn": "TIME-WAIT 条目" },
    count: "TCP.tw",
    limit: "net.ipv4.tcp_max_tw_buckets",
    position: 0,
    meaning: {
      en: "Beyond the limit connections end without TIME-WAIT, which may let old segments into new connections. FIN-WAIT-2 without an owner counts too.",
      "zh-cn": "超过上限后，连接不经 TIME-WAIT 直接结束，旧报文可能混入新连接。没有进程持有的 FIN-WAIT-2 也算在内。",
    },
    parameters: ["net.ipv4.tcp_max_tw_buckets"],
  },
  {
    name: { en: "Orphans", "zh-cn": "孤儿连接" },
    count: "TCP.orphan",
    limit: "net.ipv4.tcp_max_orphans",
    position: 0,
    meaning: {
      en: "Connections that no process owns. Beyond the limit they are reset at once. Counted for the whole machine.",
      "zh-cn": "没有进程持有的连接。超过上限后立即复位。按整台机器统计。",
    },
    parameters: ["net.ipv4.tcp_max_orphans", "net.ipv4.tcp_orphan_retries"],
  },
  {
    name: { en: "TCP memory", "zh-cn": "TCP 内存" },
    count: "TCP.mem",
    limit: "net.ipv4.tcp_mem",
    position: 2,
    pressure: 1,
    unit: "pages",
    meaning: {
      en: "Memory of all TCP sockets of the machine. From the second number on buffers shrink, at the third connections fail.",
      "zh-cn": "整台机器所有 TCP 套接字占用的内存。达到第二个数时缓冲区开始收缩，达到第三个数时连接会失败。",
    },
    parameters: ["net.ipv4.tcp_mem", "net.ipv4.tcp_rmem", "net.ipv4.tcp_wmem"],
  },
  {
    name: { en: "Tracked connections", "zh-cn": "跟踪的连接" },
    count: "net/netfilter/nf_conntrack_count",
    limit: "net.netfilter.nf_conntrack_max",
    position: 0,
    meaning: {
      en: "When the table is full, packets of new connections are dropped.",
      "zh-cn": "跟踪表满了之后，新连接的数据包会被丢弃。",
    },
    parameters: [
      "net.netfilter.nf_conntrack_max",
      "net.netfilter.nf_conntrack_buckets",
      "net.netfilter.nf_conntrack_tcp_timeout_established",
      "net.netfilter.nf_conntrack_tcp_timeout_time_wait",
    ],
  },
];

export interface CounterFact extends Fact {
  /** Name in the counters: "TcpExt.ListenOverflows". */
  readonly counter: string;
}

function counter(name: string, meaning: Text, ...parameters: string[]): CounterFact {
  return { counter: name, ...fact(meaning, ...parameters) };
}

/** Which parameter decides is read off the place where the kernel counts; it is named in each comment. */
export const COUNTERS: readonly CounterFact[] = [
  // net/ipv4/tcp_ipv4.c tcp_v4_syn_recv_sock, tcp_input.c tcp_conn_request: sk_acceptq_is_full.
  counter(
    "TcpExt.ListenOverflows",
    {
      en: "The accept queue of a listener was full: its program accepts too slowly, or the queue is too short. Its length is the smaller of listen()'s backlog and somaxconn.",
      "zh-cn": "监听套接字的全连接队列满了：程序 accept 太慢，或者队列太短。队列长度取 listen() 的 backlog 与 somaxconn 中较小的。",
    },
    "net.core.somaxconn",
    "net.ipv4.tcp_abort_on_overflow",
  ),
  // include/net/tcp.h tcp_listendrop: every SYN or last ACK that a listener lets go.
  counter(
    "TcpExt.ListenDrops",
    {
      en: "SYNs and last steps of handshakes that listeners dropped, for any reason; overflows are among them.",
      "zh-cn": "监听套接字因各种原因丢弃的 SYN 和握手最后一步，包括队列溢出。",
    },
    "net.core.somaxconn",
    "net.ipv4.tcp_max_syn_backlog",
    "net.ipv4.tcp_syncookies",
  ),
  // tcp_input.c tcp_syn_flood_action, called when inet_csk_reqsk_queue_is_full: sk_max_ack_backlog.
  counter(
    "TcpExt.TCPReqQFullDrop",
    { en: "The SYN queue was full and SYN cookies were off: the SYN was dropped.", "zh-cn": "半连接队列满了，而 SYN Cookie 关闭：SYN 被丢弃。" },
    "net.ipv4.tcp_syncookies",
    "net.core.somaxconn",
  ),
  counter(
    "TcpExt.TCPReqQFullDoCookies",
    { en: "The SYN queue was full, and a SYN cookie stood in.", "zh-cn": "半连接队列满了，改用 SYN Cookie。" },
    "net.core.somaxconn",
    "net.ipv4.tcp_syncookies",
  ),
  // include/net/tcp.h cookie_init_sequence.
  counter("TcpExt.SyncookiesSent", { en: "SYNs answered with a cookie.", "zh-cn": "用 Cookie 回应的 SYN。" }, "net.ipv4.tcp_syncookies", "net.core.somaxconn"),
  // net/ipv4/syncookies.c cookie_tcp_check.
  counter(
    "TcpExt.SyncookiesRecv",
    { en: "Valid cookies that came back: real clients.", "zh-cn": "收回的有效 Cookie：真实的客户端。" },
    "net.ipv4.tcp_syncookies",
  ),
  counter(
    "TcpExt.SyncookiesFailed",
    { en: "Answers whose cookie is not valid: too late, or forged.", "zh-cn": "Cookie 无效的回应：来得太晚，或是伪造的。" },
    "net.ipv4.tcp_syncookies",
  ),
  // net/ipv4/tcp_minisocks.c tcp_time_wait: no entry to be had, mostly because of the limit.
  counter(
    "TcpExt.TCPTimeWaitOverflow",
    { en: "Connections that ended without TIME-WAIT because there were too many entries.", "zh-cn": "条目太多，没有经过 TIME-WAIT 就结束的连接。" },
    "net.ipv4.tcp_max_tw_buckets",
  ),
  // tcp_input.c tcp_prune_queue: sk_rmem_alloc against sk_rcvbuf, or memory pressure.
  counter(
    "TcpExt.PruneCalled",
    { en: "A receive buffer was full and had to be tidied up.", "zh-cn": "接收缓冲区满了，需要整理。" },
    "net.ipv4.tcp_rmem",
    "net.ipv4.tcp_mem",
  ),
  counter(
    "TcpExt.RcvPruned",
    { en: "Tidying up did not help: received segments were dropped.", "zh-cn": "整理之后仍然不够：丢弃了收到的报文段。" },
    "net.ipv4.tcp_rmem",
    "net.ipv4.tcp_mem",
  ),
  counter(
    "TcpExt.OfoPruned",
    { en: "Segments that came out of order were dropped for want of room.", "zh-cn": "空间不够，丢弃了乱序到达的报文段。" },
    "net.ipv4.tcp_rmem",
    "net.ipv4.tcp_mem",
  ),
  // net/ipv4/tcp_ipv4.c tcp_add_backlog: twice sk_rcvbuf, half of sk_sndbuf and 64 KiB.
  counter(
    "TcpExt.TCPBacklogDrop",
    {
      en: "Segments dropped because the program held its socket locked while too many came.",
      "zh-cn": "程序占用套接字期间到达的报文段太多，超出的被丢弃。",
    },
    "net.ipv4.tcp_rmem",
    "net.ipv4.tcp_wmem",
  ),
  // net/ipv4/tcp.c tcp_enter_memory_pressure: the second number of tcp_mem.
  counter(
    "TcpExt.TCPMemoryPressures",
    { en: "TCP of the whole machine came under memory pressure.", "zh-cn": "整台机器的 TCP 进入内存压力状态。" },
    "net.ipv4.tcp_mem",
  ),
  // tcp_timer.c tcp_out_of_resources, tcp.c __tcp_close: tcp_check_oom.
  counter(
    "TcpExt.TCPAbortOnMemory",
    { en: "Orphans reset: too many of them, or no memory.", "zh-cn": "孤儿连接太多或内存不足，被复位。" },
    "net.ipv4.tcp_max_orphans",
    "net.ipv4.tcp_mem",
  ),
  // net/ipv4/tcp.c tcp_done, in SYN-SENT.
  counter(
    "Tcp.AttemptFails",
    {
      en: "Connections that did not come about: refused, reset, or given up after the retries.",
      "zh-cn": "没有建立成功的连接：被拒绝、被复位，或重试之后放弃。",
    },
    "net.ipv4.tcp_syn_retries",
  ),
  // net/netfilter/nf_conntrack_core.c nf_conntrack_in, __nf_conntrack_alloc.
  counter(
    "nf_conntrack.drop",
    {
      en: "Packets dropped because their connection could not be tracked, mostly because the table was full.",
      "zh-cn": "连接无法跟踪而丢弃的数据包，多半是因为跟踪表满了。",
    },
    "net.netfilter.nf_conntrack_max",
  ),
  counter(
    "nf_conntrack.early_drop",
    { en: "Tracked connections given up early to make room for new ones.", "zh-cn": "为了给新连接腾出位置，提前放弃的跟踪条目。" },
    "net.netfilter.nf_conntrack_max",
  ),
  // net/core/dev.c enqueue_to_backlog.
  counter(
    "softnet.dropped",
    { en: "Received packets dropped because a CPU's backlog was full.", "zh-cn": "某个 CPU 的积压队列满了，丢弃了收到的数据包。" },
    "net.core.netdev_max_backlog",
  ),
  // net/core/dev.c net_rx_action.
  counter(
    "softnet.time_squeeze",
    {
      en: "Receiving was interrupted with packets left, because budget or time had run out.",
      "zh-cn": "预算或时间用完，接收被打断，还有数据包没处理。",
    },
    "net.core.netdev_budget",
    "net.core.netdev_budget_usecs",
  ),
];
