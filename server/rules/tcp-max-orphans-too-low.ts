import { grouped } from "../catalogue/number.ts";
import { removeLineFix } from "./edits.ts";
import { defineRule, valueSpan } from "./rule.ts";
import { written } from "./written.ts";

const ORPHANS = "net.ipv4.tcp_max_orphans";
/** What a host with 4 GiB of memory starts with. */
const ORDINARY = 16_384;

export default defineRule({
  name: "tcp-max-orphans-too-low",
  severity: "warning",
  title: { en: "Too few orphaned connections allowed", "zh-cn": "孤儿连接上限太低" },
  documentation: {
    en: `An orphan is a connection that its program has closed while data or the FIN are still under way. Above \`net.ipv4.tcp_max_orphans\`, for the whole machine, a connection is reset when the program closes it, and what it had yet to send is lost: clients see cut-off replies. When a retransmission timer fires, silent or troubled peers count double or fourfold, so trouble begins at a quarter of the limit.

The kernel chooses the limit by memory: ${grouped(ORDINARY)} with 4 GiB, 262,144 from 64 GiB on. It is a defence against exhaustion of memory, not a tuning knob: remove the line. To get rid of dead orphans sooner lower \`net.ipv4.tcp_orphan_retries\`. Values below ${grouped(ORDINARY)} are reported. Source: tcp_too_many_orphans() and __tcp_close() in net/ipv4/tcp.c, tcp_out_of_resources() in net/ipv4/tcp_timer.c.`,
    "zh-cn": `程序已经关闭、但数据或 FIN 还在路上的连接叫孤儿连接。全机的孤儿连接超过 \`net.ipv4.tcp_max_orphans\` 后，程序再关闭的连接会直接被复位，还没发完的数据就丢了：客户端看到的是被截断的响应。重传定时器触发时，沉默或有问题的对端按两倍、四倍计算，所以到上限的四分之一就可能出问题。

内核按内存大小选择上限：4 GiB 时 ${grouped(ORDINARY)}，64 GiB 起 262,144。它用来防止内存耗尽，不是调优旋钮：请删掉这一行。想早点清掉死掉的孤儿连接，请调低 \`net.ipv4.tcp_orphan_retries\`。低于 ${grouped(ORDINARY)} 时报告。来源：net/ipv4/tcp.c 的 tcp_too_many_orphans() 和 __tcp_close()、net/ipv4/tcp_timer.c 的 tcp_out_of_resources()。`,
  },
  reads: [ORPHANS],
  examples: {
    bad: ["net.ipv4.tcp_max_orphans = 8192", "net.ipv4.tcp_max_orphans = 0", "net.ipv4.tcp_max_orphans = 65536\nnet.ipv4.tcp_max_orphans = 1024 # less memory"],
    good: [
      "net.ipv4.tcp_max_orphans = 16384",
      "net.ipv4.tcp_max_orphans = 3276800",
      "net.ipv4.tcp_max_orphans = 8k",
      "net.ipv4.tcp_max_orphans = -1",
      "net.ipv4.tcp_orphan_retries = 1",
    ],
  },
  check(context) {
    const orphans = written(context, ORPHANS, 0, ORDINARY - 1);
    if (!orphans) return;
    const { line, value } = orphans;
    context.report({
      at: valueSpan(line),
      message: {
        en: `Above ${grouped(value)} orphans, or ${grouped(Math.floor(value / 4))} with silent peers, a closed connection is reset and its unsent data lost. A host with 4 GiB allows ${grouped(ORDINARY)} by itself: remove the line.`,
        "zh-cn": `孤儿连接超过 ${grouped(value)} 个（对端沉默时 ${grouped(Math.floor(value / 4))} 个），再关闭的连接会被复位，没发完的数据会丢失。4 GiB 内存的主机默认就有 ${grouped(ORDINARY)}：请删掉这一行。`,
      },
      fixes: (document) => [removeLineFix(document, line)],
    });
  },
});
