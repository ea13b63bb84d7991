import type { InterfaceWrite } from "../configuration/interface-writes.ts";
import { removeLineFix } from "./edits.ts";
import { type ConfigurationContext, defineRule, valueSpan } from "./rule.ts";

const KEYS = ["net.ipv4.conf.*.rp_filter", "net.ipv4.conf.*.arp_ignore", "net.ipv4.conf.*.arp_announce"];

export default defineRule({
  name: "conf-max-wins",
  severity: "warning",
  title: { en: "The higher of all and the interface holds", "zh-cn": "all 和接口取较大值" },
  documentation: {
    en: "For `rp_filter`, `arp_ignore` and `arp_announce` the kernel takes the larger of `conf.all` and the interface. So an interface cannot be exempted from `all`: 0 on it does nothing. And 2 is not more of 1: `rp_filter` 2 is loose, so `all` = 2 loosens an interface that has 1, and the 2 that systemd's `50-default.conf` writes for every interface makes `all` = 1 loose. To treat interfaces differently leave `all` at 0 and set each one (or `*`). Source: IN_DEV_MAXCONF in include/linux/inetdevice.h.",
    "zh-cn":
      "`rp_filter`、`arp_ignore`、`arp_announce` 的生效值是 `conf.all` 与接口中较大的一个。所以没法让某个接口不受 `all` 管：在接口上写 0 不起作用。而且 2 并不比 1 更严：`rp_filter` 的 2 是宽松模式，`all` = 2 会把接口上的 1 放宽；systemd 的 `50-default.conf` 给每个接口写的 2，也会让 `all` = 1 变成宽松。要区别对待接口，请让 `all` 保持 0，再分别设置各接口（或 `*`）。来源：include/linux/inetdevice.h 的 IN_DEV_MAXCONF。",
  },
  reads: KEYS,
  examples: {
    bad: [
      "net.ipv4.conf.all.rp_filter = 1\nnet.ipv4.conf.eth0.rp_filter = 0",
      "net.ipv4.conf.all.rp_filter = 1\nnet.ipv4.conf.default.rp_filter = 0",
      "net.ipv4.conf.all.rp_filter = 2\nnet.ipv4.conf.eth0.rp_filter = 1",
      "net.ipv4.conf.*.rp_filter = 2\nnet.ipv4.conf.all.rp_filter = 1",
      "net.ipv4.conf.*.rp_filter = 2\nnet.ipv4.conf.all.rp_filter = 0",
      "net.ipv4.conf.all.arp_announce = 2\nnet.ipv4.conf.eth1.arp_announce = 1",
    ],
    good: [
      "net.ipv4.conf.all.rp_filter = 1\nnet.ipv4.conf.default.rp_filter = 1",
      "net.ipv4.conf.all.rp_filter = 0\nnet.ipv4.conf.eth0.rp_filter = 1",
      "net.ipv4.conf.all.rp_filter = 0\nnet.ipv4.conf.default.rp_filter = 1",
      "net.ipv4.conf.*.rp_filter = 2\n-net.ipv4.conf.all.rp_filter",
      "net.ipv4.conf.eth0.rp_filter = 0",
      "net.ipv4.conf.all.rp_filter = 1\nnet.ipv4.conf.eth0.rp_filter = 2",
    ],
  },
  check(context) {
    for (const key of KEYS) {
      const settings = context.interfaces(key);
      const all = settings.get("all");
      if (!all || !(all.number >= 0)) continue;
      for (const lower of settings.where((number) => number >= 0 && number < all.number)) reportLower(context, lower, all);
      // A pattern over all interfaces; one interface above `all` is what interfaces are for.
      const every = settings.get("*");
      if (every && every.number > all.number) reportLower(context, all, every);
    }
  },
});

function reportLower({ report }: ConfigurationContext, lower: InterfaceWrite, higher: InterfaceWrite): void {
  const leaf = lower.line.path.slice(lower.line.path.lastIndexOf("/") + 1);
  const loose = leaf === "rp_filter" && higher.number === 2 && lower.number === 1;
  report({
    at: valueSpan(lower.line),
    message: {
      en: `Without effect: the higher of all and the interface holds, and ${higher.name === "*" ? "every interface" : "all"} has ${higher.number}${loose ? ", the loose mode" : ""}. ${advice(lower, higher).en}`,
      "zh-cn": `不起作用：all 和接口取较大值，而${higher.name === "*" ? "每个接口" : " all "}是 ${higher.number}${loose ? "，即宽松模式" : ""}。${advice(lower, higher)["zh-cn"]}`,
    },
    related: [{ at: valueSpan(higher.line), message: { en: "The higher value", "zh-cn": "较大的值" } }],
    fixes: (document) => (lower.name === "all" ? [] : [removeLineFix(document, lower.line)]),
  });
}

function advice(lower: InterfaceWrite, higher: InterfaceWrite): { en: string; "zh-cn": string } {
  if (lower.name === "all") return { en: `Set the interfaces (*) to ${lower.number} too.`, "zh-cn": `请把各接口（*）也设成 ${lower.number}。` };
  return {
    en: `Leave all at 0 and write ${higher.number} for the interfaces that need it.`,
    "zh-cn": `请让 all 保持 0，只给需要的接口写 ${higher.number}。`,
  };
}
