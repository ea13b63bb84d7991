import { defineProfile, set } from "./profile.ts";

export default defineProfile({
  name: "web-server",
  title: { en: "Web server or proxy, many short connections", "zh-cn": "大量短连接的 Web 服务器或代理" },
  about: {
    en: "For nginx, HAProxy, Envoy and the like. The queue of listen() is as long as the program asks for: set its backlog, too.",
    "zh-cn": "适用于 nginx、HAProxy、Envoy 等。listen() 的队列长度由程序自己申请：程序里的 backlog 也要设置。",
  },
  steps: [
    {
      why: {
        en: "Accept queue: up to 4096 new connections may wait for accept() (the default since 5.4)",
        "zh-cn": "全连接队列：最多 4096 个新连接等待 accept()（5.4 起的默认值）",
      },
      set: [set("net.core.somaxconn", 4096, { before: "5.4" })],
    },
    {
      why: {
        en: "SYN queue of a listener (before 4.4 the backlog alone does not size it)",
        "zh-cn": "每个监听套接字的半连接队列（4.4 之前不只由 backlog 决定）",
      },
      set: [set("net.ipv4.tcp_max_syn_backlog", 4096, { before: "4.4" })],
    },
    {
      why: {
        en: "More ports for connections to the servers behind; services should listen below 10240 or be listed in ip_local_reserved_ports",
        "zh-cn": "到后端的连接有更多端口可用；本机服务应监听 10240 以下的端口，或列入 ip_local_reserved_ports",
      },
      set: [set("net.ipv4.ip_local_port_range", "10240 65535")],
    },
    {
      why: {
        en: "Connections to the servers behind may take over a port in TIME-WAIT; needs timestamps (on by default), does nothing for incoming ones",
        "zh-cn": "到后端的连接可以复用 TIME-WAIT 中的端口；依赖时间戳（默认打开），对传入连接不起作用",
      },
      set: [set("net.ipv4.tcp_tw_reuse", 1)],
    },
    {
      why: {
        en: "Room for 4000 connections a second that this host closes first (60 s of TIME-WAIT each)",
        "zh-cn": "容纳本机每秒先关闭的 4000 个连接（每个在 TIME-WAIT 停留 60 秒）",
      },
      set: [set("net.ipv4.tcp_max_tw_buckets", 262144)],
    },
    {
      why: {
        en: "Decide late what to send next: an urgent HTTP/2 answer need not wait behind megabytes of queued data",
        "zh-cn": "晚一点再决定发送什么：紧急的 HTTP/2 响应不必排在几 MB 的待发数据后面",
      },
      set: [set("net.ipv4.tcp_notsent_lowat", 16384)],
    },
    {
      why: {
        en: "Notice vanished clients after 600 + 5 x 30 seconds (programs that switch SO_KEEPALIVE on)",
        "zh-cn": "600 + 5 x 30 秒后发现消失的客户端（程序要打开 SO_KEEPALIVE）",
      },
      set: [set("net.ipv4.tcp_keepalive_time", 600), set("net.ipv4.tcp_keepalive_intvl", 30), set("net.ipv4.tcp_keepalive_probes", 5)],
    },
  ],
});
