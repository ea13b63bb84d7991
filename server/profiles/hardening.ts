import { defineProfile, set } from "./profile.ts";

export default defineProfile({
  name: "hardening",
  title: { en: "Hardening of a server", "zh-cn": "服务器加固" },
  about: {
    en: "For servers that neither route nor are used for profiling. Try it before you roll it out: each line takes something away.",
    "zh-cn": "适用于不做路由、也不做性能剖析的服务器。推广前先试用：每一行都会禁掉一些功能。",
  },
  steps: [
    {
      why: { en: "Kernel addresses and the kernel's log are for root only", "zh-cn": "内核地址和内核日志只给 root 看" },
      set: [set("kernel.kptr_restrict", 1), set("kernel.dmesg_restrict", 1)],
    },
    {
      why: {
        en: "BPF programs for root only, for good; constants of the JIT compiler are blinded",
        "zh-cn": "BPF 程序只给 root 用，直到重启；JIT 编译的常量做盲化",
      },
      set: [set("kernel.unprivileged_bpf_disabled", 1), set("net.core.bpf_jit_harden", 2)],
    },
    { why: { en: "Only root attaches debuggers", "zh-cn": "只有 root 可以附加调试器" }, set: [set("kernel.yama.ptrace_scope", 2)] },
    {
      why: { en: "No other kernel can be started in place of this one", "zh-cn": "不能再启动另一个内核来替换当前内核" },
      set: [set("kernel.kexec_load_disabled", 1)],
    },
    {
      why: { en: "The SysRq keys of the console are off", "zh-cn": "关闭控制台的 SysRq 键" },
      set: [set("kernel.sysrq", 0)],
    },
    {
      why: {
        en: "Links, FIFOs and files in world-writable directories cannot be planted for others",
        "zh-cn": "不能在所有人可写的目录里给别人设下链接、FIFO 和文件的陷阱",
      },
      set: [set("fs.protected_hardlinks", 1), set("fs.protected_symlinks", 1), set("fs.protected_fifos", 2), set("fs.protected_regular", 2)],
    },
    {
      why: { en: "No line disciplines and no terminal input for others on request", "zh-cn": "不按需加载行规程，不能向别人的终端注入输入" },
      set: [set("dev.tty.ldisc_autoload", 0), set("dev.tty.legacy_tiocsti", 0)],
    },
    {
      why: { en: "Page faults are handled in user space by root only (the default since 5.11)", "zh-cn": "只有 root 能在用户态处理缺页（5.11 起默认）" },
      set: [set("vm.unprivileged_userfaultfd", 0)],
    },
    {
      why: { en: "No io_uring, unless databases or proxies here use it", "zh-cn": "禁用 io_uring，除非这里的数据库或代理要用" },
      set: [set("kernel.io_uring_disabled", 2)],
    },
    {
      why: { en: "No ICMP redirects: nobody else changes this host's routes", "zh-cn": "不接受 ICMP 重定向：别人不能改变本机的路由" },
      set: [
        set("net.ipv4.conf.all.accept_redirects", 0),
        set("net.ipv4.conf.default.accept_redirects", 0),
        set("net.ipv4.conf.*.accept_redirects", 0),
        set("net.ipv6.conf.default.accept_redirects", 0),
        set("net.ipv6.conf.*.accept_redirects", 0),
      ],
    },
    {
      why: { en: "Nor does this host send any, as it routes nothing", "zh-cn": "本机不做路由，也不发送重定向" },
      set: [set("net.ipv4.conf.all.send_redirects", 0), set("net.ipv4.conf.default.send_redirects", 0), set("net.ipv4.conf.*.send_redirects", 0)],
    },
    {
      why: { en: "No packets that choose their own way", "zh-cn": "不接受自带路由的数据包" },
      set: [set("net.ipv4.conf.all.accept_source_route", 0, { always: true }), set("net.ipv4.conf.default.accept_source_route", 0)],
    },
    {
      why: {
        en: "Drop packets whose source cannot lie behind the interface; choose 2 with several uplinks",
        "zh-cn": "丢弃源地址不可能来自该接口的数据包；有多条上行链路时改为 2",
      },
      set: [set("net.ipv4.conf.all.rp_filter", 1), set("net.ipv4.conf.default.rp_filter", 1)],
    },
  ],
});
