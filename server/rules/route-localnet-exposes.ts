import { defineRule, keySpan } from "./rule.ts";

const KEY = "net.ipv4.conf.*.route_localnet";

export default defineRule({
  name: "route-localnet-exposes",
  severity: "warning",
  title: { en: "Loopback addresses reachable from the network", "zh-cn": "回环地址可从网络访问" },
  documentation: {
    en: "With `route_localnet` on, packets to 127.0.0.0/8 that come in from the network are no longer dropped. Services that listen on 127.0.0.1 for protection can then be reached by any neighbour on the link (CVE-2020-8558 in Kubernetes). On `all` it holds for every interface, and no interface can be exempted, as either is enough. Set it for the one interface that needs it (often a bridge such as `docker0`), and drop packets to 127.0.0.0/8 from elsewhere in the firewall. Sources: IN_DEV_NET_ROUTE_LOCALNET in include/linux/inetdevice.h, ip_route_input_slow() in net/ipv4/route.c.",
    "zh-cn":
      "打开 `route_localnet` 后，从网络进来、发往 127.0.0.0/8 的数据包不再丢弃。为了安全只监听 127.0.0.1 的服务，同一链路上的邻居就都能访问（Kubernetes 的 CVE-2020-8558）。写在 `all` 上对每个接口都生效，而且任一为 1 即可，没法让某个接口例外。请只给需要的那个接口设置（通常是 `docker0` 之类的网桥），并用防火墙丢弃从别处发往 127.0.0.0/8 的数据包。来源：include/linux/inetdevice.h 的 IN_DEV_NET_ROUTE_LOCALNET、net/ipv4/route.c 的 ip_route_input_slow()。",
  },
  reads: [KEY],
  examples: {
    bad: [
      "net.ipv4.conf.all.route_localnet = 1",
      "net/ipv4/conf/all/route_localnet = 1",
      "net.ipv4.conf.*.route_localnet = 1",
      "net.ipv4.conf.default.route_localnet = 1",
    ],
    good: [
      "net.ipv4.conf.docker0.route_localnet = 1",
      "net.ipv4.conf.all.route_localnet = 0",
      "net.ipv4.conf.lo.route_localnet = 1",
      { text: "net.ipv4.conf.all.route_localnet = 1", kernel: "3.5" },
    ],
  },
  check(context) {
    // The parameter came with 3.6.
    if (context.target.kernel < 3_006_000) return;
    const on = (name: string) => {
      const write = context.interfaces(KEY).get(name);
      return write && !Number.isNaN(write.number) && write.number !== 0 ? [write] : [];
    };
    const everywhere = [...on("all"), ...on("*")];
    // Where `all` is on, `default` adds nothing.
    for (const { name, line } of everywhere.length > 0 ? everywhere : on("default")) {
      context.report({
        at: keySpan(line),
        message: {
          en: `On ${name === "default" ? "interfaces made later" : "every interface"}, neighbours can now reach services that listen on 127.0.0.1 only. Set it for the one interface that needs it.`,
          "zh-cn": `${name === "default" ? "以后建立的接口" : "所有接口"}上的邻居都能访问只监听 127.0.0.1 的服务。请只给需要的那个接口设置。`,
        },
      });
    }
  },
});
