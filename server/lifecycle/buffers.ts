import { grouped } from "../catalogue/number.ts";
import { oneDecimal, PAGE_SIZE, sizeText } from "../rules/arithmetic.ts";
import { type LifecycleContext, numberOf, present, within } from "./context.ts";
import type { BufferView } from "./model.ts";

const RMEM = "net.ipv4.tcp_rmem";
const WMEM = "net.ipv4.tcp_wmem";
const MEM = "net.ipv4.tcp_mem";
const RMEM_MAX = "net.core.rmem_max";
const WMEM_MAX = "net.core.wmem_max";
const SCALE = "net.ipv4.tcp_adv_win_scale";
const SCALING = "net.ipv4.tcp_window_scaling";
const MODERATE = "net.ipv4.tcp_moderate_rcvbuf";
/** The largest window without scaling, and with it. */
const [UNSCALED, SCALED] = [65_535, 2 ** 30];
/** The path that throughput is shown for, in seconds. */
const ROUND_TRIP = 0.1;

/** The three numbers of each buffer parameter, and what they allow. */
export function buffersOf(context: LifecycleContext): BufferView[] {
  return [receive(context), send(context), total(context)].filter((view) => view !== undefined);
}

function triple(context: LifecycleContext, key: string, names: readonly string[], unit = 1): BufferView["sizes"] | undefined {
  const sizes = names.map((name, i) => {
    const bytes = numberOf(context, key, i) * unit;
    return { name, bytes, text: sizeText(bytes) };
  });
  return sizes.every(({ bytes }) => bytes >= 0) ? sizes : undefined;
}

const socketNames = ({ say }: LifecycleContext) => [
  say({ en: "least", "zh-cn": "最小" }),
  say({ en: "at first", "zh-cn": "初始" }),
  say({ en: "most", "zh-cn": "最大" }),
];

/** The kernel doubles what a program asks for, and cuts it before. */
function asked({ say }: LifecycleContext, option: string, limit: number): BufferView["mark"] {
  if (!(limit >= 0)) return undefined;
  const bytes = Math.min(limit, 2 ** 30 - 1) * 2;
  return { name: say({ en: `with ${option}`, "zh-cn": `用 ${option}` }), bytes, text: sizeText(bytes) };
}

function receive(context: LifecycleContext): BufferView | undefined {
  const { say } = context;
  const sizes = triple(context, RMEM, socketNames(context));
  const most = sizes?.[2];
  if (!sizes || !most) return undefined;
  const window = Math.min(windowIn(context, most.bytes), numberOf(context, SCALING) === 0 ? UNSCALED : SCALED);
  const about = context.kernel >= 6_006_000 ? say({ en: "about ", "zh-cn": "约 " }) : "";
  return {
    id: "rmem",
    title: say({ en: "Receive buffer of a connection", "zh-cn": "一个连接的接收缓冲区" }),
    sizes,
    mark: asked(context, "SO_RCVBUF", numberOf(context, RMEM_MAX)),
    sentence: say({
      en: `Offers the peer a window of up to ${about}${sizeText(window)}: ${about}${rate(window)} over a round trip of 100 ms.`,
      "zh-cn": `最多向对端通告${about}${sizeText(window)} 的窗口：往返 100 毫秒时${about}${rate(window)}。`,
    }),
    keys: present(context, [RMEM, RMEM_MAX, MODERATE, SCALING, ...(context.kernel < 6_006_000 ? [SCALE] : [])]),
  };
}

/**
 * What of a receive buffer is offered as window: from 6.6 on the share that packets fill, measured for each connection,
 * taken for a half here; before by tcp_adv_win_scale. Source: tcp_win_from_space() in include/net/tcp.h.
 */
function windowIn(context: LifecycleContext, bytes: number): number {
  const scale = context.kernel >= 6_006_000 ? 1 : numberOf(context, SCALE);
  if (!within(scale, -31, 31)) return bytes / 2;
  return scale <= 0 ? Math.floor(bytes / 2 ** -scale) : bytes - Math.floor(bytes / 2 ** scale);
}

function send(context: LifecycleContext): BufferView | undefined {
  const { say } = context;
  const sizes = triple(context, WMEM, socketNames(context));
  const most = sizes?.[2];
  if (!sizes || !most) return undefined;
  return {
    id: "wmem",
    title: say({ en: "Send buffer of a connection", "zh-cn": "一个连接的发送缓冲区" }),
    sizes,
    mark: asked(context, "SO_SNDBUF", numberOf(context, WMEM_MAX)),
    sentence: say({
      en: `Holds up to ${most.text} that are not acknowledged yet: at most ${rate(most.bytes)} over a round trip of 100 ms.`,
      "zh-cn": `最多容纳 ${most.text} 尚未确认的数据：往返 100 毫秒时最多 ${rate(most.bytes)}。`,
    }),
    keys: present(context, [WMEM, WMEM_MAX]),
  };
}

function total(context: LifecycleContext): BufferView | undefined {
  const { say } = context;
  const names = [say({ en: "no pressure", "zh-cn": "无压力" }), say({ en: "pressure", "zh-cn": "有压力" }), say({ en: "most", "zh-cn": "最大" })];
  const sizes = triple(context, MEM, names, PAGE_SIZE);
  const most = sizes?.[2];
  if (!sizes || !most) return undefined;
  const each = numberOf(context, RMEM, 2) + numberOf(context, WMEM, 2);
  return {
    id: "mem",
    title: say({ en: "All TCP buffers of the machine", "zh-cn": "整台机器的 TCP 缓冲区" }),
    sizes,
    mark: undefined,
    sentence:
      each > 0
        ? say({
            en: `${most.text} in all, as much as ${grouped(Math.floor(most.bytes / each))} connections with both buffers full.`,
            "zh-cn": `合计 ${most.text}，相当于 ${grouped(Math.floor(most.bytes / each))} 个收发缓冲区都满的连接。`,
          })
        : "",
    keys: present(context, [MEM]),
  };
}

/** 3145728 bytes in a round trip of 100 ms -> "252 Mbit/s" */
function rate(bytes: number): string {
  const bits = (bytes * 8) / ROUND_TRIP;
  const [value, unit] = bits >= 1e9 ? [bits / 1e9, "Gbit/s"] : bits >= 1e6 ? [bits / 1e6, "Mbit/s"] : [bits / 1e3, "kbit/s"];
  return `${value < 100 ? oneDecimal(value) : Math.round(value)} ${unit}`;
}
