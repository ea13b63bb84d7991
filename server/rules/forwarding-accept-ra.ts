import type { InterfaceWrite, InterfaceWrites } from "../configuration/interface-writes.ts";
import { isGlob } from "../document/key.ts";
import { replaceValue } from "./edits.ts";
import { type ConfigurationContext, defineRule, keySpan } from "./rule.ts";

const FORWARDING = "net.ipv6.conf.*.forwarding";
const ACCEPT_RA = "net.ipv6.conf.*.accept_ra";

export default defineRule({
  name: "forwarding-accept-ra",
  severity: "warning",
  title: { en: "A forwarding host ignores router advertisements", "zh-cn": "开启转发后忽略路由器通告" },
  documentation: {
    en: "An interface that forwards takes router advertisements only if its `accept_ra` is 2; with 1, the default, they are ignored. Switching `net.ipv6.conf.all.forwarding` on also deletes the default routes that advertisements brought, and the addresses follow when they expire: IPv6 dies minutes or hours later. If an interface gets its address or default route from a router, set its `accept_ra` to 2, on a line before. If all addresses and routes are static, or NetworkManager or systemd-networkd runs the interface (they read advertisements themselves), 1 does no harm; write 0 to say so. Where the file says nothing about `accept_ra`, this is information. Sources: ipv6_accept_ra() in include/net/ipv6.h, rt6_purge_dflt_routers() called by addrconf_fixup_forwarding() in net/ipv6/addrconf.c.",
    "zh-cn":
      "开启转发的接口，只有 `accept_ra` 为 2 时才接受路由器通告；默认的 1 会被忽略。打开 `net.ipv6.conf.all.forwarding` 时，通告带来的默认路由会立即删除，地址随后过期：几分钟或几小时后 IPv6 就断了。如果接口的地址或默认路由来自路由器，请在前面一行把它的 `accept_ra` 设成 2。如果地址和路由都是静态的，或者接口由 NetworkManager、systemd-networkd 管理（它们自己处理通告），1 没有坏处；写成 0 更清楚。文件没有提到 `accept_ra` 时只给信息。来源：include/net/ipv6.h 的 ipv6_accept_ra()，以及 net/ipv6/addrconf.c 的 addrconf_fixup_forwarding() 调用的 rt6_purge_dflt_routers()。",
  },
  reads: [FORWARDING, ACCEPT_RA],
  examples: {
    bad: [
      "net.ipv6.conf.all.forwarding = 1\nnet.ipv6.conf.eth0.accept_ra = 1",
      "net.ipv6.conf.all.forwarding = 1\nnet.ipv6.conf.default.accept_ra = 1",
      "net.ipv6.conf.eth0.forwarding = 1\nnet.ipv6.conf.eth0.accept_ra = 1",
      "net.ipv6.conf.*.accept_ra = 1\nnet.ipv6.conf.all.forwarding = 1\nnet.ipv6.conf.lo.forwarding = 0",
      { text: "net.ipv6.conf.all.forwarding = 1", severity: "information" },
    ],
    good: [
      "net.ipv6.conf.all.forwarding = 1\nnet.ipv6.conf.eth0.accept_ra = 2",
      "net.ipv6.conf.all.forwarding = 1\nnet.ipv6.conf.all.accept_ra = 0\nnet.ipv6.conf.default.accept_ra = 0",
      "net.ipv6.conf.all.forwarding = 1\nnet.ipv6.conf.eth0.accept_ra = 1\nnet.ipv6.conf.eth0.forwarding = 0",
      "net.ipv6.conf.all.forwarding = 0\nnet.ipv6.conf.eth0.accept_ra = 1",
      "net.ipv6.conf.eth0.accept_ra = 1",
      "net.ipv4.ip_forward = 1",
    ],
  },
  check(context) {
    const forwarding = context.interfaces(FORWARDING);
    if (!forwarding.some((number) => number === 1)) return;
    const all = forwarding.get("all");
    const on = all?.number === 1 ? all : undefined;
    const advertisements = context.interfaces(ACCEPT_RA);
    for (const setting of advertisements.where((number) => number === 1, ["lo"]))
      if (forwards(setting.name, forwarding, on !== undefined)) reportIgnored(context, setting, on);
    if (on && !advertisements.hasOther(["lo"])) {
      context.report({
        at: keySpan(on.line),
        severity: "information",
        message: {
          en: "From here on router advertisements are ignored and default routes learned from them are gone. An interface that needs them wants net.ipv6.conf.NAME.accept_ra = 2 before this line.",
          "zh-cn": "从这里起路由器通告会被忽略，由通告学到的默认路由也会删除。需要通告的接口，请在这一行之前写 net.ipv6.conf.接口名.accept_ra = 2。",
        },
      });
    }
  },
});

/** Does an interface forward, by its own line or else by `all`? `all` and patterns stand for every interface. */
function forwards(name: string, forwarding: InterfaceWrites, all: boolean): boolean {
  const own = name === "all" ? undefined : forwarding.get(name);
  return own ? own.number === 1 : all;
}

function reportIgnored({ report }: ConfigurationContext, { line, name }: InterfaceWrite, on: InterfaceWrite | undefined): void {
  const every = isGlob(name) || name === "all";
  report({
    at: keySpan(line),
    message: {
      en: `With forwarding on, 1 means that ${every ? "every interface" : name} ignores router advertisements and loses the default route they brought. Write 2 where it is needed, else 0.`,
      "zh-cn": `开启转发后，1 表示${every ? "各接口" : ` ${name} `}忽略路由器通告，通告带来的默认路由也会删除。需要通告请写 2，不需要请写 0。`,
    },
    ...(on ? { related: [{ at: keySpan(on.line), message: { en: "Forwarding is switched on here", "zh-cn": "转发在这里打开" } }] } : {}),
    fixes: () => [
      { title: { en: "Write 2: take advertisements although it forwards", "zh-cn": "写 2：转发时也接受通告" }, edits: [replaceValue(line, "2")] },
      { title: { en: "Write 0: take none", "zh-cn": "写 0：不接受通告" }, edits: [replaceValue(line, "0")] },
    ],
  });
}
