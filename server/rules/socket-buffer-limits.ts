import type { Line } from "../document/line.ts";
import { numbersOf, sizeText } from "./arithmetic.ts";
import { setCompanion } from "./companion.ts";
import { type ConfigurationContext, defineRule, keySpan, type Report, valueSpan } from "./rule.ts";
import { written } from "./written.ts";

interface Side {
  readonly core: string;
  readonly tcp: string;
  readonly option: string;
  /** Lines that show that the file is about the speed of TCP connections. */
  readonly throughput: readonly string[];
}

const ABOUT_TCP = ["net.ipv4.tcp_moderate_rcvbuf", "net.ipv4.tcp_window_scaling"] as const;
const CONGESTION_CONTROL = "net.ipv4.tcp_congestion_control";
const SIDES: readonly Side[] = [
  { core: "net.core.rmem_max", tcp: "net.ipv4.tcp_rmem", option: "SO_RCVBUF", throughput: [...ABOUT_TCP, "net.ipv4.tcp_wmem"] },
  { core: "net.core.wmem_max", tcp: "net.ipv4.tcp_wmem", option: "SO_SNDBUF", throughput: [...ABOUT_TCP, "net.ipv4.tcp_rmem"] },
];

export default defineRule({
  name: "socket-buffer-limits",
  severity: "information",
  title: { en: "Buffer limit that TCP does not use", "zh-cn": "TCP 用不到的缓冲区上限" },
  documentation: {
    en: "`net.core.rmem_max` and `net.core.wmem_max` cap what a program may ask for with `SO_RCVBUF` or `SO_SNDBUF`. TCP sizes its buffers by itself, up to the third number of `net.ipv4.tcp_rmem` and `net.ipv4.tcp_wmem`; neither limit affects the other. A file that tunes TCP and raises only the `net.core` pair changes nothing for ordinary connections (warning). With both written and the `net.core` value four times as large or more, it is worth knowing which is which (information). Source: tcp_rcv_space_adjust() in net/ipv4/tcp_input.c, sk_setsockopt() in net/core/sock.c.",
    "zh-cn":
      "`net.core.rmem_max` 和 `net.core.wmem_max` 限制程序用 `SO_RCVBUF`、`SO_SNDBUF` 能要到多大。TCP 自己调整缓冲区，上限是 `net.ipv4.tcp_rmem`、`net.ipv4.tcp_wmem` 的第三个数；两种上限互不影响。要调 TCP 的文件如果只调高 `net.core` 这一对，普通连接什么也不会变（警告）。两边都写了、而 `net.core` 的值大到四倍以上时，也值得弄清哪个管什么（信息）。来源：net/ipv4/tcp_input.c 的 tcp_rcv_space_adjust()，net/core/sock.c 的 sk_setsockopt()。",
  },
  reads: [...SIDES.flatMap(({ core, tcp }) => [core, tcp]), ...ABOUT_TCP, CONGESTION_CONTROL],
  examples: {
    bad: [
      { text: "net.core.rmem_max = 67108864\nnet.ipv4.tcp_wmem = 4096 65536 67108864", severity: "warning" },
      { text: "net.core.rmem_max = 67108864\nnet.core.wmem_max = 67108864\nnet.ipv4.tcp_window_scaling = 1", severity: "warning" },
      { text: "net.ipv4.tcp_rmem = 4096 131072 67108864\nnet.core.rmem_max = 67108864\nnet.core.wmem_max = 67108864", severity: "warning" },
      "net.core.rmem_max = 134217728\nnet.ipv4.tcp_congestion_control = bbr",
      "net.core.rmem_max = 16777216\nnet.ipv4.tcp_rmem = 4096 87380 4194304",
    ],
    good: [
      "net.core.rmem_max = 67108864",
      "net.core.rmem_max = 67108864\nnet.ipv4.tcp_rmem = 4096 131072 67108864",
      "net.core.rmem_max = 67108864\nnet.ipv4.tcp_rmem = 4096 131072 33554432",
      "net.core.rmem_max = 4194304\nnet.ipv4.tcp_congestion_control = bbr",
      { text: "net.core.rmem_max = 16777216\nnet.ipv4.tcp_congestion_control = bbr", kernel: "6.18" },
      "net.core.rmem_max = 212992\nnet.ipv4.tcp_rmem = 4096 131072 67108864",
    ],
  },
  check(context) {
    const reports = SIDES.map((side) => reportOn(side, context)).filter((report) => report !== undefined);
    // One finding a file: what holds for receiving holds for sending.
    const first = reports.find(({ severity }) => severity === "warning") ?? reports[0];
    if (first) context.report(first);
  },
});

function reportOn(side: Side, context: ConfigurationContext): Report | undefined {
  const core = written(context, side.core, 1);
  const tcp = context.effective(side.tcp);
  const triple = numbersOf(tcp?.value ?? "").slice(0, 3);
  const [low, start, ceiling] = triple;
  if (!core || !tcp || low === undefined || start === undefined || !ceiling || !(core.value > ceiling)) return undefined;
  if (tcp.line) return core.value >= 4 * ceiling ? bothWritten(side, core.line, tcp.line, triple, core.value) : undefined;
  const aboutTcp = side.throughput.some((key) => context.effective(key)?.line);
  if (!aboutTcp && !context.effective(CONGESTION_CONTROL)?.line) return undefined;
  const value = `${low} ${start} ${core.value}`;
  return {
    at: keySpan(core.line),
    severity: aboutTcp ? "warning" : "information",
    message: {
      en: `This caps only what programs ask for with ${side.option}. TCP sizes its buffers itself, up to the third number of ${side.tcp}, still ${sizeText(ceiling)} by default. Raise that one for TCP.`,
      "zh-cn": `它只限制程序用 ${side.option} 要的大小。TCP 自己调整缓冲区，上限是 ${side.tcp} 的第三个数，现在仍是默认的 ${sizeText(ceiling)}。要调 TCP，请调高那一个。`,
    },
    fixes: (document) => [
      {
        title: { en: `Add ${side.tcp} = ${value}`, "zh-cn": `添加 ${side.tcp} = ${value}` },
        edits: [setCompanion(document, core.line, side.tcp, value, undefined)],
      },
    ],
  };
}

function bothWritten(side: Side, core: Line, tcp: Line, [low, start, ceiling = 0]: readonly number[], limit: number): Report {
  const value = `${low} ${start} ${limit}`;
  return {
    at: keySpan(core),
    message: {
      en: `${sizeText(limit)} only for programs that set ${side.option}: TCP's own buffers end at ${sizeText(ceiling)}, the third number of ${side.tcp}. If TCP is meant, raise that one.`,
      "zh-cn": `只有设置了 ${side.option} 的程序才用得到 ${sizeText(limit)}：TCP 自己的缓冲区最大 ${sizeText(ceiling)}，即 ${side.tcp} 的第三个数。要调 TCP，请调高那一个。`,
    },
    related: [{ at: valueSpan(tcp), message: { en: "TCP's own limit is set here", "zh-cn": "TCP 自己的上限在这里设置" } }],
    fixes: (document) => [
      { title: { en: `Write ${side.tcp} = ${value}`, "zh-cn": `写成 ${side.tcp} = ${value}` }, edits: [setCompanion(document, core, side.tcp, value, tcp)] },
    ],
  };
}
