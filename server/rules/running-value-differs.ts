import { sameValue } from "../catalogue/same-value.ts";
import { replace } from "./edits.ts";
import { defineRule, valueSpan } from "./rule.ts";
import { shorten } from "./shorten.ts";

export default defineRule({
  name: "running-value-differs",
  severity: "information",
  title: { en: "The running kernel holds another value", "zh-cn": "内核当前的值与文件不一致" },
  documentation: {
    en: 'Asked for by the setting `"sysctl.runningValues": "drift"`, and only where the language server runs on Linux. The parameter holds another value now than the file would leave it at: the file has not been applied since it changed, another file or a program has set the parameter later, or the kernel has adjusted it. Values are compared as the kernel reads them (`0x10` is 16; times that it keeps in jiffies may be off by a rounding). The values are those of the server\'s own network namespace.',
    "zh-cn":
      '由设置项 `"sysctl.runningValues": "drift"` 启用，并且只在语言服务器运行于 Linux 时有效。参数现在的值，与文件会设置的值不同：文件改过之后还没有应用，或者后来有别的文件、别的程序改了它，或者内核自己调整了它。比较的是内核读出的数值（`0x10` 就是 16；内核以 jiffies 保存的时间允许有舍入误差）。取值来自服务器自己所在的网络命名空间。',
  },
  examples: {
    bad: [
      { text: "net.ipv4.tcp_fin_timeout = 30", running: { "net/ipv4/tcp_fin_timeout": "60" } },
      { text: "net.ipv4.tcp_rmem = 4096 131072 16777216", running: { "net/ipv4/tcp_rmem": "4096\t131072\t6291456" } },
      { text: "net.core.default_qdisc = fq", running: { "net/core/default_qdisc": "pfifo_fast" } },
      // Only the last write counts.
      { text: "vm.swappiness = 60\nvm.swappiness = 10", running: { "vm/swappiness": "60" } },
    ],
    good: [
      "net.ipv4.tcp_fin_timeout = 30",
      { text: "net.ipv4.tcp_fin_timeout = 0x1e", running: { "net/ipv4/tcp_fin_timeout": "30" } },
      { text: "net.ipv4.ip_local_reserved_ports = 8081,8080,9000-9001", running: { "net/ipv4/ip_local_reserved_ports": "8080-8081,9000-9001" } },
      { text: "net.ipv4.tcp_allowed_congestion_control = cubic reno", running: { "net/ipv4/tcp_allowed_congestion_control": "reno cubic" } },
      { text: "net.ipv4.neigh.default.retrans_time_ms = 1001", running: { "net/ipv4/neigh/default/retrans_time_ms": "1000" } },
      { text: "vm.swappiness = 10\nvm.swappiness = 60", running: { "vm/swappiness": "60" } },
      { text: "vm.swappiness = many", running: { "vm/swappiness": "60" } },
    ],
  },
  running({ line, parameter, value, report }) {
    if (sameValue(line.value, value, parameter) !== false) return;
    const now = value.trim().replace(/\s+/g, " ");
    report({
      at: valueSpan(line),
      message: {
        en: `The running kernel has ${line.key} at ${shorten(now) || "nothing"}, the file sets ${shorten(line.value)}. Apply the file, or look for what else sets it.`,
        "zh-cn": `正在运行的内核里 ${line.key} 是 ${shorten(now) || "空"}，文件设为 ${shorten(line.value)}。请应用此文件，或查一查还有谁在设置它。`,
      },
      fixes: () => [
        {
          title: { en: `Write the running value: ${shorten(now)}`, "zh-cn": `写成运行值：${shorten(now)}` },
          edits: [replace(line, line.valueStart, line.valueEnd, now)],
        },
      ],
    });
  },
});
