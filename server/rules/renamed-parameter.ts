import { pathOf } from "../catalogue/catalogue.ts";
import { formatRelease } from "../catalogue/release.ts";
import { keyInStyleOf } from "../document/key.ts";
import { commentOutFix, replaceKey } from "./edits.ts";
import { defineRule, keySpan } from "./rule.ts";

export default defineRule({
  name: "renamed-parameter",
  severity: "error",
  on: ["absent"],
  title: { en: "Parameter has another name now", "zh-cn": "参数已改名" },
  documentation: {
    en: "The target kernel knows this parameter only by its new name. The loader finds no file of the old name and sets nothing. The fix writes the new name; check the value too, units and meaning sometimes changed with it.",
    "zh-cn": "目标内核只认新名字。加载程序找不到旧名字的文件，什么也不会设置。修复会写成新名字；值也请核对一下，单位和含义有时一起变了。",
  },
  examples: {
    bad: ["net.ipv4.netfilter.ip_conntrack_max = 1048576", "net.ipv4.netfilter.ip_conntrack_tcp_timeout_established = 1200"],
    good: [{ text: "net.ipv4.netfilter.ip_conntrack_max = 1048576", kernel: "4.4" }, "net.netfilter.nf_conntrack_max = 1048576"],
  },
  line({ line, resolution, target, report }) {
    if (line.kind !== "assignment" || line.ignoreFailure || resolution?.kind !== "parameter") return;
    const { parameter } = resolution;
    if (!parameter.isRemovedIn(target.kernel) || !parameter.facts.renamed || parameter.removed === undefined) return;
    const path = pathOf(parameter.facts.renamed).replace("/*/", `/${resolution.interface ?? "all"}/`);
    const key = keyInStyleOf(line.key, path);
    const since = formatRelease(parameter.removed);
    report({
      at: keySpan(line),
      deprecated: true,
      message: {
        en: `Since Linux ${since} this is ${key}; under the old name nothing is set.`,
        "zh-cn": `从 Linux ${since} 起它叫 ${key}；用旧名字什么也不会设置。`,
      },
      fixes: () => [{ title: { en: `Rename to ${key}`, "zh-cn": `改名为 ${key}` }, preferred: true, edits: [replaceKey(line, key)] }, commentOutFix(line)],
    });
  },
});
