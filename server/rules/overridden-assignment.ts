import { overriding } from "./overriding.ts";
import { defineRule, keySpan } from "./rule.ts";
import { shorten } from "./shorten.ts";

const VENDOR = "/usr/lib/sysctl.d/50-default.conf";

export default defineRule({
  name: "overridden-assignment",
  severity: "information",
  title: { en: "Another file sets the parameter later", "zh-cn": "另一个文件在后面又设置了这个参数" },
  documentation: {
    en: "A file that the loader reads later gives the parameter another value, or takes the assignment back with an exclusion. Files are read by file name over all folders, and what is read last holds. That is how drop-ins are meant to work; but whoever reads this line alone believes it. Where a file in /etc loses against one that came with a package, the rule `drop-in-order` speaks instead.",
    "zh-cn":
      "加载程序在后面读到的文件给了这个参数另一个值，或者用排除行收回了这次赋值。所有目录里的文件按文件名排序读取，最后读到的生效。片段文件本来就是这样用的，但只看这一行的人会信以为真。如果是 /etc 里的文件输给了软件包带来的文件，由规则 `drop-in-order` 报告。",
  },
  examples: {
    bad: [
      { path: VENDOR, text: "net.core.somaxconn = 1024", files: { "/etc/sysctl.d/90-web.conf": "net/core/somaxconn = 4096" } },
      { path: "/etc/sysctl.d/10-a.conf", text: "net.ipv4.conf.*.rp_filter = 1", files: { "/run/sysctl.d/20-b.conf": "net.ipv4.conf.*.rp_filter = 2" } },
      { path: "/etc/sysctl.d/90-web.conf", text: "net.core.somaxconn = 4096", files: { "/etc/sysctl.conf": "net.core.somaxconn = 128" }, loader: "procps" },
      { path: VENDOR, text: "net.ipv4.tcp_ecn = 1", files: { "/etc/sysctl.d/90-web.conf": "-net.ipv4.tcp_ecn" } },
    ],
    good: [
      { path: VENDOR, text: "net.core.somaxconn = 4096", files: { "/etc/sysctl.d/90-web.conf": "net/core/somaxconn = 4096" } },
      { path: "/etc/sysctl.d/90-web.conf", text: "net.core.somaxconn = 4096", files: { [VENDOR]: "net.core.somaxconn = 1024" } },
      { path: "/etc/sysctl.d/90-web.conf", text: "net.core.somaxconn = 4096", files: { "/etc/sysctl.conf": "net.core.somaxconn = 128" } },
      { path: VENDOR, text: "net.ipv4.tcp_ecn = 1", files: { "/etc/sysctl.d/90-web.conf": "net.ipv4.tcp_ecn = x" }, loader: "procps" },
    ],
  },
  across(context) {
    const found = overriding(context);
    if (!found || found.vendorWins) return;
    const { own, by } = found;
    const { key } = own.line;
    const value = shorten(by.line.value);
    context.report({
      at: keySpan(own.line),
      message:
        by.line.kind === "exclusion"
          ? {
              en: `Without effect: ${by.file.name} is read later and takes ${key} back.`,
              "zh-cn": `不起作用：${by.file.name} 在后面读取，收回了 ${key}。`,
            }
          : {
              en: `Without effect: ${by.file.name} is read later and sets ${key} to ${value}.`,
              "zh-cn": `不起作用：${by.file.name} 在后面读取，把 ${key} 设成了 ${value}。`,
            },
      related: [{ at: keySpan(by.line), document: by.file.document, message: { en: "The line that counts", "zh-cn": "起作用的行" } }],
    });
  },
});
