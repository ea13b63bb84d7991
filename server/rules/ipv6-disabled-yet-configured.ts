import type { InterfaceWrite, InterfaceWrites } from "../configuration/interface-writes.ts";
import { isGlob } from "../document/key.ts";
import { numbersOf } from "./arithmetic.ts";
import { removeLineFix } from "./edits.ts";
import { keyFor } from "./interface-settings.ts";
import { type ConfigurationContext, defineRule, keySpan } from "./rule.ts";

const DISABLE = "net.ipv6.conf.*.disable_ipv6";
const ALL = "net.ipv6.conf.all.disable_ipv6";
/** Keys that want IPv6 to work, from this value on. Those that restrict it do no harm where there is none. */
const WANTS_IPV6 = [
  "net.ipv6.conf.*.forwarding",
  "net.ipv6.conf.*.accept_ra",
  "net.ipv6.conf.*.autoconf",
  "net.ipv6.conf.*.use_tempaddr",
  "net.ipv6.conf.*.proxy_ndp",
];

export default defineRule({
  name: "ipv6-disabled-yet-configured",
  severity: "warning",
  title: { en: "IPv6 is switched off and configured", "zh-cn": "关闭了 IPv6 却又在配置它" },
  documentation: {
    en: "`net.ipv6.conf.all.disable_ipv6` = 1 removes every IPv6 address and route; lines that want IPv6 to do something (forwarding, `accept_ra`, `autoconf`, `use_tempaddr`, `proxy_ndp`) then do nothing. A write to `all` goes to every interface present, so an exception such as `lo` = 0 must come **behind** it. `lo` = 1 alone takes `::1` away from a host that otherwise keeps IPv6: programs that use `localhost` over IPv6 fail. Source: addrconf_disable_change() in net/ipv6/addrconf.c; measured on Linux 6.18.",
    "zh-cn":
      "`net.ipv6.conf.all.disable_ipv6` = 1 会移除所有 IPv6 地址和路由；想让 IPv6 做点什么的行（转发、`accept_ra`、`autoconf`、`use_tempaddr`、`proxy_ndp`）就不起作用。写 `all` 会作用到所有现有接口，所以 `lo` = 0 这样的例外要写在它**后面**。只写 `lo` = 1，会让仍在使用 IPv6 的主机失去 `::1`，通过 IPv6 访问 `localhost` 的程序会失败。来源：net/ipv6/addrconf.c 的 addrconf_disable_change()；在 Linux 6.18 上实测。",
  },
  reads: [DISABLE, ...WANTS_IPV6],
  examples: {
    bad: [
      "net.ipv6.conf.all.disable_ipv6 = 1\nnet.ipv6.conf.all.forwarding = 1",
      "net.ipv6.conf.eth0.accept_ra = 2\nnet.ipv6.conf.all.disable_ipv6 = 1",
      "net.ipv6.conf.*.disable_ipv6 = 1\nnet.ipv6.conf.default.use_tempaddr = 2",
      "net.ipv6.conf.lo.disable_ipv6 = 1",
      "net.ipv6.conf.lo.disable_ipv6 = 0\nnet.ipv6.conf.all.disable_ipv6 = 1",
    ],
    good: [
      "net.ipv6.conf.all.disable_ipv6 = 1\nnet.ipv6.conf.default.disable_ipv6 = 1\nnet.ipv6.conf.lo.disable_ipv6 = 1",
      "net.ipv6.conf.all.disable_ipv6 = 1\nnet.ipv6.conf.all.accept_redirects = 0\nnet.ipv6.conf.all.forwarding = 0",
      "net.ipv6.conf.all.disable_ipv6 = 1\nnet.ipv6.conf.lo.disable_ipv6 = 0",
      "net.ipv6.conf.all.disable_ipv6 = 1\nnet.ipv6.conf.eth0.disable_ipv6 = 0\nnet.ipv6.conf.eth0.accept_ra = 2",
      "net.ipv6.conf.all.disable_ipv6 = 0\nnet.ipv6.conf.all.forwarding = 1",
      "net.ipv6.conf.eth1.disable_ipv6 = 1\nnet.ipv6.conf.eth0.accept_ra = 2",
    ],
  },
  check(context) {
    const settings = context.interfaces(DISABLE);
    const all = settings.get("all") ?? settings.get("*");
    const lo = settings.get("lo");
    if (all?.number !== 1) {
      if (lo?.number === 1 && !settings.where((number) => number === 1).some(({ name }) => isGlob(name))) reportLoopback(context, lo);
      return;
    }
    reportTooEarly(context, settings);
    if (settings.some((number) => number === 0, ["lo"])) return;
    for (const key of WANTS_IPV6) {
      for (const { line } of context.interfaces(key).where((number) => number > 0)) {
        context.report({
          at: keySpan(line),
          unnecessary: true,
          message: {
            en: "Without effect: disable_ipv6 is 1 for all interfaces, so there are no IPv6 addresses and routes to work with. Remove this line, or the other.",
            "zh-cn": "不起作用：所有接口的 disable_ipv6 都是 1，没有 IPv6 地址和路由可用。请删除这一行，或者删除那一行。",
          },
          related: [{ at: keySpan(all.line), message: { en: "IPv6 is switched off here", "zh-cn": "IPv6 在这里关闭" } }],
          fixes: (document) => [removeLineFix(document, line)],
        });
      }
    }
  },
});

function reportLoopback({ report }: ConfigurationContext, { line }: InterfaceWrite): void {
  report({
    at: keySpan(line),
    message: {
      en: "This takes ::1 away, while the network keeps IPv6: programs that use localhost over IPv6 fail. Leave lo at 0.",
      "zh-cn": "这会去掉 ::1，而网络上仍在用 IPv6：通过 IPv6 访问 localhost 的程序会失败。lo 请保持 0。",
    },
    fixes: (document) => [removeLineFix(document, line)],
  });
}

/** Exceptions in front of the line for `all`, which overwrites them. */
function reportTooEarly(context: ConfigurationContext, settings: InterfaceWrites): void {
  const names = settings.where((number) => number === 0, ["all"]).filter(({ name }) => !isGlob(name) && !name.includes("."));
  const order = context.writes([ALL, ...names.map(({ name }) => keyFor(DISABLE, name))]);
  const last = order.findLast(({ key, line }) => key === ALL && numbersOf(line.value)[0] === 1);
  if (!last) return;
  const places = new Map(order.map(({ key }, place) => [key, place]));
  for (const { name, line } of names) {
    if ((places.get(keyFor(DISABLE, name)) ?? -1) > order.indexOf(last)) continue;
    context.report({
      at: keySpan(line),
      message: {
        en: `Does not last: ${last.line.key} further on switches IPv6 off for ${name} again. Move this line behind it.`,
        "zh-cn": `保持不住：后面的 ${last.line.key} 会再次关闭 ${name} 的 IPv6。请把这一行移到它后面。`,
      },
      related: [{ at: keySpan(last.line), message: { en: "The line that switches it off", "zh-cn": "关闭它的一行" } }],
    });
  }
}
