import type { Text } from "../locale.ts";
import { commentOutFix, removeLineFix } from "./edits.ts";
import { defineRule, keySpan } from "./rule.ts";

export default defineRule({
  name: "read-only-parameter",
  severity: "error",
  on: ["plain", "refused", "accepted", "text"],
  title: { en: "Parameter can only be read", "zh-cn": "参数只读" },
  documentation: {
    en: "The file below /proc/sys reports something (a counter, what is available, a size fixed at boot) and takes no write. systemd-sysctl does not even say that it failed.",
    "zh-cn": "/proc/sys 下的这个文件只报告信息（计数器、可用项、启动时定下的大小），不接受写入。systemd-sysctl 甚至不会报告失败。",
  },
  examples: {
    bad: ["net.ipv6.conf.all.stable_secret = 2001:db8::1", "net.netfilter.nf_conntrack_count = 0", "net.ipv4.tcp_available_congestion_control = reno"],
    good: ["net.ipv6.conf.default.stable_secret = 2001:db8::1", "net.netfilter.nf_conntrack_max = 262144", "net.ipv4.tcp_congestion_control = reno"],
  },
  line({ line, parameter, resolution, report }) {
    if (line.kind !== "assignment" || !parameter) return;
    const { key, readOnly } = parameter.facts;
    if (key === SECRET && resolution?.kind === "parameter" && resolution.interface === "all") {
      report({ at: keySpan(line), message: NO_SECRET_OF_ALL, fixes: (document) => [removeLineFix(document, line), commentOutFix(line)] });
    }
    if (!readOnly) return;
    report({
      at: keySpan(line),
      message: {
        en: `${line.key} can only be read: the kernel refuses the write and nothing is set. Remove the line.`,
        "zh-cn": `${line.key} 是只读的：内核拒绝写入，什么也不会设置。请删除这一行。`,
      },
      fixes: (document) => [{ ...removeLineFix(document, line), preferred: true }, commentOutFix(line)],
    });
  },
});

/** Source: net/ipv6/addrconf.c addrconf_sysctl_stable_secret. */
const SECRET = "net.ipv6.conf.*.stable_secret";

const NO_SECRET_OF_ALL: Text = {
  en: "all has no secret: the kernel answers with an I/O error and nothing is set. Write default, or an interface.",
  "zh-cn": "all 没有密钥：内核返回 I/O 错误，什么也不会设置。请写 default 或具体接口。",
};
