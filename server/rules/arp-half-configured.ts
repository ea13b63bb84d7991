import { keyInStyleOf } from "../document/key.ts";
import { setCompanion } from "./companion.ts";
import { defineRule, keySpan } from "./rule.ts";

const IGNORE = "net.ipv4.conf.*.arp_ignore";
const ANNOUNCE = "net.ipv4.conf.*.arp_announce";

export default defineRule({
  name: "arp-half-configured",
  severity: "information",
  title: { en: "arp_ignore without arp_announce", "zh-cn": "只设了 arp_ignore，没设 arp_announce" },
  documentation: {
    en: "`arp_ignore` = 1 or 2 keeps the host from answering ARP requests for an address of another interface (a service address on `lo`, a second port on one network). But the host still names that address when it asks for others, and the gateway learns from the question where the address lives. `arp_announce` = 2 closes this half. Set both for `all` or for the interface on the network; on `lo` neither has an effect. Sources: arp_ignore() and arp_solicit() in net/ipv4/arp.c.",
    "zh-cn":
      "`arp_ignore` = 1 或 2 让主机不应答别的接口上地址的 ARP 请求（`lo` 上的服务地址，或接在同一网络的另一块网卡）。但主机自己发 ARP 请求时仍会报出那个地址，网关从请求里就知道它在哪里。`arp_announce` = 2 补上这一半。两个都要写给 `all` 或接入网络的接口；写在 `lo` 上都不起作用。来源：net/ipv4/arp.c 的 arp_ignore() 和 arp_solicit()。",
  },
  reads: [IGNORE, ANNOUNCE],
  examples: {
    bad: ["net.ipv4.conf.all.arp_ignore = 1", "net.ipv4.conf.all.arp_ignore = 1\nnet.ipv4.conf.all.arp_announce = 0", "net.ipv4.conf.eth0.arp_ignore = 2"],
    good: [
      "net.ipv4.conf.all.arp_ignore = 1\nnet.ipv4.conf.all.arp_announce = 2",
      "net.ipv4.conf.all.arp_announce = 2",
      "net.ipv4.conf.all.arp_ignore = 0",
      "net.ipv4.conf.eth0.arp_ignore = 8",
      "net.ipv4.conf.lo.arp_ignore = 1",
    ],
  },
  check(context) {
    const [ignore] = context.interfaces(IGNORE).where((number) => number >= 1 && number <= 3, ["lo"]);
    const announce = context.interfaces(ANNOUNCE);
    if (!ignore || announce.some((number) => number > 0)) return;
    const present = announce.get(ignore.name)?.line;
    const { line } = ignore;
    const key = keyInStyleOf(line.key, line.path.replace(/arp_ignore$/, "arp_announce"));
    context.report({
      at: keySpan(line),
      message: {
        en: `Answers are restricted, requests are not: with arp_announce 0 this host still asks in the name of addresses on other interfaces. Write ${key} = 2 as well.`,
        "zh-cn": `只限制了应答，没有限制请求：arp_announce 为 0 时，本机发 ARP 请求仍会用别的接口上的地址。请同时写 ${key} = 2。`,
      },
      fixes: (document) => [{ title: { en: `Set ${key} to 2`, "zh-cn": `把 ${key} 设为 2` }, edits: [setCompanion(document, line, key, "2", present)] }],
    });
  },
});
