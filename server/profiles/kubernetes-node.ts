import { defineProfile, set } from "./profile.ts";

export default defineProfile({
  name: "kubernetes-node",
  title: { en: "Kubernetes node", "zh-cn": "Kubernetes 节点" },
  about: {
    en: "For kubelet and containerd or CRI-O, IPv4. Name br_netfilter and nf_conntrack in /etc/modules-load.d; kube-proxy sets conntrack values of its own.",
    "zh-cn": "适用于 kubelet 与 containerd 或 CRI-O，IPv4。在 /etc/modules-load.d 里写上 br_netfilter 和 nf_conntrack；kube-proxy 会自己设置 conntrack 的值。",
  },
  steps: [
    {
      why: {
        en: "Forward between pods and network; resets other settings, so it comes first",
        "zh-cn": "在 Pod 与网络之间转发；会重置其他设置，所以放在最前面",
      },
      set: [set("net.ipv4.ip_forward", 1)],
    },
    {
      why: { en: "Bridged packets pass iptables, so that Services work", "zh-cn": "桥接的数据包经过 iptables，Service 才能工作" },
      set: [set("net.bridge.bridge-nf-call-iptables", 1, { always: true })],
      said: "module-parameter",
    },
    {
      why: { en: "What kubelet asks for with --protect-kernel-defaults", "zh-cn": "kubelet 使用 --protect-kernel-defaults 时的要求" },
      set: [set("vm.overcommit_memory", 1), set("kernel.panic", 10), set("kernel.panic_on_oops", 1)],
    },
    {
      why: {
        en: "Watches for kubelet, log collectors and the containers, which share the allowance of their user",
        "zh-cn": "kubelet、日志采集和容器使用的 inotify；同一用户共享额度",
      },
      set: [set("fs.inotify.max_user_instances", 8192), set("fs.inotify.max_user_watches", 524288)],
    },
    { why: { en: "Process IDs for many containers", "zh-cn": "容器很多时的进程号" }, set: [set("kernel.pid_max", 4194304)] },
    {
      why: { en: "Memory mappings for Elasticsearch and OpenSearch", "zh-cn": "Elasticsearch 和 OpenSearch 需要的内存映射数" },
      set: [set("vm.max_map_count", 262144)],
    },
    {
      why: { en: "Every pod is a neighbour: room for thousands in the ARP and NDP tables", "zh-cn": "每个 Pod 都是邻居：ARP 和 NDP 表要容纳几千个" },
      set: [
        set("net.ipv4.neigh.default.gc_thresh1", 4096),
        set("net.ipv4.neigh.default.gc_thresh2", 8192),
        set("net.ipv4.neigh.default.gc_thresh3", 16384),
        set("net.ipv6.neigh.default.gc_thresh1", 4096),
        set("net.ipv6.neigh.default.gc_thresh2", 8192),
        set("net.ipv6.neigh.default.gc_thresh3", 16384),
      ],
    },
  ],
});
