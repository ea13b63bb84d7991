import type { InterfaceWrite } from "../configuration/interface-writes.ts";
import { keyInStyleOf } from "../document/key.ts";
import type { Text } from "../locale.ts";
import { addBelow } from "./companion.ts";
import { ALL_AND_LO, forwardsIpv4, INTERFACE_ONLY, READS_FORWARDING } from "./interface-settings.ts";
import { type ConfigurationContext, defineRule, keySpan, type Severity } from "./rule.ts";

/** Copied to interfaces that are still untouched, which at boot they are: unless a vendor's drop-in has set each of them. */
const RP_FILTER = "net.ipv4.conf.*.rp_filter";
/** Either of `all` and the interface is enough, and `all` has 1: 0 in `default` changes nothing at all. */
const ALL_KEEPS_ON = ["net.ipv4.conf.*.send_redirects", "net.ipv4.conf.*.accept_redirects"];
/** A write to `all` is passed on to every interface; one to `default` is not. */
const PASSED_ON = ["net.ipv4.conf.*.forwarding", "net.ipv6.conf.*.forwarding", "net.ipv6.conf.*.disable_ipv6"];

export default defineRule({
  name: "conf-default-only",
  severity: "warning",
  title: { en: "conf.default leaves existing interfaces alone", "zh-cn": "conf.default 管不到已有的接口" },
  documentation: {
    en: "`default` is what interfaces made later start from. In IPv6 those that exist when the file is applied keep their values. In IPv4 a write to `default` is copied to existing interfaces too, but only where neither an address nor a value of the interface's own has been set; systemd's `50-default.conf`, which Fedora, Arch and others install, sets `rp_filter` for each (so `rp_filter` in `default` alone is information). Write `all` as well where `all` counts, or `*` for the interfaces. Network drivers in the kernel or the initial RAM disk make their interfaces before any sysctl file is read. Sources: devinet_copy_dflt_conf() and devinet_sysctl_forward() in net/ipv4/devinet.c, addrconf_fixup_forwarding() and addrconf_disable_ipv6() in net/ipv6/addrconf.c; measured on Linux 6.18.",
    "zh-cn":
      "`default` 是以后建立的接口的初始值。在 IPv6 里，应用文件时已经存在的接口保持原值。在 IPv4 里，写 `default` 也会复制到已有接口，但只限于还没有地址、自己也没被设置过的接口；而 Fedora、Arch 等发行版带有 systemd 的 `50-default.conf`，会逐个设置 `rp_filter`（所以只在 `default` 里写 `rp_filter` 时给信息）。`all` 管用的键请把 `all` 也写上，否则用 `*` 设置各接口。编进内核或放在 initramfs 里的网卡驱动，在读任何 sysctl 文件之前就建立了接口。来源：net/ipv4/devinet.c 的 devinet_copy_dflt_conf() 和 devinet_sysctl_forward()、net/ipv6/addrconf.c 的 addrconf_fixup_forwarding() 和 addrconf_disable_ipv6()；在 Linux 6.18 上实测。",
  },
  reads: [RP_FILTER, ...ALL_KEEPS_ON, ...PASSED_ON, ...INTERFACE_ONLY.keys(), ...READS_FORWARDING],
  examples: {
    bad: [
      "net.ipv6.conf.default.accept_ra = 0",
      "net.ipv6.conf.all.accept_ra = 0\nnet.ipv6.conf.default.accept_ra = 0",
      "net.ipv6.conf.default.disable_ipv6 = 1",
      "net.ipv4.conf.default.forwarding = 1",
      { text: "net.ipv4.conf.default.rp_filter = 1", severity: "information" },
      "net.ipv4.conf.default.send_redirects = 0",
      "net.ipv4.conf.default.accept_redirects = 0",
    ],
    good: [
      "net.ipv6.conf.default.accept_ra = 0\nnet.ipv6.conf.*.accept_ra = 0",
      "net.ipv6.conf.default.accept_ra = 0\nnet.ipv6.conf.eth0.accept_ra = 0",
      "net.ipv6.conf.default.accept_ra = 1",
      "net.ipv6.conf.all.disable_ipv6 = 1\nnet.ipv6.conf.default.disable_ipv6 = 1",
      "net.ipv4.ip_forward = 1\nnet.ipv4.conf.default.forwarding = 1",
      "net.ipv4.conf.all.rp_filter = 1\nnet.ipv4.conf.default.rp_filter = 1",
      "net.ipv4.conf.all.rp_filter = 0\nnet.ipv4.conf.default.rp_filter = 1",
      "net.ipv4.conf.default.rp_filter = 0",
      "net.ipv4.conf.default.accept_source_route = 0",
      "net.ipv4.conf.default.send_redirects = 0\nnet.ipv4.conf.all.send_redirects = 0",
      "net.ipv4.ip_forward = 1\nnet.ipv4.conf.default.accept_redirects = 0",
    ],
  },
  check(context) {
    const routes = forwardsIpv4(context) !== undefined;
    const filter = defaultAlone(context, RP_FILTER);
    if (filter && filter.number > 0 && !filter.all) say(context, filter, IPV4_KEEPS, "all", "information");
    for (const key of ALL_KEEPS_ON) {
      const alone = defaultAlone(context, key);
      if (alone?.number !== 0 || alone.all || (key.endsWith(".accept_redirects") && routes)) continue;
      say(context, alone, ALL_IS_ENOUGH, "all");
    }
    for (const key of PASSED_ON) {
      const alone = defaultAlone(context, key);
      if (alone?.number !== 1 || alone.all || (key.startsWith("net.ipv4.") && context.effective("net.ipv4.ip_forward")?.line)) continue;
      say(context, alone, KEEPS, "all");
    }
    for (const [key, standard] of INTERFACE_ONLY) {
      const alone = defaultAlone(context, key);
      if (alone && Number.isFinite(alone.number) && alone.number !== standard) say(context, alone, alone.all ? ALL_IS_NOT_READ : KEEPS, "*");
    }
  },
});

interface Alone extends InterfaceWrite {
  readonly all: InterfaceWrite | undefined;
}

/** The line for `default`, where no line is there for an interface or a pattern. */
function defaultAlone(context: ConfigurationContext, key: string): Alone | undefined {
  const settings = context.interfaces(key);
  const only = settings.get("default");
  return only && !settings.hasOther(["default", ...ALL_AND_LO]) ? { ...only, all: settings.get("all") } : undefined;
}

const KEEPS: Text = {
  en: "default reaches only interfaces made later: those that exist when the file is applied keep their value.",
  "zh-cn": "default 只管以后建立的接口：应用文件时已有的接口保持原值。",
};
const ALL_IS_NOT_READ: Text = {
  en: "In IPv6 nothing reads this key of all, and default reaches only interfaces made later: existing ones keep their value.",
  "zh-cn": "IPv6 里没有代码读 all 的这个键，default 又只管以后建立的接口：已有的接口保持原值。",
};
const IPV4_KEEPS: Text = {
  en: "default does not reach an interface that has an address, or a value of its own as systemd's 50-default.conf writes one.",
  "zh-cn": "default 管不到已有地址的接口，也管不到自己设过值的接口（systemd 的 50-default.conf 就会逐个设置）。",
};
const ALL_IS_ENOUGH: Text = {
  en: "Switches nothing off: it is on if all or the interface has 1, and all keeps its 1.",
  "zh-cn": "什么也没关掉：all 和接口任一为 1 就开启，而 all 仍是 1。",
};

function say({ report }: ConfigurationContext, { line }: InterfaceWrite, why: Text, name: "all" | "*", severity: Severity = "warning"): void {
  const key = keyInStyleOf(line.key, line.path.replace("/default/", `/${name}/`));
  report({
    at: keySpan(line),
    severity,
    message: { en: `${why.en} Write ${key} as well.`, "zh-cn": `${why["zh-cn"]}请同时写 ${key}。` },
    fixes: (document) => [
      { title: { en: `Add ${key} = ${line.value}`, "zh-cn": `添加 ${key} = ${line.value}` }, edits: [addBelow(document, line, [`${key} = ${line.value}`])] },
    ],
  });
}
