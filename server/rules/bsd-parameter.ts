import { commentOutFix, removeLineFix } from "./edits.ts";
import { keyProblem } from "./key-problem.ts";
import { defineRule, keySpan } from "./rule.ts";

/** What does the same, or the nearest to it, on Linux. Units and scales differ: nothing to be replaced blindly. */
const COUNTERPARTS = new Map([
  ["kern/coredump", "kernel.core_pattern"],
  ["kern/corefile", "kernel.core_pattern"],
  ["kern/ipc/maxsockbuf", "net.core.rmem_max, net.core.wmem_max"],
  ["kern/ipc/nmbclusters", "net.ipv4.tcp_mem"],
  ["kern/ipc/shmall", "kernel.shmall"],
  ["kern/ipc/shmmax", "kernel.shmmax"],
  ["kern/ipc/soacceptqueue", "net.core.somaxconn"],
  ["kern/ipc/somaxconn", "net.core.somaxconn"],
  ["kern/maxfiles", "fs.file-max"],
  ["kern/maxfilesperproc", "fs.nr_open"],
  ["kern/maxproc", "kernel.threads-max"],
  ["kern/sugid_coredump", "fs.suid_dumpable"],
  ["net/inet/icmp/bmcastecho", "net.ipv4.icmp_echo_ignore_broadcasts"],
  ["net/inet/icmp/drop_redirect", "net.ipv4.conf.*.accept_redirects"],
  ["net/inet/icmp/icmplim", "net.ipv4.icmp_msgs_per_sec"],
  ["net/inet/ip/accept_sourceroute", "net.ipv4.conf.*.accept_source_route"],
  ["net/inet/ip/forwarding", "net.ipv4.ip_forward"],
  ["net/inet/ip/portrange/first", "net.ipv4.ip_local_port_range"],
  ["net/inet/ip/portrange/last", "net.ipv4.ip_local_port_range"],
  ["net/inet/ip/redirect", "net.ipv4.conf.*.send_redirects"],
  ["net/inet/ip/ttl", "net.ipv4.ip_default_ttl"],
  ["net/inet/tcp/cc/algorithm", "net.ipv4.tcp_congestion_control"],
  ["net/inet/tcp/keepidle", "net.ipv4.tcp_keepalive_time"],
  ["net/inet/tcp/keepintvl", "net.ipv4.tcp_keepalive_intvl"],
  ["net/inet/tcp/recvbuf_max", "net.ipv4.tcp_rmem"],
  ["net/inet/tcp/recvspace", "net.ipv4.tcp_rmem"],
  ["net/inet/tcp/rfc1323", "net.ipv4.tcp_window_scaling, net.ipv4.tcp_timestamps"],
  ["net/inet/tcp/sendbuf_max", "net.ipv4.tcp_wmem"],
  ["net/inet/tcp/sendspace", "net.ipv4.tcp_wmem"],
  ["net/inet/tcp/syncookies", "net.ipv4.tcp_syncookies"],
  ["net/inet6/ip6/forwarding", "net.ipv6.conf.all.forwarding"],
]);

export default defineRule({
  name: "bsd-parameter",
  severity: "warning",
  on: ["broken"],
  title: { en: "Parameter of a BSD system", "zh-cn": "BSD 系统的参数" },
  documentation: {
    en: "FreeBSD, OpenBSD, NetBSD and macOS have a `/etc/sysctl.conf` too, with names of their own: `kern.*`, `hw.*`, `vfs.*`, `net.inet.*`. Linux has no such folders, so the loader finds no file and sets nothing. Where Linux has something like it, the message names it; units and scales differ, so look its page up before you copy a number.",
    "zh-cn":
      "FreeBSD、OpenBSD、NetBSD 和 macOS 也有 `/etc/sysctl.conf`，但名字不同：`kern.*`、`hw.*`、`vfs.*`、`net.inet.*`。Linux 没有这些目录，加载程序找不到文件，什么也不会设置。Linux 有类似参数时，消息里会写出来；单位和尺度不同，照搬数字之前请先看它的说明。",
  },
  examples: {
    bad: [
      "kern.ipc.somaxconn = 1024",
      "net.inet.ip.forwarding=1",
      "net.inet.tcp.delayed_ack=0",
      "vfs.usermount = 1",
      "hw.acpi.cpu.cx_lowest=C2",
      "net.link.tap.up_on_open=1",
    ],
    good: ["net.core.somaxconn = 4096", "kern.sysrq = 1", "vm.swappiness = 10", "kernel.hostname = web", "-kern.maxfiles = 65536", "# kern.maxfiles = 65536"],
  },
  line({ line, catalogue, target, resolution, report }) {
    if (resolution?.kind !== "unknown" || keyProblem(line, catalogue, target.loader) !== "bsd-parameter") return;
    const linux = COUNTERPARTS.get(line.path);
    report({
      at: keySpan(line),
      message: {
        en: `${line.key} belongs to a BSD system; Linux has no such parameter and nothing is set. ${linux ? `Its nearest relative here: ${linux}.` : "Remove the line."}`,
        "zh-cn": `${line.key} 是 BSD 系统的参数；Linux 没有，什么也不会设置。${linux ? `Linux 上最接近的是 ${linux}。` : "请删除这一行。"}`,
      },
      fixes: (document) => [commentOutFix(line), removeLineFix(document, line)],
    });
  },
});
