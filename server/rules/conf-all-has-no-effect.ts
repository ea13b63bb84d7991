import type { InterfaceWrite, InterfaceWrites } from "../configuration/interface-writes.ts";
import type { SysctlDocument } from "../document/document.ts";
import { isGlob, keyInStyleOf } from "../document/key.ts";
import type { Line } from "../document/line.ts";
import { addBelow, isIn } from "./companion.ts";
import { replaceValue } from "./edits.ts";
import { ALL_AND_LO, forwardsIpv4, INTERFACE_ONLY, READS_FORWARDING } from "./interface-settings.ts";
import { type ConfigurationContext, defineRule, type Edit, type Fix, keySpan } from "./rule.ts";

/** On if `all` or the interface is; on by default for both. */
const EITHER = [
  "net.ipv4.conf.*.send_redirects",
  "net.ipv4.conf.*.secure_redirects",
  "net.ipv4.conf.*.shared_media",
  // On a host that does not forward; where both must be on, `all` alone switches it off.
  "net.ipv4.conf.*.accept_redirects",
];
/** The same, off by default. */
const MARTIANS = "net.ipv4.conf.*.log_martians";

export default defineRule({
  name: "conf-all-has-no-effect",
  severity: "warning",
  title: { en: "conf.all alone changes nothing", "zh-cn": "只写 conf.all 不起作用" },
  documentation: {
    en: "How `all` and an interface go together differs from key to key. ICMP redirects of IPv4 (`send_redirects`, `secure_redirects`, `shared_media`, and `accept_redirects` on a host that does not forward) and `log_martians` are on if **either** is on; interfaces start with 1 for redirects, so `all` = 0 alone switches nothing off. Many IPv6 keys (`accept_ra`, `accept_redirects`, `autoconf`, `use_tempaddr`) are read of the interface **only**, and nothing reads their `all`. Write `default`, for interfaces made later and for IPv4 ones without an address, and `*` for those that exist. Sources: IN_DEV_ORCONF and IN_DEV_RX_REDIRECTS in include/linux/inetdevice.h, net/ipv6/addrconf.c, net/ipv6/ndisc.c; measured on Linux 6.18.",
    "zh-cn":
      "`all` 和接口怎样共同起作用，每个键不一样。IPv4 的 ICMP 重定向（`send_redirects`、`secure_redirects`、`shared_media`，以及不转发的主机上的 `accept_redirects`）和 `log_martians` 是**任一**为 1 就开启；重定向在接口上默认是 1，所以只把 `all` 写成 0 什么也关不掉。许多 IPv6 键（`accept_ra`、`accept_redirects`、`autoconf`、`use_tempaddr`）**只**看接口，没有代码读它们的 `all`。请写 `default`（管以后建立的接口，以及还没有地址的 IPv4 接口）和 `*`（管已有的接口）。来源：include/linux/inetdevice.h 的 IN_DEV_ORCONF 和 IN_DEV_RX_REDIRECTS、net/ipv6/addrconf.c、net/ipv6/ndisc.c；在 Linux 6.18 上实测。",
  },
  reads: [...EITHER, MARTIANS, ...INTERFACE_ONLY.keys(), ...READS_FORWARDING],
  examples: {
    bad: [
      "net.ipv4.conf.all.send_redirects = 0",
      "net.ipv4.conf.all.accept_redirects = 0",
      "net.ipv4.conf.all.send_redirects = 0\nnet.ipv4.conf.default.send_redirects = 1",
      "net.ipv4.conf.all.send_redirects = 0\nnet.ipv4.conf.lo.send_redirects = 0",
      "net.ipv4.conf.all.log_martians = 0\nnet.ipv4.conf.default.log_martians = 1",
      "net.ipv6.conf.all.accept_ra = 0",
      "net.ipv6.conf.all.use_tempaddr = 2",
      "net/ipv6/conf/all/accept_redirects = 0",
    ],
    good: [
      "net.ipv4.conf.all.send_redirects = 0\nnet.ipv4.conf.default.send_redirects = 0",
      "net.ipv4.conf.*.send_redirects = 0",
      "net.ipv4.conf.all.send_redirects = 0\nnet.ipv4.conf.eth0.send_redirects = 0",
      "net.ipv4.conf.all.send_redirects = 1",
      "net.ipv4.ip_forward = 1\nnet.ipv4.conf.all.accept_redirects = 0",
      "net.ipv4.conf.all.accept_source_route = 0",
      "net.ipv4.conf.all.log_martians = 0",
      "net.ipv4.conf.all.log_martians = 1",
      "net.ipv6.conf.all.accept_ra = 1",
      "net.ipv6.conf.all.accept_ra = 0\nnet.ipv6.conf.default.accept_ra = 0",
      "net.ipv6.conf.all.disable_ipv6 = 1",
    ],
  },
  check(context) {
    for (const key of EITHER) {
      const settings = context.interfaces(key);
      const all = settings.get("all");
      if (all?.number !== 0 || settings.some((number) => number === 0, ALL_AND_LO)) continue;
      if (key.endsWith(".accept_redirects") && forwardsIpv4(context)) continue;
      reportEither(context, all, settings);
    }
    const martians = context.interfaces(MARTIANS);
    const all = martians.get("all");
    const wide = all?.number === 0 && martians.where((number) => number === 1).find(({ name }) => name === "default" || isGlob(name));
    if (all && wide) reportEither(context, all, martians, wide);
    for (const [key, standard] of INTERFACE_ONLY) {
      const settings = context.interfaces(key);
      const only = settings.get("all");
      if (only && !settings.hasOther(ALL_AND_LO) && Number.isFinite(only.number) && only.number !== standard) reportInterfaceOnly(context, only, standard);
    }
  },
});

const leafOf = (line: Line): string => line.path.slice(line.path.lastIndexOf("/") + 1);

function reportEither({ report }: ConfigurationContext, { line }: InterfaceWrite, settings: InterfaceWrites, wide?: InterfaceWrite): void {
  report({
    at: keySpan(line),
    message: {
      en: `Switches nothing off: ${leafOf(line)} is on if all or the interface has 1, and the interfaces ${wide ? "get" : "keep"} 1. Set default and the interfaces to 0 as well.`,
      "zh-cn": `什么也没关掉：all 和接口任一为 1，${leafOf(line)} 就开启，而各接口${wide ? "会得到" : "仍是"} 1。请把 default 和各接口也设成 0。`,
    },
    ...(wide ? { related: [{ at: keySpan(wide.line), message: { en: "This sets 1", "zh-cn": "这里设成了 1" } }] } : {}),
    fixes: (document) => [setOthers(document, line, "0", settings)],
  });
}

function reportInterfaceOnly({ report }: ConfigurationContext, { line }: InterfaceWrite, standard: number): void {
  report({
    at: keySpan(line),
    message: {
      en: `Without effect: nothing reads ${leafOf(line)} of all in IPv6, and the interfaces keep ${standard}. Set default and the interfaces instead.`,
      "zh-cn": `不起作用：IPv6 里没有代码读 all 的 ${leafOf(line)}，各接口仍是 ${standard}。请改为设置 default 和各接口。`,
    },
    fixes: (document) => [setOthers(document, line, line.value)],
  });
}

/** Lines for `default` and for `*`; one that is there already takes the value. */
function setOthers(document: SysctlDocument, line: Line, value: string, settings?: InterfaceWrites): Fix {
  const missing: string[] = [];
  const edits: Edit[] = [];
  for (const name of ["default", "*"]) {
    const present = settings?.get(name)?.line;
    if (isIn(document, present)) edits.push(replaceValue(present, value));
    else missing.push(`${keyInStyleOf(line.key, line.path.replace("/all/", `/${name}/`))} = ${value}`);
  }
  if (missing.length > 0) edits.push(addBelow(document, line, missing));
  return { title: { en: "Set default and all interfaces as well", "zh-cn": "同时设置 default 和所有接口" }, edits };
}
