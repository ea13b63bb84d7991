import { PORT_RANGE, RESERVED_PORTS } from "../rules/port-range.ts";
import { type LifecycleContext, present } from "./context.ts";
import { ABORT, COOKIES, MAX_ORPHANS, SOMAXCONN, SYN_BACKLOG, TW_BUCKETS } from "./limits.ts";
import type { StateView, TransitionView, WaitView } from "./model.ts";
import { FIN_TIMEOUT, KEEPALIVE, LINEAR, ORPHAN, RETRIES1, RETRIES2, SYN_RETRIES, SYNACK_RETRIES, TW_REUSE, TW_REUSE_DELAY } from "./waits.ts";

/** The states in the order in which a reader follows them, each with how long it can last and what governs that. */
export function statesOf(context: LifecycleContext, waits: readonly WaitView[]): StateView[] {
  const { say } = context;
  const time = new Map(waits.map((wait) => [wait.id, wait.time]));
  const programs = say({ en: "no limit", "zh-cn": "没有限制" });
  // What bounds CLOSE-WAIT is drawn in ESTABLISHED.
  const bounds = (name: string) => (name === "CLOSE-WAIT" ? [] : waits.filter((wait) => wait.states.includes(name)).map(({ id }) => id));
  const state = (name: string, title: string, keys: readonly string[], lasts?: string): StateView => ({
    name,
    title,
    time: lasts,
    waits: bounds(name),
    keys: present(context, keys),
  });
  const upTo = (id: string) => say({ en: `up to ${time.get(id)}`, "zh-cn": `最长 ${time.get(id)}` });
  return [
    state("CLOSED", say({ en: "no connection", "zh-cn": "没有连接" }), []),
    state("SYN-SENT", say({ en: "asked, no answer yet", "zh-cn": "已请求，尚无回应" }), [SYN_RETRIES, LINEAR, PORT_RANGE, RESERVED_PORTS], upTo("syn")),
    state("LISTEN", say({ en: "waits for clients", "zh-cn": "等待客户端" }), [SOMAXCONN, ABORT]),
    state("SYN-RECV", say({ en: "half open, in the SYN queue", "zh-cn": "半连接，在队列中" }), [SYNACK_RETRIES, SYN_BACKLOG, COOKIES], upTo("syn-ack")),
    state("ESTABLISHED", say({ en: "open: data flows both ways", "zh-cn": "已连接：双向传输数据" }), [RETRIES1, RETRIES2, ...KEEPALIVE], programs),
    state("FIN-WAIT-1", say({ en: "closed here, FIN sent", "zh-cn": "本端已关闭，发出了 FIN" }), [ORPHAN, MAX_ORPHANS], upTo("orphan")),
    state("FIN-WAIT-2", say({ en: "FIN acknowledged, peer still open", "zh-cn": "FIN 已确认，对端未关闭" }), [FIN_TIMEOUT], upTo("fin-wait-2")),
    state("CLOSING", say({ en: "both closed at once", "zh-cn": "双方同时关闭" }), [ORPHAN], upTo("orphan")),
    state("TIME-WAIT", say({ en: "keeps late packets out", "zh-cn": "挡住迟到的报文" }), [TW_REUSE, TW_REUSE_DELAY, TW_BUCKETS], time.get("time-wait")),
    state("CLOSE-WAIT", say({ en: "peer has closed, program has not", "zh-cn": "对端已关闭，程序还没有" }), [], programs),
    state("LAST-ACK", say({ en: "closed too, FIN sent", "zh-cn": "也已关闭，发出了 FIN" }), [ORPHAN], upTo("orphan")),
  ];
}

/** What leads from state to state; what is called is written with (), what is sent or received without. */
export const TRANSITIONS: readonly TransitionView[] = [
  { from: "CLOSED", to: "SYN-SENT", label: "connect()" },
  { from: "CLOSED", to: "LISTEN", label: "listen()" },
  { from: "LISTEN", to: "SYN-RECV", label: "SYN" },
  { from: "SYN-SENT", to: "ESTABLISHED", label: "SYN-ACK" },
  { from: "SYN-RECV", to: "ESTABLISHED", label: "ACK" },
  { from: "ESTABLISHED", to: "FIN-WAIT-1", label: "close()" },
  { from: "ESTABLISHED", to: "CLOSE-WAIT", label: "FIN" },
  { from: "FIN-WAIT-1", to: "FIN-WAIT-2", label: "ACK" },
  { from: "FIN-WAIT-1", to: "CLOSING", label: "FIN" },
  { from: "FIN-WAIT-2", to: "TIME-WAIT", label: "FIN" },
  { from: "CLOSING", to: "TIME-WAIT", label: "ACK" },
  { from: "CLOSE-WAIT", to: "LAST-ACK", label: "close()" },
  { from: "LAST-ACK", to: "CLOSED", label: "ACK" },
  { from: "TIME-WAIT", to: "CLOSED", label: "60 s" },
];
