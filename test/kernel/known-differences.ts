/** Where this project and a running kernel may disagree, and why. Anything else is a defect. */
export const KNOWN: readonly { readonly key: RegExp; readonly value?: RegExp; readonly why: string }[] = [
  { key: /\.mtu$/, why: "conf.<interface>.mtu is bounded by the interface's own MTU" },
  { key: /\.addr_gen_mode$/, value: /^[23]$/, why: "2 is refused until the interface has a stable_secret" },
  { key: /\.(rps_default_mask|flow_limit_cpu_bitmap)$/, value: /[2-9a-f]|[\da-f][\s,]+[\da-f]/, why: "bits beyond the machine's CPUs are refused" },
  { key: /\.tcp_(congestion_control|allowed_congestion_control)$|\.default_qdisc$|\.nf_log\./, why: "depends on the modules of the machine" },
];

/** Defaults that a distribution, a boot script or the machine's size sets; compared by name, not by value. */
export const MACHINE_DEFAULTS =
  /\.(tcp_[rw]mem|[rw]mem_(max|default)|tcp_congestion_control|tcp_available_congestion_control|default_qdisc|tcp_max_(orphans|tw_buckets|syn_backlog)|.*ehash_entries|udp_hash_entries)$|\.nf_log\.|\.conf\.|\.neigh\./;

/**
 * Whose mode depends on more than the release: the kernel.*_next_id are read-only without CONFIG_CHECKPOINT_RESTORE,
 * nmi_watchdog without a performance counter, hung_task_detect_count before 7.1.
 */
export const MODES = /^kernel\.((msg|sem|shm)_next_id|nmi_watchdog|hung_task_detect_count)$/;
