import { numbersOf } from "./arithmetic.ts";
import { defineRule, keySpan } from "./rule.ts";

const keys = (prefix: string, names: string): string[] => names.split(" ").map((name) => prefix + name);

/** Keys below a module that every release since 3.10 has. */
const MODULES = new Map<string, readonly string[]>([
  [
    "nf_conntrack",
    [
      "net.nf_conntrack_max",
      ...keys(
        "net.netfilter.nf_conntrack_",
        "acct buckets checksum events expect_max generic_timeout icmp_timeout icmpv6_timeout log_invalid max tcp_be_liberal tcp_loose tcp_max_retrans timestamp udp_timeout udp_timeout_stream",
      ),
      ...keys(
        "net.netfilter.nf_conntrack_tcp_timeout_",
        "close close_wait established fin_wait last_ack max_retrans syn_recv syn_sent time_wait unacknowledged",
      ),
      ...keys("net.netfilter.nf_conntrack_sctp_timeout_", "closed cookie_echoed cookie_wait established shutdown_ack_sent shutdown_recd shutdown_sent"),
    ],
  ],
  ["br_netfilter", keys("net.bridge.bridge-nf-", "call-arptables call-ip6tables call-iptables filter-pppoe-tagged filter-vlan-tagged pass-vlan-input-dev")],
  [
    "ip_vs",
    keys(
      "net.ipv4.vs.",
      "am_droprate amemthresh cache_bypass conntrack drop_entry drop_packet expire_nodest_conn expire_quiescent_template nat_icmp_send pmtu_disc secure_tcp snat_reroute sync_persist_mode sync_ports sync_qlen_max sync_refresh_period sync_retries sync_sock_size sync_threshold sync_version",
    ),
  ],
]);

const ALLOWED = "net.ipv4.tcp_allowed_congestion_control";
const CHOSEN = "net.ipv4.tcp_congestion_control";
/** Part of the kernel itself, in upstream's and the distributions' configurations. */
const BUILT_IN = new Set(["reno", "cubic"]);

export default defineRule({
  name: "module-parameter",
  severity: "information",
  title: { en: "Exists only while a module is loaded", "zh-cn": "加载了模块才有的参数" },
  documentation: {
    en: "These files appear below /proc/sys when their module is loaded: connection tracking (`nf_conntrack`), bridge netfilter (`br_netfilter`, part of `bridge` before 3.18), the IPVS load balancer (`ip_vs`). Firewalls and container engines load them after the files have been applied at boot, and then the lines set nothing, mostly without being noticed. systemd loads what `/etc/modules-load.d/*.conf` names before systemd-sysctl runs; the procps scripts of other distributions read `/etc/modules` or the same folder. `net.ipv4.tcp_allowed_congestion_control` takes loaded algorithms only, where `tcp_congestion_control` loads its module by itself. Said once a module, at the first line that needs it; kernels with the feature built in need nothing. Source: tcp_set_allowed_congestion_control() in net/ipv4/tcp_cong.c.",
    "zh-cn":
      "这些文件要等模块加载后才会出现在 /proc/sys 下：连接跟踪（`nf_conntrack`）、网桥过滤（`br_netfilter`，3.18 之前属于 `bridge`）、IPVS 负载均衡（`ip_vs`）。防火墙和容器引擎往往在开机应用这些文件之后才加载它们，于是这些行什么也没设置，而且多半没人发现。systemd 会在 systemd-sysctl 之前加载 `/etc/modules-load.d/*.conf` 里写的模块；其他发行版的脚本读 `/etc/modules` 或同一目录。`net.ipv4.tcp_allowed_congestion_control` 只接受已加载的算法，而 `tcp_congestion_control` 会自己加载模块。每个模块只在第一处用到它的地方说一次；把功能编进内核的系统不需要理会。来源：net/ipv4/tcp_cong.c 的 tcp_set_allowed_congestion_control()。",
  },
  reads: [...[...MODULES.values()].flat(), ALLOWED, CHOSEN],
  examples: {
    bad: [
      "net.netfilter.nf_conntrack_max = 1048576",
      "net.netfilter.nf_conntrack_max = 1048576\nnet.netfilter.nf_conntrack_tcp_timeout_established = 1200",
      "net.bridge.bridge-nf-call-iptables = 1",
      "net.ipv4.vs.conntrack = 1",
      "net.ipv4.tcp_allowed_congestion_control = reno cubic bbr",
      "net.ipv4.tcp_allowed_congestion_control = reno bbr\nnet.ipv4.tcp_congestion_control = bbr",
    ],
    good: [
      "net.ipv4.tcp_congestion_control = bbr",
      "net.ipv4.tcp_congestion_control = bbr\nnet.ipv4.tcp_allowed_congestion_control = reno cubic bbr",
      "net.ipv4.tcp_allowed_congestion_control = reno cubic",
      "net.bridge.bridge-nf-call-iptables = 0",
      "net.ipv4.netfilter.ip_conntrack_max = 65536",
      "net.ipv4.ip_forward = 1",
    ],
  },
  check({ writes, target, report }) {
    for (const [name, list] of MODULES) {
      const [first, ...others] = writes(list);
      // Nobody loads the bridge filter to switch it off.
      if (!first || (name === "br_netfilter" && [first, ...others].every(({ line }) => numbersOf(line.value)[0] === 0))) continue;
      const module = name === "br_netfilter" && target.kernel < 3_018_000 ? "bridge" : name;
      report({
        at: keySpan(first.line),
        message: {
          en: `${first.line.key}${others.length > 0 ? ` and ${others.length} more here` : ""} exist${others.length > 0 ? "" : "s"} only while the module ${module} is loaded. To make it hold at boot, write ${module} into a file in /etc/modules-load.d.`,
          "zh-cn": `${first.line.key}${others.length > 0 ? ` 和另外 ${others.length} 个参数` : " "}要等模块 ${module} 加载后才存在。想让它开机生效，请在 /etc/modules-load.d 的文件里写上 ${module}。`,
        },
      });
    }
    const loaded = new Set(BUILT_IN);
    for (const { key, line } of writes([ALLOWED, CHOSEN])) {
      if (key === CHOSEN) {
        loaded.add(line.value);
        continue;
      }
      const missing = line.value.split(/\s+/).filter((each) => /^[a-z]\w*$/.test(each) && !loaded.has(each));
      if (missing.length === 0) continue;
      const modules = missing.map((each) => `tcp_${each}`).join(", ");
      report({
        at: keySpan(line),
        message: {
          en: `Takes loaded algorithms only: without the module ${modules} the whole line is refused. Write it into a file in /etc/modules-load.d.`,
          "zh-cn": `只接受已加载的算法：没有模块 ${modules}，整行都会被拒绝。请把它写进 /etc/modules-load.d 的文件。`,
        },
      });
    }
  },
});
