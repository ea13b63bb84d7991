import type { Catalogue } from "../catalogue/catalogue.ts";
import { judgeWrite } from "../catalogue/write.ts";
import { keyInStyleOf } from "../document/key.ts";
import type { Line } from "../document/line.ts";
import type { Target } from "../target.ts";
import { commentOutFix, removeLineFix, replaceKey } from "./edits.ts";
import { keyProblem, otherFamily } from "./key-problem.ts";
import { defineRule, keySpan } from "./rule.ts";

export default defineRule({
  name: "wrong-family",
  severity: "error",
  on: ["broken"],
  title: { en: "Key of the other IP version", "zh-cn": "键属于另一个 IP 版本" },
  documentation: {
    en: "`net.ipv4.conf` and `net.ipv6.conf` look alike and hold different keys. Only IPv4 has `rp_filter`, `send_redirects`, `secure_redirects`, `shared_media`, `log_martians` and the `arp_*` keys; only IPv6 has `accept_ra`, `autoconf`, `disable_ipv6`, `use_tempaddr`. Under the other version there is no such file and nothing is set. IPv6 has no replacement for `rp_filter` (a netfilter rule with `fib saddr . iif` does its work) and none for `send_redirects`: a Linux router always sends IPv6 redirects, and only a firewall stops them. Source: ctl_forward_entry in net/ipv4/devinet.c, addrconf_sysctl in net/ipv6/addrconf.c.",
    "zh-cn":
      "`net.ipv4.conf` 和 `net.ipv6.conf` 看起来相似，里面的键却不同。`rp_filter`、`send_redirects`、`secure_redirects`、`shared_media`、`log_martians` 和 `arp_*` 只有 IPv4 有；`accept_ra`、`autoconf`、`disable_ipv6`、`use_tempaddr` 只有 IPv6 有。写到另一边就没有这个文件，什么也不会设置。IPv6 没有代替 `rp_filter` 的参数（可以用带 `fib saddr . iif` 的 netfilter 规则），也没有 `send_redirects`：Linux 路由器总会发送 IPv6 重定向，只能用防火墙拦住。来源：net/ipv4/devinet.c、net/ipv6/addrconf.c 的 addrconf_sysctl。",
  },
  examples: {
    bad: [
      "net.ipv6.conf.all.send_redirects = 0",
      "net.ipv6.conf.default.rp_filter = 1",
      "net.ipv4.conf.all.disable_ipv6 = 1",
      "net/ipv4/conf/eth0/accept_ra = 0",
      "net.ipv6.conf.all.arp_ignore = 1",
    ],
    good: [
      "net.ipv4.conf.all.send_redirects = 0",
      "net.ipv6.conf.all.accept_ra = 0",
      "net.ipv6.conf.all.no_such_thing = 0",
      "-net.ipv6.conf.all.send_redirects = 0",
      "net.ipv6.conf.all.accept_redirects = 0",
    ],
  },
  line({ line, catalogue, target, resolution, report }) {
    if (resolution?.kind !== "unknown" || keyProblem(line, catalogue, target.loader) !== "wrong-family") return;
    const other = otherFamily(line.path, catalogue);
    if (!other) return;
    const key = keyInStyleOf(line.key, other.path);
    const leaf = line.path.slice(line.path.lastIndexOf("/") + 1);
    const not = other.has === "IPv4" ? "IPv6" : "IPv4";
    report({
      at: keySpan(line),
      message: {
        en: `Only ${other.has} has ${leaf}; under ${not} there is no such file and nothing is set. ${other.has === "IPv6" ? `Write "${key}".` : "Remove the line."}`,
        "zh-cn": `只有 ${other.has} 有 ${leaf}；${not} 下没有这个文件，什么也不会设置。${other.has === "IPv6" ? `请写成“${key}”。` : "请删除这一行。"}`,
      },
      fixes: (document) => {
        const free = !document.lines.some((each) => each.kind === "assignment" && each.path === other.path);
        const rename = free && takes(other.path, line, catalogue, target);
        // Who writes `net.ipv4.conf.all.disable_ipv6` means IPv6; who writes `send_redirects` under IPv6 mirrors a list.
        const renameFirst = rename && other.has === "IPv6";
        return [
          ...(rename ? [{ title: { en: `Change to ${key}`, "zh-cn": `改成 ${key}` }, preferred: renameFirst, edits: [replaceKey(line, key)] }] : []),
          { ...removeLineFix(document, line), preferred: !renameFirst },
          commentOutFix(line),
        ];
      },
    });
  },
});

function takes(path: string, line: Line, catalogue: Catalogue, target: Target): boolean {
  const resolution = catalogue.resolve(path);
  if (resolution.kind !== "parameter" || !resolution.parameter.existsIn(target.kernel)) return false;
  const parameter = resolution.parameter.at(target.kernel, target.hz);
  return !parameter.facts.readOnly && judgeWrite(line.value, parameter).status !== "refused";
}
