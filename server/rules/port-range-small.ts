import { grouped } from "../catalogue/number.ts";
import { numbersOf, oneDecimal, TIME_WAIT_SECONDS } from "./arithmetic.ts";
import { removeLineFix } from "./edits.ts";
import { PORT_RANGE, portRange, UNPRIVILEGED_START } from "./port-range.ts";
import { type ConfigurationContext, defineRule, valueSpan } from "./rule.ts";

const REUSE = "net.ipv4.tcp_tw_reuse";
const TIMESTAMPS = "net.ipv4.tcp_timestamps";
const SMALL = 20_000;

export default defineRule({
  name: "port-range-small",
  severity: "information",
  title: { en: "Few ephemeral ports", "zh-cn": "临时端口较少" },
  documentation: {
    en: "Every outgoing connection to one address and port needs a local port of its own, and keeps it for 60 seconds of TIME-WAIT after it has closed the connection (about one second where `tcp_tw_reuse` is 1). So the size of `net.ipv4.ip_local_port_range` bounds how many connections to one server exist at a time, and size / 60 how many can be opened a second. Reported are ranges of fewer than 20,000 ports; the default has 28,232. Source: __inet_hash_connect() in net/ipv4/inet_hashtables.c, TCP_TIMEWAIT_LEN in include/net/tcp.h.",
    "zh-cn":
      "到同一个地址和端口的每个主动连接都要占一个本地端口，主动关闭后还要在 TIME-WAIT 里占 60 秒（`tcp_tw_reuse` 为 1 时约一秒）。所以 `net.ipv4.ip_local_port_range` 的大小限制了同时能有多少连接到一个服务器，除以 60 就是每秒能新建多少。少于 20,000 个端口的范围会被报告；默认有 28,232 个。来源：net/ipv4/inet_hashtables.c 的 __inet_hash_connect()，include/net/tcp.h 的 TCP_TIMEWAIT_LEN。",
  },
  reads: [PORT_RANGE, UNPRIVILEGED_START, REUSE, TIMESTAMPS],
  examples: {
    bad: [
      "net.ipv4.ip_local_port_range = 60000 65000",
      "net.ipv4.ip_local_port_range = 60000 65000\nnet.ipv4.tcp_tw_reuse = 1",
      "net.ipv4.ip_local_port_range = 40000 40000",
    ],
    good: [
      "net.ipv4.ip_local_port_range = 30000 65535",
      "net.ipv4.ip_local_port_range = 32768 60999",
      "net.ipv4.ip_local_port_range = 45000 65000",
      "net.ipv4.ip_local_port_range = 60000",
    ],
  },
  check(context) {
    const range = portRange(context);
    const line = range?.line;
    if (!range || !line) return;
    const count = range.high - range.low + 1;
    if (count >= SMALL) return;
    const reused = context.number(REUSE) === 1 && context.number(TIMESTAMPS) !== 0;
    const rate = count / TIME_WAIT_SECONDS;
    const perSecond = rate < 10 ? oneDecimal(rate) : grouped(Math.floor(rate));
    const usual = defaultCount(context);
    context.report({
      at: valueSpan(line),
      message: {
        en: `${grouped(count)} ${count === 1 ? "port" : "ports"}: that many connections at a time to one address and port${reused ? "" : `, and ${perSecond} new ones a second, since each port rests 60 s in TIME-WAIT`}.${usual.en}`,
        "zh-cn": `共 ${grouped(count)} 个端口：到同一地址和端口最多同时有这么多连接${reused ? "" : `，每秒最多新建 ${perSecond} 个，因为每个端口要在 TIME-WAIT 里停 60 秒`}。${usual["zh-cn"]}`,
      },
      fixes: (document) => [removeLineFix(document, line)],
    });
  },
});

function defaultCount({ effectiveDefault }: ConfigurationContext): { en: string; "zh-cn": string } {
  const [low, high] = numbersOf(effectiveDefault(PORT_RANGE) ?? "");
  if (low === undefined || high === undefined) return { en: "", "zh-cn": "" };
  return { en: ` The default has ${grouped(high - low + 1)}.`, "zh-cn": `默认有 ${grouped(high - low + 1)} 个。` };
}
