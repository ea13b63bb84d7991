import { grouped } from "../catalogue/number.ts";
import { TIME_WAIT_SECONDS } from "../rules/arithmetic.ts";
import { PORT_RANGE, portList, RESERVED_PORTS } from "../rules/port-range.ts";
import { type LifecycleContext, numberOf, present, shortTimeIn } from "./context.ts";
import { perSecond } from "./limits.ts";
import type { PortsView } from "./model.ts";
import { reuseSeconds, TW_REUSE, TW_REUSE_DELAY } from "./waits.ts";

/** The ports that connect() may take, and how many connections a second to one destination they allow. */
export function portsOf(context: LifecycleContext): PortsView | undefined {
  const { say, held } = context;
  const [low, high] = [numberOf(context, PORT_RANGE), numberOf(context, PORT_RANGE, 1)];
  if (!(low <= high)) return undefined;
  const list = held(RESERVED_PORTS);
  const reserved = merged((list && list.status !== "refused" && portList(list.text)) || [], low, high);
  const count = high - low + 1 - reserved.reduce((sum, [from, to]) => sum + to - from + 1, 0);
  const reuse = reuseSeconds(context);
  return {
    low,
    high,
    reserved,
    count: grouped(count),
    sentence:
      reuse === undefined
        ? say({
            en: `${grouped(count)} ports: ${perSecond(count)} new connections a second to one address and port, if this host closes first (÷ ${TIME_WAIT_SECONDS} s of TIME-WAIT).`,
            "zh-cn": `${grouped(count)} 个端口：由本机先关闭时，每秒可以向同一地址和端口新建 ${perSecond(count)} 个连接（÷ TIME-WAIT 的 ${TIME_WAIT_SECONDS} 秒）。`,
          })
        : say({
            en: `${grouped(count)} ports: ${perSecond(count, reuse)} new connections a second to one address and port, since a port may be used again after ${shortTimeIn(context, reuse)}.`,
            "zh-cn": `${grouped(count)} 个端口：端口在 ${shortTimeIn(context, reuse)}后可以再用，每秒可以向同一地址和端口新建 ${perSecond(count, reuse)} 个连接。`,
          }),
    keys: present(context, [PORT_RANGE, RESERVED_PORTS, TW_REUSE, TW_REUSE_DELAY]),
  };
}

/** Intervals in order, without overlaps, cut to [low, high]. */
function merged(intervals: readonly (readonly [number, number])[], low: number, high: number): [number, number][] {
  const found: [number, number][] = [];
  for (const [from, to] of [...intervals].sort((a, b) => a[0] - b[0])) {
    const [start, end] = [Math.max(from, low), Math.min(to, high)];
    if (start > end) continue;
    const last = found.at(-1);
    if (last && start <= last[1] + 1) last[1] = Math.max(last[1], end);
    else found.push([start, end]);
  }
  return found;
}
