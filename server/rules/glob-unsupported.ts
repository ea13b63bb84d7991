import { readsPatterns } from "../distributions.ts";
import { isGlob } from "../document/key.ts";
import { commentOutFix, removeLineFix } from "./edits.ts";
import { defineRule, keySpan } from "./rule.ts";

export default defineRule({
  name: "glob-unsupported",
  severity: "error",
  on: ["plain", "refused", "accepted", "text", "absent", "exclusion"],
  title: { en: "The loader knows no patterns", "zh-cn": "加载程序不支持模式" },
  documentation: {
    en: "Patterns such as `net.ipv4.conf.*.rp_filter`, and exclusions, are read by procps from 4.0 on; systemd-sysctl of systemd 245 reads them, that of 241 does not. Older loaders take the key as it is written, find no such file below /proc/sys, and set nothing. The rule speaks where the target is a distribution that is known to have an older loader.",
    "zh-cn":
      "`net.ipv4.conf.*.rp_filter` 这样的模式以及排除行，procps 从 4.0 起才支持；systemd 245 的 systemd-sysctl 支持，241 的不支持。更早的加载程序把键原样当成文件名，在 /proc/sys 下找不到，什么也不设置。只有目标是已知带旧加载程序的发行版时才报告。",
  },
  examples: {
    bad: [
      { text: "net.ipv4.conf.*.rp_filter = 1", kernel: "debian-11", loader: "procps" },
      { text: "net.ipv4.conf.*.rp_filter = 1", kernel: "ubuntu-18.04" },
      { text: "-net.ipv4.conf.lo.rp_filter", kernel: "centos-7" },
    ],
    good: [
      { text: "net.ipv4.conf.*.rp_filter = 1", kernel: "debian-12", loader: "procps" },
      { text: "net.ipv4.conf.*.rp_filter = 1", kernel: "ubuntu-20.04" },
      { text: "net.ipv4.conf.all.rp_filter = 1", kernel: "debian-11", loader: "procps" },
      "net.ipv4.conf.*.rp_filter = 1",
    ],
  },
  line({ line, target, report }) {
    const distribution = target.from?.distribution;
    if (distribution === undefined || readsPatterns(distribution, target.loader)) return;
    if (line.kind !== "exclusion" && !isGlob(line.path)) return;
    const program = target.loader === "systemd" ? "systemd-sysctl" : "procps";
    report({
      at: keySpan(line),
      message:
        line.kind === "exclusion"
          ? {
              en: `The ${program} of ${distribution} knows no exclusions: it skips the line.`,
              "zh-cn": `${distribution} 的 ${program} 不支持排除行，会跳过它。`,
            }
          : {
              en: `The ${program} of ${distribution} knows no patterns: nothing is set. Write a line for each key.`,
              "zh-cn": `${distribution} 的 ${program} 不支持模式，什么也不会设置。请逐个写出键。`,
            },
      fixes: (document) => [removeLineFix(document, line), commentOutFix(line)],
    });
  },
});
