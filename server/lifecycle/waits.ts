import { TIME_WAIT_SECONDS } from "../rules/arithmetic.ts";
import {
  connectAttempt,
  dataAttempt,
  finWait2Seconds,
  LONGEST_PAUSE,
  ORPHAN_RETRIES,
  orphanAttempt,
  type Retransmissions,
  retriesSeconds,
  synAckAttempt,
} from "../rules/retransmission.ts";
import { type LifecycleContext, numberOf, present, shortTimeIn, timeIn, within } from "./context.ts";
import type { WaitView } from "./model.ts";

export const SYN_RETRIES = "net.ipv4.tcp_syn_retries";
export const LINEAR = "net.ipv4.tcp_syn_linear_timeouts";
export const SYNACK_RETRIES = "net.ipv4.tcp_synack_retries";
export const RETRIES1 = "net.ipv4.tcp_retries1";
export const RETRIES2 = "net.ipv4.tcp_retries2";
export const RTO_MIN = "net.ipv4.tcp_rto_min_us";
const RTO_MAX = "net.ipv4.tcp_rto_max_ms";
export const ORPHAN = "net.ipv4.tcp_orphan_retries";
export const KEEPALIVE = ["net.ipv4.tcp_keepalive_time", "net.ipv4.tcp_keepalive_intvl", "net.ipv4.tcp_keepalive_probes"] as const;
export const FIN_TIMEOUT = "net.ipv4.tcp_fin_timeout";
export const TW_REUSE = "net.ipv4.tcp_tw_reuse";
export const TW_REUSE_DELAY = "net.ipv4.tcp_tw_reuse_delay";
export const TIMESTAMPS = "net.ipv4.tcp_timestamps";

/** The round trip of the path that retransmissions are shown for, in seconds. */
export const ROUND_TRIP = 0.02;

/** How long a connection waits in each state, and what it sends meanwhile. */
export function waitsOf(context: LifecycleContext): WaitView[] {
  return [syn(context), synAck(context), data(context), keepalive(context), orphan(context), finWait2(context), timeWait(context)];
}

/** The pauses grow up to this. */
function longestPause(context: LifecycleContext): number {
  const milliseconds = numberOf(context, RTO_MAX);
  return within(milliseconds, 1_000, 120_000) ? milliseconds / 1_000 : LONGEST_PAUSE;
}

/** The first time-out on the example path: the round trip and what the kernel adds at least. */
function firstPause(context: LifecycleContext): number {
  const microseconds = numberOf(context, RTO_MIN);
  return ROUND_TRIP + (microseconds >= 1 ? microseconds / 1e6 : 0.2);
}

/** Before 3.1 the first SYN and SYN-ACK waited three seconds. */
function handshake(context: LifecycleContext): { first: number; longest: number } {
  return { first: context.kernel < 3_001_000 ? 3 : 1, longest: longestPause(context) };
}

interface Wait {
  readonly id: string;
  readonly title: string;
  readonly states: readonly string[];
  readonly keys: readonly string[];
  /** Undefined: the values have no meaning that could be drawn. */
  readonly attempt: Retransmissions | undefined;
  readonly sentence: string;
  /** What is sent again, and what happens in the end. */
  readonly again: string;
  readonly atEnd: string;
}

function view(context: LifecycleContext, { attempt, again, atEnd, keys, ...wait }: Wait): WaitView {
  const events = (attempt?.sent ?? []).map((at, i) => ({ at: shortTimeIn(context, at), what: `${again} ${i + 1}` }));
  return {
    ...wait,
    keys: present(context, keys),
    sent: attempt?.sent ?? [],
    end: attempt?.end,
    time: attempt ? shortTimeIn(context, attempt.end) : "–",
    events: attempt ? [...events, { at: shortTimeIn(context, attempt.end), what: atEnd }] : [],
  };
}

/** Said in the place of numbers for values that the kernel takes and that mean nothing. */
function noMeaning({ say }: LifecycleContext): string {
  return say({ en: "The kernel takes the value, but nothing sensible follows from it.", "zh-cn": "内核接受这个值，但推不出有意义的结果。" });
}

function syn(context: LifecycleContext): WaitView {
  const { say } = context;
  const retries = numberOf(context, SYN_RETRIES);
  const linear = numberOf(context, LINEAR);
  const { first, longest } = handshake(context);
  const attempt = within(retries, 1, 127) ? connectAttempt(retries, { first, longest, linear: within(linear, 0, 127) ? linear : 0 }) : undefined;
  // The pause before the first one is a second in any case.
  const even = Math.min(linear + 1, attempt?.sent.length ?? 0);
  const extra = linear > 0 && even > 1 ? say({ en: `, the first ${even} a second apart`, "zh-cn": `，前 ${even} 次间隔一秒` }) : "";
  return view(context, {
    id: "syn",
    title: say({ en: "SYN without an answer", "zh-cn": "SYN 没有回应" }),
    states: ["SYN-SENT"],
    keys: [SYN_RETRIES, LINEAR, RTO_MAX],
    attempt,
    sentence: attempt
      ? say({
          en: `connect() fails with ETIMEDOUT after ${timeIn(context, attempt.end)}; the SYN is sent again ${attempt.sent.length} times${extra}.`,
          "zh-cn": `connect() 在 ${timeIn(context, attempt.end)}后以 ETIMEDOUT 失败；SYN 重发 ${attempt.sent.length} 次${extra}。`,
        })
      : noMeaning(context),
    again: "SYN",
    atEnd: say({ en: "connect() fails: ETIMEDOUT", "zh-cn": "connect() 失败：ETIMEDOUT" }),
  });
}

function synAck(context: LifecycleContext): WaitView {
  const { say } = context;
  const retries = numberOf(context, SYNACK_RETRIES);
  const attempt = retries <= 255 ? synAckAttempt(retries, handshake(context)) : undefined;
  return view(context, {
    id: "syn-ack",
    title: say({ en: "SYN-ACK without an answer", "zh-cn": "SYN-ACK 没有回应" }),
    states: ["SYN-RECV"],
    keys: [SYNACK_RETRIES, RTO_MAX],
    attempt,
    sentence: attempt
      ? say({
          en: `A half-open connection leaves the SYN queue after ${timeIn(context, attempt.end)}; sooner while the queue is more than half full.`,
          "zh-cn": `半连接在 ${timeIn(context, attempt.end)}后离开半连接队列；队列超过半满时会更早。`,
        })
      : noMeaning(context),
    again: "SYN-ACK",
    atEnd: say({ en: "dropped from the SYN queue", "zh-cn": "从半连接队列中丢弃" }),
  });
}

function data(context: LifecycleContext): WaitView {
  const { say } = context;
  const [retries, lookAgain] = [numberOf(context, RETRIES2), numberOf(context, RETRIES1)];
  const [first, longest] = [firstPause(context), longestPause(context)];
  const attempt = within(retries, 0, 255) ? dataAttempt(retries, { first, longest }) : undefined;
  const route = within(lookAgain, 0, 255) ? dataAttempt(lookAgain, { first, longest }).end : undefined;
  const early =
    route !== undefined && attempt && route < attempt.end
      ? say({ en: ` From ${timeIn(context, route)} on it looks for another route.`, "zh-cn": `从 ${timeIn(context, route)}起会寻找别的路由。` })
      : "";
  return view(context, {
    id: "data",
    title: say({ en: "Data without an acknowledgment", "zh-cn": "数据没有确认" }),
    states: ["ESTABLISHED", "CLOSE-WAIT"],
    keys: [RETRIES2, RETRIES1, RTO_MIN, RTO_MAX],
    attempt,
    sentence: attempt
      ? say({
          en: `${retries} retries stand for ${timeIn(context, retriesSeconds(retries, longest))}; at the first time-out after that the connection ends with ETIMEDOUT.${early}`,
          "zh-cn": `${retries} 次重传相当于 ${timeIn(context, retriesSeconds(retries, longest))}；之后第一次超时，连接就以 ETIMEDOUT 结束。${early}`,
        })
      : noMeaning(context),
    again: say({ en: "retransmission", "zh-cn": "重传" }),
    atEnd: say({ en: "connection ends: ETIMEDOUT", "zh-cn": "连接结束：ETIMEDOUT" }),
  });
}

function keepalive(context: LifecycleContext): WaitView {
  const { say } = context;
  const [idle = Number.NaN, interval = Number.NaN, count = Number.NaN] = KEEPALIVE.map((key) => numberOf(context, key));
  const probes = Math.max(0, count);
  const sensible = within(idle, 0, 2_147_483) && within(interval, 1, 2_147_483) && probes <= 255;
  const attempt = sensible ? { sent: Array.from({ length: probes }, (_, i) => idle + i * interval), end: idle + probes * interval } : undefined;
  return view(context, {
    id: "keepalive",
    title: say({ en: "Silence, with keepalive on", "zh-cn": "没有数据往来，开启了 keepalive（保活）" }),
    states: ["ESTABLISHED", "CLOSE-WAIT"],
    keys: KEEPALIVE,
    attempt,
    sentence: attempt
      ? say({
          en: `A dead peer is noticed after ${timeIn(context, attempt.end)}: ${timeIn(context, idle)} of silence, then ${probes} × ${timeIn(context, interval)}. Only for sockets with SO_KEEPALIVE.`,
          "zh-cn": `${timeIn(context, attempt.end)}后发现对端已死：先静默 ${timeIn(context, idle)}，再等 ${probes} × ${timeIn(context, interval)}。只对设置了 SO_KEEPALIVE 的套接字有效。`,
        })
      : noMeaning(context),
    again: say({ en: "probe", "zh-cn": "探测" }),
    atEnd: say({ en: "connection ends: ETIMEDOUT", "zh-cn": "连接结束：ETIMEDOUT" }),
  });
}

function orphan(context: LifecycleContext): WaitView {
  const { say } = context;
  const retries = numberOf(context, ORPHAN);
  const attempt = within(retries, 0, 255) ? orphanAttempt(retries, { first: firstPause(context), longest: longestPause(context) }) : undefined;
  const zero = retries === 0 ? say({ en: `0 means ${ORPHAN_RETRIES} here. `, "zh-cn": `0 在这里等于 ${ORPHAN_RETRIES}。` }) : "";
  return view(context, {
    id: "orphan",
    title: say({ en: "FIN without an acknowledgment, no process left", "zh-cn": "FIN 没有确认，已无进程" }),
    states: ["FIN-WAIT-1", "CLOSING", "LAST-ACK"],
    keys: [ORPHAN, RTO_MIN, RTO_MAX],
    attempt,
    sentence: attempt
      ? say({
          en: `${zero}A closed connection whose peer is silent is freed after ${timeIn(context, attempt.end)}.`,
          "zh-cn": `${zero}已关闭而对端不再回应的连接，${timeIn(context, attempt.end)}后释放。`,
        })
      : noMeaning(context),
    again: "FIN",
    atEnd: say({ en: "connection freed", "zh-cn": "连接被释放" }),
  });
}

function finWait2(context: LifecycleContext): WaitView {
  const { say } = context;
  const timeout = numberOf(context, FIN_TIMEOUT);
  const seconds = Number.isNaN(timeout) ? undefined : finWait2Seconds(timeout, firstPause(context));
  return view(context, {
    id: "fin-wait-2",
    title: say({ en: "Closed here, the peer has not", "zh-cn": "本端已关闭，对端还没有" }),
    states: ["FIN-WAIT-2"],
    keys: [FIN_TIMEOUT],
    attempt: seconds === undefined ? undefined : { sent: [], end: seconds },
    sentence: seconds === undefined ? noMeaning(context) : finWait2Sentence(context, timeout, seconds),
    again: "",
    atEnd: say({ en: "connection freed", "zh-cn": "连接被释放" }),
  });
}

function finWait2Sentence(context: LifecycleContext, timeout: number, seconds: number): string {
  const { say } = context;
  const time = shortTimeIn(context, seconds);
  if (timeout > TIME_WAIT_SECONDS)
    return say({
      en: `Freed after ${time}: above ${TIME_WAIT_SECONDS} s the kernel waits twice for what exceeds it, 2 × (${timeout} − ${TIME_WAIT_SECONDS}) s.`,
      "zh-cn": `${time}后释放：超过 ${TIME_WAIT_SECONDS} 秒时，内核等待两次超出的部分，即 2 ×（${timeout} − ${TIME_WAIT_SECONDS}）秒。`,
    });
  if (timeout < seconds)
    return say({
      en: `Freed after ${time}: the kernel waits three and a half retransmission time-outs at least.`,
      "zh-cn": `${time}后释放：内核至少等待 3.5 个重传超时。`,
    });
  return say({
    en: `Freed ${time} after the peer's acknowledgment, if the program has closed the socket. This is not TIME-WAIT.`,
    "zh-cn": `程序关闭了套接字的话，对端确认后再过 ${time}释放。这不是 TIME-WAIT。`,
  });
}

/** After how many seconds connect() may take a port in TIME-WAIT again; undefined: not before its end. */
export function reuseSeconds(context: LifecycleContext): number | undefined {
  if (numberOf(context, TW_REUSE) !== 1 || numberOf(context, TIMESTAMPS) === 0) return undefined;
  const milliseconds = numberOf(context, TW_REUSE_DELAY);
  // Up to 6.13 the clock counts whole seconds.
  return within(milliseconds, 1, 60_000) ? milliseconds / 1_000 : 1;
}

function timeWait(context: LifecycleContext): WaitView {
  const { say } = context;
  const reuse = reuseSeconds(context);
  const fixed = say({
    en: `Always ${TIME_WAIT_SECONDS} s: a constant of the kernel, no parameter changes it.`,
    "zh-cn": `固定 ${TIME_WAIT_SECONDS} 秒：内核常量，没有参数能改变它。`,
  });
  const again =
    reuse === undefined
      ? ""
      : say({
          en: ` connect() may take the port again after ${shortTimeIn(context, reuse)}.`,
          "zh-cn": `connect() 在 ${shortTimeIn(context, reuse)}后可以再用这个端口。`,
        });
  const wait = view(context, {
    id: "time-wait",
    title: say({ en: "After both have closed", "zh-cn": "双方都已关闭" }),
    states: ["TIME-WAIT"],
    keys: [TW_REUSE, TW_REUSE_DELAY],
    attempt: { sent: reuse === undefined ? [] : [reuse], end: TIME_WAIT_SECONDS },
    sentence: fixed + again,
    again: "",
    atEnd: say({ en: "entry removed", "zh-cn": "条目移除" }),
  });
  const [first, ...rest] = wait.events;
  if (reuse === undefined || !first) return wait;
  return { ...wait, events: [{ ...first, what: say({ en: "the port may be used again", "zh-cn": "端口可以再用" }) }, ...rest] };
}
