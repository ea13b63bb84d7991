import { defineProfile, set } from "./profile.ts";

export default defineProfile({
  name: "nat-gateway",
  title: { en: "NAT gateway with connection tracking", "zh-cn": "NAT 网关与连接跟踪" },
  about: {
    en: "For some thousand clients behind one gateway. Name nf_conntrack in /etc/modules-load.d: its settings exist once it is loaded. Before 4.8 only its option hashsize= makes the table larger.",
    "zh-cn": "适用于网关后有几千个客户端。在 /etc/modules-load.d 里写上 nf_conntrack：模块加载后才有它的参数。4.8 之前只能用它的选项 hashsize= 扩大连接表。",
  },
  steps: [
    {
      why: { en: "Forward between interfaces; resets other settings, so it comes first", "zh-cn": "在接口之间转发；会重置其他设置，所以放在最前面" },
      set: [set("net.ipv4.ip_forward", 1)],
    },
    {
      why: { en: "Tell nobody of shorter ways past the gateway, and listen to nobody who does", "zh-cn": "不告诉别人绕过网关的近路，也不听别人的" },
      set: [
        set("net.ipv4.conf.all.send_redirects", 0),
        set("net.ipv4.conf.default.send_redirects", 0),
        set("net.ipv4.conf.*.send_redirects", 0),
        set("net.ipv4.conf.all.accept_redirects", 0, { always: true }),
        set("net.ipv4.conf.default.accept_redirects", 0),
        set("net.ipv4.conf.*.accept_redirects", 0),
      ],
    },
    {
      why: {
        en: "Drop packets whose source cannot lie behind the interface; choose 2 with several uplinks",
        "zh-cn": "丢弃源地址不可能来自该接口的数据包；有多条上行链路时改为 2",
      },
      set: [set("net.ipv4.conf.all.rp_filter", 1), set("net.ipv4.conf.default.rp_filter", 1)],
    },
    {
      why: {
        en: "Forget idle connections after a day instead of five; TIME-WAIT after 60 s, as Linux hosts do",
        "zh-cn": "空闲连接一天后忘掉，而不是五天；TIME-WAIT 60 秒，与 Linux 主机一致",
      },
      set: [set("net.netfilter.nf_conntrack_tcp_timeout_established", 86400), set("net.netfilter.nf_conntrack_tcp_timeout_time_wait", 60)],
      said: "module-parameter",
    },
    {
      why: {
        en: "A million tracked connections (0.25 to 0.4 GB when full), four for each hash bucket",
        "zh-cn": "跟踪一百万个连接（用满时占 0.25 至 0.4 GB），每个哈希桶四个",
      },
      set: [set("net.netfilter.nf_conntrack_buckets", 262144, { since: "4.8" }), set("net.netfilter.nf_conntrack_max", 1048576, { since: "4.8" })],
    },
    {
      why: { en: "Room for some thousand neighbours in each table (ARP, NDP)", "zh-cn": "每张邻居表（ARP、NDP）可容纳几千个邻居" },
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
