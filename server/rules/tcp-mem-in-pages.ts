import { numbersOf, PAGE_SIZE, sizeText } from "./arithmetic.ts";
import { removeLineFix, replaceValue } from "./edits.ts";
import { defineRule, type Fix, valueSpan } from "./rule.ts";

const LIMITS = ["net.ipv4.tcp_mem", "net.ipv4.udp_mem"] as const;
const BUFFERS = ["net.ipv4.tcp_rmem", "net.ipv4.tcp_wmem"] as const;

/** 256 GiB for the sockets of one protocol: hosts with several TiB of memory come to that by default, others never. */
const MORE_THAN_HOSTS_HAVE = 67_108_864;
/** 4 GiB: what a megabyte becomes when it is read as pages. */
const MEGABYTE_OF_PAGES = 1_048_576;
/** Below 128 MiB for all sockets a conversion would do more harm than the mistake. */
const LEAST_WORTH_CONVERTING = 32_768;

/** Were these three numbers of pages meant as bytes? `buffers`: the file's tcp_rmem and tcp_wmem. */
export function meantAsBytes([low = Number.NaN, , high = Number.NaN]: readonly number[], buffers: readonly (readonly number[])[]): boolean {
  if (high >= MORE_THAN_HOSTS_HAVE) return true;
  if (!(high >= MEGABYTE_OF_PAGES)) return false;
  // The kernel's own limits are 1 to 2; 1 to thousands is the shape of a buffer: 4096 87380 16777216.
  return (low > 0 && high >= 64 * low) || buffers.some((buffer) => buffer[2] === high);
}

export default defineRule({
  name: "tcp-mem-in-pages",
  severity: "warning",
  title: { en: "Memory limit counted in pages, written in bytes", "zh-cn": "内存上限以内存页为单位，却按字节来写" },
  documentation: {
    en: "`net.ipv4.tcp_mem` and `net.ipv4.udp_mem` limit the memory of all sockets together, in pages of 4 KiB; `tcp_rmem` and `tcp_wmem` next to them are bytes for one socket. Numbers meant as bytes allow 4096 times as much: the widely copied `94500000 915000000 927000000` is 3.5 TiB. The kernel takes that, and nothing is left to stop a leak or an attack before memory runs out. Remove the line: at boot the kernel chooses limits that fit the machine. Reported are limits of 256 GiB and more, triples shaped like `tcp_rmem` (first and last number 64-fold apart), and a maximum copied from the file's own `tcp_rmem` or `tcp_wmem`. Source: tcp_init_mem() in net/ipv4/tcp.c, __sk_mem_raise_allocated() in net/core/sock.c.",
    "zh-cn":
      "`net.ipv4.tcp_mem` 和 `net.ipv4.udp_mem` 限制所有套接字合计的内存，单位是 4 KiB 的内存页；旁边的 `tcp_rmem`、`tcp_wmem` 是单个套接字的字节数。把字节数写进来，上限就大了 4096 倍：到处抄来的 `94500000 915000000 927000000` 等于 3.5 TiB。内核照单全收，泄漏或攻击耗尽内存之前就再也没有东西拦得住。请删掉这一行：内核启动时会按机器的内存选好上限。会报告的情况：上限达到 256 GiB；三个数的形状像 `tcp_rmem`（首尾相差 64 倍以上）；最大值和文件里的 `tcp_rmem` 或 `tcp_wmem` 相同。来源：net/ipv4/tcp.c 的 tcp_init_mem()，net/core/sock.c 的 __sk_mem_raise_allocated()。",
  },
  reads: [...LIMITS, ...BUFFERS],
  examples: {
    bad: [
      "net.ipv4.tcp_mem = 94500000 915000000 927000000",
      "net.ipv4.tcp_mem = 4096 87380 16777216",
      "net.ipv4.udp_mem = 8192 131072 16777216",
      "net.ipv4.tcp_rmem = 4096 87380 30000000\nnet.ipv4.tcp_mem = 30000000 30000000 30000000",
    ],
    good: [
      "net.ipv4.tcp_mem = 786432 1048576 1572864",
      "net.ipv4.udp_mem = 6167139 8222854 12334278",
      "net.ipv4.tcp_mem = 65536 131072 262144",
      "net.ipv4.tcp_rmem = 4096 87380 16777216",
      "net.ipv4.tcp_mem = 94500000 915000000",
      "net.ipv4.tcp_mem = 94500000 915000000 927000000\nnet.ipv4.tcp_mem = 786432 1048576 1572864",
      "net.ipv4.tcp_mem = 94500000 915000000 many",
    ],
  },
  check({ effective, report }) {
    const buffers = BUFFERS.map((key) => effective(key)).map((found) => (found?.line ? numbersOf(found.value) : []));
    for (const key of LIMITS) {
      const line = effective(key)?.line;
      if (!line) continue;
      const numbers = numbersOf(line.value).slice(0, 3);
      const high = numbers[2] ?? Number.NaN;
      if (numbers.some(Number.isNaN) || !meantAsBytes(numbers, buffers)) continue;
      const protocol = key === "net.ipv4.tcp_mem" ? "TCP" : "UDP";
      const size = sizeText(high * PAGE_SIZE);
      report({
        at: valueSpan(line),
        message: {
          en: `The unit is pages of 4 KiB, not bytes: this lets all ${protocol} sockets together take up to ${size} of memory. Remove the line, and the kernel chooses a limit that fits the machine.`,
          "zh-cn": `单位是 4 KiB 的内存页，不是字节：这样写允许所有 ${protocol} 套接字合计占用 ${size} 内存。删掉这一行，内核会按机器的内存选择上限。`,
        },
        fixes: (document) => [
          { ...removeLineFix(document, line), title: { en: "Remove the line: the kernel chooses by memory", "zh-cn": "删除这一行，由内核按内存大小选择" } },
          ...conversions(numbers).map(
            (value): Fix => ({
              title: { en: `Convert bytes to pages: ${value}`, "zh-cn": `把字节换算成内存页：${value}` },
              edits: [replaceValue(line, value)],
            }),
          ),
        ],
      });
    }
  },
});

/** The same numbers read as bytes, where what remains is enough to work with. */
function conversions(numbers: readonly number[]): string[] {
  const [low = 0, pressure = 0, high = 0] = numbers.map((bytes) => Math.ceil(bytes / PAGE_SIZE));
  return high >= LEAST_WORTH_CONVERTING && high <= 16 * low && low <= pressure && pressure < high ? [`${low} ${pressure} ${high}`] : [];
}
