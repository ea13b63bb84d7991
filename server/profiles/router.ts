import { defineProfile, set } from "./profile.ts";

export default defineProfile({
  name: "router",
  title: { en: "Router, IPv4 and IPv6", "zh-cn": "路由器，IPv4 与 IPv6" },
  about: {
    en: "For routers with static addresses. An uplink that gets its address by router advertisements needs accept_ra = 2.",
    "zh-cn": "适用于静态地址的路由器。靠路由器通告获得地址的上行接口需要 accept_ra = 2。",
  },
  steps: [
    {
      why: { en: "Static addresses: no router advertisements (before forwarding is switched on)", "zh-cn": "静态地址：不接受路由器通告（要在打开转发之前）" },
      set: [set("net.ipv6.conf.default.accept_ra", 0), set("net.ipv6.conf.*.accept_ra", 0)],
    },
    {
      why: { en: "Forward between interfaces; resets other settings, so it comes before them", "zh-cn": "在接口之间转发；会重置其他设置，所以放在它们前面" },
      set: [set("net.ipv4.ip_forward", 1), set("net.ipv6.conf.all.forwarding", 1)],
    },
    {
      why: { en: "The routing table decides alone: neither send nor take redirects", "zh-cn": "只由路由表决定：不发送也不接受 ICMP 重定向" },
      set: [
        set("net.ipv4.conf.all.send_redirects", 0),
        set("net.ipv4.conf.default.send_redirects", 0),
        set("net.ipv4.conf.*.send_redirects", 0),
        set("net.ipv4.conf.all.accept_redirects", 0, { always: true }),
        set("net.ipv4.conf.default.accept_redirects", 0),
        set("net.ipv4.conf.*.accept_redirects", 0),
        set("net.ipv6.conf.default.accept_redirects", 0),
        set("net.ipv6.conf.*.accept_redirects", 0),
      ],
    },
    {
      why: {
        en: "Drop packets whose source cannot lie behind the interface; choose 2 with asymmetric routes",
        "zh-cn": "丢弃源地址不可能来自该接口的数据包；有非对称路由时改为 2",
      },
      set: [set("net.ipv4.conf.all.rp_filter", 1), set("net.ipv4.conf.default.rp_filter", 1)],
    },
    {
      why: {
        en: "Spread connections over several next hops by addresses and ports (4.12, IPv6 4.17)",
        "zh-cn": "按地址和端口把连接分散到多个下一跳（4.12 起，IPv6 4.17 起）",
      },
      set: [set("net.ipv4.fib_multipath_hash_policy", 1), set("net.ipv6.fib_multipath_hash_policy", 1)],
    },
    {
      why: { en: "Room for about a thousand neighbours and more in each table", "zh-cn": "每张邻居表可容纳一千个以上的邻居" },
      set: [
        set("net.ipv4.neigh.default.gc_thresh1", 1024),
        set("net.ipv4.neigh.default.gc_thresh2", 2048),
        set("net.ipv4.neigh.default.gc_thresh3", 4096),
        set("net.ipv6.neigh.default.gc_thresh1", 1024),
        set("net.ipv6.neigh.default.gc_thresh2", 4096),
        set("net.ipv6.neigh.default.gc_thresh3", 8192),
      ],
    },
  ],
});
