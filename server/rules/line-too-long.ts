import type { ParameterAtRelease } from "../catalogue/parameter.ts";
import type { Verdict } from "../catalogue/write.ts";
import type { Line } from "../document/line.ts";
import type { Text } from "../locale.ts";
import type { Loader } from "../target.ts";
import { defineRule } from "./rule.ts";

/** systemd src/basic/fileio.h LONG_LINE_MAX. */
const SYSTEMD_LINE = 1024 * 1024;
/** procps writes through a buffer of 4096 bytes; with the line end, 4094 bytes of a value arrive in one piece. */
const PROCPS_VALUE = 4094;
/** kernel/sysctl.c: numbers are read from the first page less one byte. */
const KERNEL_NUMBERS = 4095;
/** Bytes that a text parameter holds; the kernel cuts what is longer. */
const TEXT_LIMITS = new Map([
  ["kernel.core_pattern", 127],
  ["kernel.domainname", 64],
  ["kernel.hostname", 64],
  ["kernel.hotplug", 255],
  ["kernel.modprobe", 255],
  ["kernel.poweroff_cmd", 255],
]);

interface Excess {
  /** Bytes of the value that count; of the line, where the loader gives up. */
  readonly limit: number;
  readonly reason: "line" | "endless" | "procps" | "numbers" | "text";
}

export default defineRule({
  name: "line-too-long",
  severity: "error",
  title: { en: "Longer than the loader or the kernel takes", "zh-cn": "超出加载程序或内核的长度限制" },
  documentation: {
    en: "What is too long is cut off without a word. procps writes a value in pieces of 4096 bytes, and the kernel drops every piece but the first (`kernel.sysctl_writes_strict`): of a longer `net.ipv4.ip_local_reserved_ports` the last ports are missing. systemd-sysctl writes it in one piece. Of numbers the kernel looks at the first 4095 bytes. Text parameters have fixed sizes: `kernel.core_pattern` holds 127 bytes, `kernel.hostname` 64. At a line of 1 MiB systemd-sysctl stops reading the file. Write ranges instead of single ports, and a script instead of a long command. Sources: _proc_do_string() and proc_do_large_bitmap() in kernel/sysctl.c, fs/coredump.c; measured with procps 4.0.2.",
    "zh-cn":
      "超长的部分会被悄悄截掉。procps 每次写 4096 字节，而内核只收第一段（`kernel.sysctl_writes_strict`）：更长的 `net.ipv4.ip_local_reserved_ports` 会丢掉后面的端口。systemd-sysctl 则一次写完。对数字，内核只看前 4095 字节。文本参数长度固定：`kernel.core_pattern` 最多 127 字节，`kernel.hostname` 最多 64 字节。遇到 1 MiB 的行，systemd-sysctl 不再读这个文件。请用端口范围代替单个端口，用脚本代替很长的命令。来源：kernel/sysctl.c 的 _proc_do_string() 和 proc_do_large_bitmap()、fs/coredump.c；用 procps 4.0.2 实测。",
  },
  examples: {
    bad: [
      `kernel.hostname = ${"a".repeat(65)}`,
      `kernel.core_pattern = |/usr/lib/dump ${"%P ".repeat(40)}`,
      `kernel.domainname = ${"a".repeat(65)}`,
      { text: `net.ipv4.ip_local_reserved_ports = ${"20001,".repeat(682)}102`, loader: "procps" },
      `net.ipv4.tcp_rmem = 4096${" ".repeat(5000)}131072 6291456`,
    ],
    good: [
      `kernel.hostname = ${"a".repeat(64)}`,
      "kernel.core_pattern = |/usr/lib/systemd/systemd-coredump %P %u %g %s %t 9223372036854775808 %h %d",
      "net.ipv4.ip_local_reserved_ports = 8080,9000-9010",
      { text: `net.ipv4.ip_local_reserved_ports = ${"20001,".repeat(682)}10`, loader: "procps" },
      { text: `net.ipv4.ip_local_reserved_ports = ${"20001,".repeat(2000)}`, loader: "systemd" },
      `net.ipv4.tcp_retries2 = 7${" ".repeat(5000)}# remark`,
    ],
  },
  on: ["broken", "absent", "refused", "accepted", "text", "exclusion", "endless"],
  line({ line, target, parameter, verdict, report }) {
    const excess = findExcess(line, target.loader, parameter, verdict);
    if (!excess) return;
    const start = excess.reason === "line" || excess.reason === "endless" ? line.keyStart : columnAtByte(line, excess.limit);
    report({ at: { line, start, end: line.valueEnd }, message: messageFor(excess, line.key) });
  },
});

function findExcess(line: Line, loader: Loader, parameter: ParameterAtRelease | undefined, verdict: Verdict | undefined): Excess | undefined {
  if (loader === "systemd" && longerThan(line.text, SYSTEMD_LINE - 1)) return { limit: SYSTEMD_LINE, reason: "line" };
  if (line.kind === "endless") return /[#;]/.test(line.text.charAt(line.keyStart)) ? undefined : { limit: SYSTEMD_LINE, reason: "endless" };
  if (line.kind !== "assignment" || !parameter || parameter.facts.readOnly) return undefined;
  const text = TEXT_LIMITS.get(parameter.facts.key);
  if (text !== undefined) return longerThan(line.value, text) ? { limit: text, reason: "text" } : undefined;
  if (parameter.isNumeric) {
    const last = verdict?.status === "refused" ? undefined : verdict?.numbers.at(-1);
    return last && last.end > KERNEL_NUMBERS ? { limit: KERNEL_NUMBERS, reason: "numbers" } : undefined;
  }
  return loader === "procps" && longerThan(line.value, PROCPS_VALUE) ? { limit: PROCPS_VALUE, reason: "procps" } : undefined;
}

const encoder = new TextEncoder();

/** In UTF-8. A UTF-16 unit is at most three bytes, so most texts need no counting. */
function longerThan(text: string, bytes: number): boolean {
  return text.length > bytes || (text.length * 3 > bytes && encoder.encode(text).length > bytes);
}

function columnAtByte(line: Line, bytes: number): number {
  let column = line.valueStart;
  let count = 0;
  for (const c of line.value) {
    count += encoder.encode(c).length;
    if (count > bytes) break;
    column += c.length;
  }
  return column;
}

function messageFor({ limit, reason }: Excess, key: string): Text {
  switch (reason) {
    case "line":
      return {
        en: "systemd-sysctl reads no line of 1 MiB: it gives the file up here, and nothing from this line on is set. Shorten the line.",
        "zh-cn": "systemd-sysctl 不读 1 MiB 长的行：读到这里就放弃整个文件，从这一行起什么也不会设置。请缩短这一行。",
      };
    case "endless":
      return {
        en: "A statement of 1 MiB sets nothing as it stands: the kernel takes no path longer than 4095 bytes, and of a value procps writes about 4094 bytes. Shorten the line; nothing else is said about it.",
        "zh-cn": "1 MiB 长的语句不会照写的样子生效：内核不接受超过 4095 字节的路径，而一个值 procps 只写进大约 4094 字节。请缩短这一行；此处不再作其他检查。",
      };
    case "text":
      return {
        en: `${key} holds ${limit} bytes: the kernel cuts off the rest without saying so. Shorten the value.`,
        "zh-cn": `${key} 最多 ${limit} 字节：内核会悄悄截掉其余部分。请缩短这个值。`,
      };
    case "numbers":
      return {
        en: `The kernel looks for numbers in the first ${limit} bytes of a value only: what stands here is not read. Remove blanks.`,
        "zh-cn": `内核只在值的前 ${limit} 字节里找数字：这里的内容不会被读到。请删掉多余的空格。`,
      };
    case "procps":
      return {
        en: `procps writes a value in pieces and the kernel takes the first alone: about ${limit} bytes arrive, the rest is lost without a word. Write ranges, to shorten the list.`,
        "zh-cn": `procps 分段写入，而内核只收第一段：大约 ${limit} 字节写得进去，其余悄悄丢失。请改写成范围，缩短这个列表。`,
      };
  }
}
