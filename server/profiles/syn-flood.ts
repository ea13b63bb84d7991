import { defineProfile, set } from "./profile.ts";

export default defineProfile({
  name: "syn-flood",
  title: { en: "Defence against SYN floods", "zh-cn": "防御 SYN 洪泛攻击" },
  about: {
    en: "SYN cookies, the main defence, are on by default: leave net.ipv4.tcp_syncookies at 1.",
    "zh-cn": "主要的防御手段 SYN Cookie 默认已打开：net.ipv4.tcp_syncookies 保持 1。",
  },
  steps: [
    {
      why: {
        en: "Give up on a handshake after 3 repeated SYN-ACKs (15 s) instead of 5 (63 s): half-open entries leave the queue sooner",
        "zh-cn": "SYN-ACK 重传 3 次（15 秒）就放弃握手，而不是 5 次（63 秒）：半连接更快离开队列",
      },
      set: [set("net.ipv4.tcp_synack_retries", 3)],
    },
    {
      why: { en: "Longer SYN queue (before 4.4 the backlog alone does not size it)", "zh-cn": "更长的半连接队列（4.4 之前不只由 backlog 决定）" },
      set: [set("net.ipv4.tcp_max_syn_backlog", 4096, { before: "4.4" })],
    },
    {
      why: {
        en: "Longer accept queue; it bounds the SYN queue as well since 4.4 (4096 is the default since 5.4)",
        "zh-cn": "更长的全连接队列；4.4 起半连接队列也受它限制（5.4 起默认 4096）",
      },
      set: [set("net.core.somaxconn", 4096, { before: "5.4" })],
    },
    {
      why: {
        en: "Drop packets whose source cannot lie behind the interface; choose 2 with several uplinks or asymmetric routes",
        "zh-cn": "丢弃源地址不可能来自该接口的数据包；有多条上行链路或非对称路由时改为 2",
      },
      set: [set("net.ipv4.conf.all.rp_filter", 1), set("net.ipv4.conf.default.rp_filter", 1)],
    },
    {
      why: {
        en: "With a stateful firewall: forget unfinished handshakes after 30 s; name nf_conntrack in /etc/modules-load.d, or the line comes too early",
        "zh-cn": "使用有状态防火墙时：30 秒后忘掉未完成的握手；要在 /etc/modules-load.d 里写上 nf_conntrack，否则加载模块前这一行不起作用",
      },
      set: [set("net.netfilter.nf_conntrack_tcp_timeout_syn_recv", 30)],
      said: "module-parameter",
    },
  ],
});
