import { oneDecimal, TIME_WAIT_SECONDS } from "../rules/arithmetic.ts";
import { amount, type LifecycleContext, numberOf, present, within } from "./context.ts";
import type { LimitView } from "./model.ts";
import { ORPHAN, SYNACK_RETRIES } from "./waits.ts";

export const SOMAXCONN = "net.core.somaxconn";
export const SYN_BACKLOG = "net.ipv4.tcp_max_syn_backlog";
export const COOKIES = "net.ipv4.tcp_syncookies";
export const ABORT = "net.ipv4.tcp_abort_on_overflow";
export const MAX_ORPHANS = "net.ipv4.tcp_max_orphans";
export const TW_BUCKETS = "net.ipv4.tcp_max_tw_buckets";

/** Queues and numbers of entries, in the order in which a connection meets them. */
export function limitsOf(context: LifecycleContext): LimitView[] {
  return [synQueue(context), acceptQueue(context), orphans(context), timeWaitEntries(context)];
}

/**
 * How many half-open connections a listener holds that asks for a backlog of at least somaxconn; NaN where not known.
 * Measured on 6.18. Source: inet_csk_reqsk_queue_is_full() in include/net/inet_connection_sock.h, tcp_conn_request() in
 * net/ipv4/tcp_input.c; before 4.4 reqsk_queue_alloc() in net/core/request_sock.c.
 */
function synQueueLimit(context: LifecycleContext): number {
  const [somaxconn, backlog] = [numberOf(context, SOMAXCONN), numberOf(context, SYN_BACKLOG)];
  if (!(somaxconn >= 0 && backlog >= 0)) return Number.NaN;
  const queue = context.kernel >= 4_004_000 ? somaxconn + 1 : powerOfTwoAbove(Math.max(8, Math.min(somaxconn, backlog)));
  // Without cookies the last quarter of tcp_max_syn_backlog is kept for addresses seen before.
  return numberOf(context, COOKIES) === 0 ? Math.min(queue, backlog - Math.floor(backlog / 4) + 1) : queue;
}

function powerOfTwoAbove(value: number): number {
  let power = 1;
  while (power <= value) power *= 2;
  return power;
}

function synQueue(context: LifecycleContext): LimitView {
  const { say } = context;
  const cookies = numberOf(context, COOKIES);
  const limit = synQueueLimit(context);
  return {
    id: "syn-queue",
    title: say({ en: "SYN queue", "zh-cn": "半连接队列" }),
    limit: cookies === 2 ? "0" : amount(limit),
    sentence:
      cookies === 2
        ? say({ en: "Not used: every SYN is answered with a cookie.", "zh-cn": "不使用：每个 SYN 都用 Cookie 回应。" })
        : say({
            en: "Half-open connections of one listener at most, if the program asks for a backlog that long.",
            "zh-cn": "一个监听者最多容纳的半连接数，前提是程序要求的 backlog 有这么长。",
          }),
    full:
      cookies === 0
        ? say({
            en: "New SYNs are dropped; clients try again after a second. SYN cookies are off.",
            "zh-cn": "新的 SYN 被丢弃，客户端一秒后重试。SYN Cookie 已关闭。",
          })
        : say({
            en: "New clients get a SYN cookie: they still connect, without an entry in the queue.",
            "zh-cn": "新客户端得到 SYN Cookie：仍能连上，不占队列。",
          }),
    counter: cookies === 0 ? "TcpExtTCPReqQFullDrop" : "TcpExtTCPReqQFullDoCookies",
    keys: present(context, [SOMAXCONN, SYN_BACKLOG, COOKIES]),
  };
}

function acceptQueue(context: LifecycleContext): LimitView {
  const { say } = context;
  const retries = numberOf(context, SYNACK_RETRIES);
  const abort = numberOf(context, ABORT);
  return {
    id: "accept-queue",
    title: say({ en: "Accept queue", "zh-cn": "全连接队列" }),
    limit: amount(numberOf(context, SOMAXCONN) + 1),
    sentence: say({
      en: "Finished connections that may wait for accept(), if the program asks for a backlog that long.",
      "zh-cn": "等待 accept() 的已完成连接数上限，前提是程序要求的 backlog 有这么长。",
    }),
    full:
      abort === 0
        ? say({
            en: `New SYNs and the last ACK of a handshake are dropped; the SYN-ACK is sent again, up to ${retries} times.`,
            "zh-cn": `新的 SYN 和握手的最后一个 ACK 被丢弃；SYN-ACK 最多重发 ${retries} 次。`,
          })
        : say({
            en: "New SYNs are dropped; a client that has just finished its handshake gets a reset.",
            "zh-cn": "新的 SYN 被丢弃；刚完成握手的客户端收到复位。",
          }),
    counter: "TcpExtListenOverflows",
    keys: present(context, [SOMAXCONN, ABORT]),
  };
}

function orphans(context: LifecycleContext): LimitView {
  const { say } = context;
  return {
    id: "orphans",
    title: say({ en: "Orphaned connections", "zh-cn": "孤儿连接" }),
    limit: amount(numberOf(context, MAX_ORPHANS)),
    sentence: say({
      en: "Closed by their program, still sending; on the whole machine.",
      "zh-cn": "程序已关闭、仍在发送的连接；整台机器合计。",
    }),
    full: say({
      en: "close() resets the connection, and what was not sent yet is lost. The log says “too many orphaned sockets”.",
      "zh-cn": "close() 直接复位连接，未发完的数据丢失。日志出现“too many orphaned sockets”。",
    }),
    counter: "TcpExtTCPAbortOnMemory",
    keys: present(context, [MAX_ORPHANS, ORPHAN]),
  };
}

function timeWaitEntries(context: LifecycleContext): LimitView {
  const { say } = context;
  const limit = numberOf(context, TW_BUCKETS);
  const rate = perSecond(limit);
  return {
    id: "tw-buckets",
    title: say({ en: "TIME-WAIT entries", "zh-cn": "TIME-WAIT 条目" }),
    limit: amount(limit),
    sentence: say({
      en: `Reached at ${rate} connections a second that this host closes first (÷ ${TIME_WAIT_SECONDS} s).`,
      "zh-cn": `本机每秒先关闭 ${rate} 个连接时达到（÷ ${TIME_WAIT_SECONDS} 秒）。`,
    }),
    full: say({
      en: "Further connections skip TIME-WAIT: late packets of one can reach the next on the same ports.",
      "zh-cn": "再关闭的连接跳过 TIME-WAIT：迟到的报文可能混进同样端口上的下一个连接。",
    }),
    counter: "TcpExtTCPTimeWaitOverflow",
    keys: present(context, [TW_BUCKETS]),
  };
}

/** How many a second `count` entries of a minute allow. */
export function perSecond(count: number, seconds = TIME_WAIT_SECONDS): string {
  const rate = count / seconds;
  return within(rate, 0, 9.95) ? String(oneDecimal(rate)) : amount(Math.floor(rate));
}
