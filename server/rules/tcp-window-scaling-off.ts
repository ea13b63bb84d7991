import { numbersOf, sizeText } from "./arithmetic.ts";
import { type ConfigurationContext, defineRule, valueSpan } from "./rule.ts";
import { beside, setFixes } from "./set-parameter.ts";
import { written } from "./written.ts";

const SCALING = "net.ipv4.tcp_window_scaling";
const RECEIVE = "net.ipv4.tcp_rmem";
const SEND = "net.ipv4.tcp_wmem";
/** The largest window without scaling. */
const UNSCALED = 65_535;

export default defineRule({
  name: "tcp-window-scaling-off",
  severity: "warning",
  title: { en: "Window scaling off, buffers of no use", "zh-cn": "关闭了窗口缩放，缓冲区用不上" },
  documentation: {
    en: `Without window scaling neither side of a connection can announce more than 65,535 bytes, so one connection carries at most 64 KiB in a round trip: 5.2 Mbit/s over 100 ms, 52 Mbit/s over 10 ms. Receive and send buffers beyond that (third number of \`net.ipv4.tcp_rmem\` and \`net.ipv4.tcp_wmem\`, megabytes by default) cannot be filled. Both sides must offer the option in the SYN, so 0 here slows both directions.

Set 1, the default. If an old firewall mistreats the option, limit the window on that route (\`ip route ... window 65535\`). Source: tcp_syn_options() in net/ipv4/tcp_output.c, tcp_select_initial_window().`,
    "zh-cn": `没有窗口缩放，连接的任何一端都不能通告超过 65,535 字节的窗口，一个连接每个往返最多传 64 KiB：100 ms 时 5.2 Mbit/s，10 ms 时 52 Mbit/s。更大的接收和发送缓冲区（\`net.ipv4.tcp_rmem\`、\`net.ipv4.tcp_wmem\` 的第三个数，默认就有几兆字节）填不满。双方都要在 SYN 里提供这个选项，所以这里写 0 会同时拖慢两个方向。

请设回默认值 1。如果某台旧防火墙处理不好这个选项，请只在那条路由上限制窗口（\`ip route ... window 65535\`）。来源：net/ipv4/tcp_output.c 的 tcp_syn_options() 和 tcp_select_initial_window()。`,
  },
  reads: [SCALING, RECEIVE, SEND],
  examples: {
    bad: [
      "net.ipv4.tcp_window_scaling = 0",
      "net.ipv4.tcp_window_scaling = 0\nnet.ipv4.tcp_rmem = 4096 87380 16777216",
      "net.ipv4.tcp_rmem = 4096 32768 65535\nnet.ipv4.tcp_window_scaling = 0 # off",
    ],
    good: [
      "net.ipv4.tcp_window_scaling = 1",
      "net.ipv4.tcp_rmem = 4096 87380 16777216",
      "net.ipv4.tcp_window_scaling = 0\nnet.ipv4.tcp_rmem = 4096 32768 65535\nnet.ipv4.tcp_wmem = 4096 16384 65535",
      "net.ipv4.tcp_window_scaling = 0\nnet.ipv4.tcp_window_scaling = 1",
    ],
  },
  check(context) {
    const off = written(context, SCALING, 0, 0);
    const buffer = largestBuffer(context);
    if (!off || !(buffer.bytes > UNSCALED)) return;
    const size = sizeText(buffer.bytes);
    context.report({
      at: valueSpan(off.line),
      message: {
        en: `Windows end at 65,535 bytes, which is 5.2 Mbit/s over 100 ms: the ${size} that ${buffer.key} allows can never be filled. Set it to 1, the default.`,
        "zh-cn": `窗口最大只有 65,535 字节，往返 100 ms 时只有 5.2 Mbit/s：${buffer.key} 允许的 ${size} 永远填不满。请设回默认值 1。`,
      },
      related: beside(context, SCALING, buffer.key, { en: "The buffer that cannot be filled", "zh-cn": "填不满的缓冲区" }),
      fixes: (document) => setFixes(document, context, off.line, SCALING, 1),
    });
  },
});

function largestBuffer({ effective }: ConfigurationContext): { key: string; bytes: number } {
  const [receive, send] = [RECEIVE, SEND].map((key) => numbersOf(effective(key)?.value ?? "")[2] ?? Number.NaN);
  return (send ?? 0) > (receive ?? 0) ? { key: SEND, bytes: send ?? 0 } : { key: RECEIVE, bytes: receive ?? 0 };
}
