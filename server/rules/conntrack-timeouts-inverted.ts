import { grouped } from "../catalogue/number.ts";
import { type ConfigurationContext, defineRule, valueSpan } from "./rule.ts";

const tcp = (state: string) => `net.netfilter.nf_conntrack_tcp_timeout_${state}`;

interface Order {
  readonly long: string;
  readonly short: readonly string[];
  readonly en: string;
  readonly "zh-cn": string;
}

const ORDERS: readonly Order[] = [
  {
    long: tcp("established"),
    short: ["fin_wait", "close_wait", "last_ack", "time_wait"].map(tcp),
    en: "an open TCP connection is forgotten sooner than one that is closing",
    "zh-cn": "打开着的 TCP 连接比正在关闭的更早被遗忘",
  },
  {
    long: "net.netfilter.nf_conntrack_udp_timeout_stream",
    short: ["net.netfilter.nf_conntrack_udp_timeout"],
    en: "a UDP stream in both directions is forgotten sooner than a single packet without answer",
    "zh-cn": "双向的 UDP 流比没有回应的单个包更早被遗忘",
  },
  {
    long: "net.netfilter.nf_conntrack_gre_timeout_stream",
    short: ["net.netfilter.nf_conntrack_gre_timeout"],
    en: "a GRE tunnel in both directions is forgotten sooner than a packet without answer",
    "zh-cn": "双向的 GRE 隧道比没有回应的包更早被遗忘",
  },
];

export default defineRule({
  name: "conntrack-timeouts-inverted",
  severity: "information",
  title: { en: "Tracking time-outs the wrong way round", "zh-cn": "连接跟踪超时本末倒置" },
  documentation: {
    en: "Connection tracking keeps an entry for a time that depends on its state: long for traffic that goes on, short for what is closing or was never answered. Set the other way round, live connections lose their entry (and through NAT break) while dead ones still fill the table. Compared are `tcp_timeout_established` with the closing states `fin_wait`, `close_wait`, `last_ack` and `time_wait`, and for UDP and GRE the time-out of a stream with that of unanswered packets; defaults count where only one of them is written. Source: nf_conntrack_tcp_packet() in net/netfilter/nf_conntrack_proto_tcp.c, nf_conntrack_udp_packet() in nf_conntrack_proto_udp.c.",
    "zh-cn":
      "连接跟踪按状态决定表项保留多久：还在通信的久一些，正在关闭或从未得到回应的短一些。反过来设置，活着的连接会丢掉表项（经过 NAT 就断了），死掉的却还占着表。这里比较 `tcp_timeout_established` 与关闭状态 `fin_wait`、`close_wait`、`last_ack`、`time_wait`，以及 UDP 和 GRE 的流超时与无回应超时；只写了其中一个时，另一个按默认值算。来源：net/netfilter/nf_conntrack_proto_tcp.c 的 nf_conntrack_tcp_packet()，nf_conntrack_proto_udp.c 的 nf_conntrack_udp_packet()。",
  },
  reads: ORDERS.flatMap(({ long, short }) => [long, ...short]),
  examples: {
    bad: [
      "net.netfilter.nf_conntrack_tcp_timeout_established = 60",
      "net.netfilter.nf_conntrack_tcp_timeout_established = 300\nnet.netfilter.nf_conntrack_tcp_timeout_close_wait = 600",
      "net.netfilter.nf_conntrack_udp_timeout = 180",
      "net.netfilter.nf_conntrack_udp_timeout_stream = 10",
    ],
    good: [
      "net.netfilter.nf_conntrack_tcp_timeout_established = 120",
      "net.netfilter.nf_conntrack_tcp_timeout_established = 60\nnet.netfilter.nf_conntrack_tcp_timeout_time_wait = 30\nnet.netfilter.nf_conntrack_tcp_timeout_fin_wait = 30",
      "net.netfilter.nf_conntrack_tcp_timeout_time_wait = 300",
      "net.netfilter.nf_conntrack_udp_timeout = 60\nnet.netfilter.nf_conntrack_udp_timeout_stream = 60",
      { text: "net.netfilter.nf_conntrack_gre_timeout = 300", kernel: "4.19" },
      "net.netfilter.nf_conntrack_tcp_timeout_established = -1",
    ],
  },
  check(context) {
    for (const order of ORDERS) checkOrder(order, context);
  },
});

function checkOrder(order: Order, { effective, effectiveDefault, number, report }: ConfigurationContext): void {
  // All have a default on every release that has them.
  if (effectiveDefault(order.long) === undefined) return;
  const long = number(order.long);
  const longLine = effective(order.long)?.line;
  const wrong = order.short
    .map((key) => ({ key, value: number(key), line: effective(key)?.line }))
    .filter(({ value, line }) => value > long && long > 0 && (line || longLine))
    .sort((a, b) => b.value - a.value)[0];
  const line = longLine ?? wrong?.line;
  if (!wrong || !line) return;
  report({
    at: valueSpan(line),
    message: {
      en: `With ${name(order.long)} at ${grouped(long)} s and ${name(wrong.key)} at ${grouped(wrong.value)} s ${order.en}. Make the first one longer, or the second shorter.`,
      "zh-cn": `${name(order.long)} 为 ${grouped(long)} 秒、${name(wrong.key)} 为 ${grouped(wrong.value)} 秒，${order["zh-cn"]}。请调大前者，或者调小后者。`,
    },
    ...(longLine && wrong.line
      ? { related: [{ at: valueSpan(wrong.line), message: { en: "The longer time is set here", "zh-cn": "更长的时间在这里设置" } }] }
      : {}),
  });
}

function name(key: string): string {
  return key.slice("net.netfilter.nf_conntrack_".length);
}
