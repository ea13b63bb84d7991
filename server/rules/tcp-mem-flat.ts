import { numbersOf, PAGE_SIZE, sizeText } from "./arithmetic.ts";
import { removeLineFix, replaceValue } from "./edits.ts";
import { defineRule, valueSpan } from "./rule.ts";
import { meantAsBytes } from "./tcp-mem-in-pages.ts";

const KEY = "net.ipv4.tcp_mem";
const BUFFERS = ["net.ipv4.tcp_rmem", "net.ipv4.tcp_wmem"] as const;

export default defineRule({
  name: "tcp-mem-flat",
  severity: "warning",
  title: { en: "TCP memory without a pressure phase", "zh-cn": "TCP 内存没有压力阶段" },
  documentation: {
    en: "The three numbers of `net.ipv4.tcp_mem` are steps: below the first all is free, above the second buffers stop growing and windows shrink, above the third packets are dropped. If the second equals the third there is no time to slow down: TCP goes from full speed to dropping. The kernel's own values are in the ratio 3 : 4 : 6. (`net.ipv4.udp_mem` may be flat, UDP has no pressure phase.) Source: __sk_mem_raise_allocated() in net/core/sock.c.",
    "zh-cn":
      "`net.ipv4.tcp_mem` 的三个数是三级台阶：低于第一个时不受限制，高于第二个时缓冲区停止增长、窗口收缩，高于第三个时丢包。第二个和第三个相等，就没有减速的余地：TCP 从全速直接变成丢包。内核自己的取值比例是 3 : 4 : 6。（`net.ipv4.udp_mem` 可以三个数相同，UDP 没有压力阶段。）来源：net/core/sock.c 的 __sk_mem_raise_allocated()。",
  },
  reads: [KEY, ...BUFFERS],
  examples: {
    bad: ["net.ipv4.tcp_mem = 786432 786432 786432", "net.ipv4.tcp_mem = 393216 786432 786432"],
    good: [
      "net.ipv4.tcp_mem = 786432 1048576 1572864",
      "net.ipv4.udp_mem = 786432 786432 786432",
      "net.ipv4.tcp_mem = 786432 786432",
      // Another rule says the more important thing.
      "net.ipv4.tcp_mem = 163840000 163840000 163840000",
    ],
  },
  check({ effective, report }) {
    const line = effective(KEY)?.line;
    if (!line) return;
    const [low, pressure, high] = numbersOf(line.value).slice(0, 3);
    if (low === undefined || pressure === undefined || high === undefined) return;
    if (!(low > 0 && low <= pressure && pressure === high)) return;
    const buffers = BUFFERS.map((key) => effective(key)).map((found) => (found?.line ? numbersOf(found.value) : []));
    if (meantAsBytes([low, pressure, high], buffers)) return;
    const steps = `${Math.ceil(high / 2)} ${Math.ceil((high / 3) * 2)} ${high}`;
    const size = sizeText(high * PAGE_SIZE);
    report({
      at: valueSpan(line),
      message: {
        en: `Pressure and maximum are equal: TCP grows its buffers at full speed up to ${size} and then drops packets, with no phase in between in which it slows down. Let the numbers ascend.`,
        "zh-cn": `压力线等于最大值：TCP 会全速增大缓冲区直到 ${size}，然后直接丢包，中间没有减速的阶段。请让三个数递增。`,
      },
      fixes: (document) => [
        { title: { en: `Write ${steps}, the kernel's ratio`, "zh-cn": `按内核的比例改成 ${steps}` }, edits: [replaceValue(line, steps)] },
        { ...removeLineFix(document, line), title: { en: "Remove the line: the kernel chooses by memory", "zh-cn": "删除这一行，由内核按内存大小选择" } },
      ],
    });
  },
});
