import { defineProfile, set } from "./profile.ts";

export default defineProfile({
  name: "long-fat-network",
  title: { en: "Long fat network with BBR", "zh-cn": "长肥网络与 BBR" },
  about: {
    en: "For senders and receivers on paths of up to 10 Gbit/s x 50 ms. Both ends need the buffers; BBR matters on the sending one.",
    "zh-cn": "适用于带宽时延积最大 10 Gbit/s x 50 ms 的路径。缓冲区两端都要设，BBR 只在发送端起作用。",
  },
  steps: [
    {
      why: {
        en: "Pace packets; interfaces that are up already take it with: tc qdisc replace dev eth0 root fq",
        "zh-cn": "均匀发送数据包；已启用的接口要执行：tc qdisc replace dev eth0 root fq",
      },
      set: [set("net.core.default_qdisc", "fq")],
      said: "default-qdisc-new-devices",
    },
    {
      why: { en: "Model the path instead of waiting for losses (since 4.9)", "zh-cn": "按路径建模，而不是等到丢包（4.9 起）" },
      set: [set("net.ipv4.tcp_congestion_control", "bbr", { since: "4.9" })],
    },
    {
      why: {
        en: "Let autotuning grow the buffers of a connection to 64 MiB, the bandwidth-delay product",
        "zh-cn": "允许自动调整把单个连接的缓冲区增大到 64 MiB，即带宽时延积",
      },
      set: [set("net.ipv4.tcp_rmem", "4096 131072 67108864"), set("net.ipv4.tcp_wmem", "4096 16384 67108864")],
    },
    {
      why: { en: "Programs that set SO_RCVBUF and SO_SNDBUF themselves get up to 16 MiB", "zh-cn": "自行设置 SO_RCVBUF 和 SO_SNDBUF 的程序最多可得 16 MiB" },
      set: [set("net.core.rmem_max", 16777216), set("net.core.wmem_max", 16777216)],
    },
    {
      why: { en: "Find a packet size that passes where ICMP is suppressed on the way", "zh-cn": "途中屏蔽 ICMP 时，探测能通过的包长" },
      set: [set("net.ipv4.tcp_mtu_probing", 1)],
    },
  ],
});
