/**
 * Parameters whose place among the others counts: a write of one changes another, or is accepted only while another holds a certain value,
 * or another name writes the same. Canonical keys; sources are files of the kernel.
 */
export const ORDER_COUNTS: ReadonlySet<string> = new Set([
  // net/ipv4/devinet.c inet_forward_change: forwarding and accept_redirects of all interfaces, and the two are one switch.
  "net.ipv4.ip_forward",
  "net.ipv4.conf.*.forwarding",
  // net/ipv6/addrconf.c: what is written to `all` goes to every interface.
  "net.ipv6.conf.*.forwarding",
  "net.ipv6.conf.*.disable_ipv6",
  "net.ipv6.conf.*.addr_gen_mode",
  "net.ipv6.conf.*.stable_secret",
  "net.ipv6.conf.*.ignore_routes_with_linkdown",
  "net.ipv6.conf.*.disable_policy",
  // net/core/neighbour.c: two units of one value.
  ...["net.ipv4", "net.ipv6"].flatMap((family) => [
    `${family}.neigh.*.retrans_time`,
    `${family}.neigh.*.retrans_time_ms`,
    `${family}.neigh.*.base_reachable_time`,
    `${family}.neigh.*.base_reachable_time_ms`,
    `${family}.neigh.*.unres_qlen`,
    `${family}.neigh.*.unres_qlen_bytes`,
    `${family}.route.gc_min_interval`,
    `${family}.route.gc_min_interval_ms`,
  ]),
  // The bound of one is the value of the other: net/ipv4/ip_fragment.c, net/ipv6/reassembly.c and its copies.
  "net.ipv4.ipfrag_high_thresh",
  "net.ipv4.ipfrag_low_thresh",
  "net.ipv6.ip6frag_high_thresh",
  "net.ipv6.ip6frag_low_thresh",
  "net.netfilter.nf_conntrack_frag6_high_thresh",
  "net.netfilter.nf_conntrack_frag6_low_thresh",
  "net.ieee802154.6lowpan.6lowpanfrag_high_thresh",
  "net.ieee802154.6lowpan.6lowpanfrag_low_thresh",
  // net/ipv4/sysctl_net_ipv4.c: neither may reach over the other.
  "net.ipv4.ip_local_port_range",
  "net.ipv4.ip_unprivileged_port_start",
  // net/ipv4/tcp_cong.c: choosing an algorithm allows it.
  "net.ipv4.tcp_congestion_control",
  "net.ipv4.tcp_allowed_congestion_control",
  // net/sctp/sysctl.c: the bound of one is the value of the other.
  "net.sctp.rto_min",
  "net.sctp.rto_max",
  "net.sctp.pf_retrans",
  "net.sctp.ps_retrans",
  // net/core/sysctl_net_core.c: the length counts for tables made afterwards.
  "net.core.flow_limit_table_len",
  "net.core.flow_limit_cpu_bitmap",
  // net/mptcp/ctrl.c: each sets the other.
  "net.mptcp.path_manager",
  "net.mptcp.pm_type",
  // net/netfilter/nf_conntrack_standalone.c: two names of one value; the buckets may set the maximum.
  "net.nf_conntrack_max",
  "net.netfilter.nf_conntrack_max",
  "net.netfilter.nf_conntrack_buckets",
  // mm/page-writeback.c, mm/util.c: a write of one sets the other to 0.
  "vm.dirty_bytes",
  "vm.dirty_ratio",
  "vm.dirty_background_bytes",
  "vm.dirty_background_ratio",
  "vm.overcommit_kbytes",
  "vm.overcommit_ratio",
  // mm/hugetlb.c: two names of one value, and how the pages are made.
  "vm.nr_hugepages",
  "vm.nr_hugepages_mempolicy",
  "vm.hugetlb_optimize_vmemmap",
  // kernel/watchdog.c: one switch for both, and one for each.
  "kernel.watchdog",
  "kernel.nmi_watchdog",
  "kernel.soft_watchdog",
  // kernel/events/core.c: refused or reset depending on the other.
  "kernel.perf_event_max_sample_rate",
  "kernel.perf_cpu_time_max_percent",
  // kernel/sched/: the bound of one is the value of the other.
  "kernel.sched_rt_period_us",
  "kernel.sched_rt_runtime_us",
  "kernel.sched_deadline_period_max_us",
  "kernel.sched_deadline_period_min_us",
  "kernel.sched_util_clamp_max",
  "kernel.sched_util_clamp_min",
  "kernel.sched_tunable_scaling",
  // kernel/pid_namespace.c: at most pid_max.
  "kernel.pid_max",
  "kernel.ns_last_pid",
  // ipc/ipc_sysctl.c: worked out anew when it is switched on.
  "kernel.auto_msgmni",
  "kernel.msgmni",
  // From here on no module can be loaded, and what one brings cannot be set.
  "kernel.modules_disabled",
  "kernel.modprobe",
  // kernel/sysctl.c: how every later write is taken.
  "kernel.sysctl_writes_strict",
  // kernel/ucount.c: two names of one value.
  "fs.inotify.max_user_instances",
  "fs.inotify.max_user_watches",
  "fs.fanotify.max_user_groups",
  "fs.fanotify.max_user_marks",
  "user.max_inotify_instances",
  "user.max_inotify_watches",
  "user.max_fanotify_groups",
  "user.max_fanotify_marks",
]);
