import { replaceValue } from "./edits.ts";
import { defineRule, keySpan } from "./rule.ts";

const KEY = "net.ipv4.conf.*.accept_source_route";

export default defineRule({
  name: "accept-source-route",
  severity: "warning",
  title: { en: "Source-routed packets are accepted", "zh-cn": "接受源路由数据包" },
  documentation: {
    en: "With source routing the sender names the routers to pass through: it leads to addresses that routing would not reach, and back to a forged source. Nothing current needs it. The kernel accepts such packets if `all` **and** the interface have 1; interfaces start with 1 and `all` with 0, so the line for `all` is the one that opens the door, and 1 on an interface alone changes nothing. -1 counts as on in IPv4. IPv6 refuses the dangerous kind whatever the key says. Sources: IN_DEV_SOURCE_ROUTE in include/linux/inetdevice.h, ip_rcv_options() in net/ipv4/ip_input.c.",
    "zh-cn":
      "源路由让发送者指定经过哪些路由器：可以到达正常路由到不了的地址，应答也会回到伪造的源地址。如今没有什么需要它。`all` **和**接口都是 1 时内核才接受；接口默认是 1，`all` 默认是 0，所以打开这扇门的是 `all` 这一行，只在接口上写 1 没有变化。IPv4 里 -1 也算开启。IPv6 无论怎么设置都拒绝危险的那一种。来源：include/linux/inetdevice.h 的 IN_DEV_SOURCE_ROUTE、net/ipv4/ip_input.c 的 ip_rcv_options()。",
  },
  reads: [KEY],
  examples: {
    bad: [
      "net.ipv4.conf.all.accept_source_route = 1",
      "net.ipv4.conf.all.accept_source_route = -1",
      "net.ipv4.conf.*.accept_source_route = 1",
      "net.ipv4.conf.all.accept_source_route = 1\nnet.ipv4.conf.eth0.accept_source_route = 0",
    ],
    good: [
      "net.ipv4.conf.all.accept_source_route = 0",
      "net.ipv4.conf.default.accept_source_route = 1",
      "net.ipv4.conf.all.accept_source_route = 1\nnet.ipv4.conf.*.accept_source_route = 0",
      "net.ipv4.conf.*.accept_source_route = 1\nnet.ipv4.conf.all.accept_source_route = 0",
      "net.ipv6.conf.all.accept_source_route = 0",
    ],
  },
  check(context) {
    const settings = context.interfaces(KEY);
    const everywhere = settings.get("*");
    const all = settings.get("all") ?? everywhere;
    if (!all || Number.isNaN(all.number) || all.number === 0 || everywhere?.number === 0) return;
    context.report({
      at: keySpan(all.line),
      message: {
        en: "Packets whose sender chose their route are accepted now: with all on, every interface that has its default of 1 takes them. Write 0.",
        "zh-cn": "现在会接受由发送者指定路径的数据包：all 一打开，保持默认值 1 的接口都会接受。请写 0。",
      },
      fixes: () => [{ title: { en: "Write 0, the default of all", "zh-cn": "改成 0（all 的默认值）" }, edits: [replaceValue(all.line, "0")] }],
    });
  },
});
