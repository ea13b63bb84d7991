import { defineProfile, set } from "./profile.ts";

export default defineProfile({
  name: "database",
  title: { en: "Database server", "zh-cn": "数据库服务器" },
  about: {
    en: "For PostgreSQL, MySQL, Oracle and the like on a machine of their own. Huge pages depend on the size of the buffer pool: set vm.nr_hugepages to it.",
    "zh-cn": "适用于独占机器的 PostgreSQL、MySQL、Oracle 等。大页数取决于缓冲池大小：据此设置 vm.nr_hugepages。",
  },
  steps: [
    { why: { en: "Keep the processes in memory; swap is a safety net", "zh-cn": "让进程留在内存里，交换空间只作后备" }, set: [set("vm.swappiness", 10)] },
    {
      why: {
        en: "Write back early and evenly: from 256 MiB on in the background, at 1 GiB writers wait (storage of about 1 GB/s)",
        "zh-cn": "尽早、均匀地写回：256 MiB 起在后台写，1 GiB 时写入者等待（存储约 1 GB/s）",
      },
      set: [set("vm.dirty_background_bytes", 268435456), set("vm.dirty_bytes", 1073741824)],
    },
    { why: { en: "Requests of native AIO (InnoDB, Oracle)", "zh-cn": "原生 AIO 的请求数（InnoDB、Oracle）" }, set: [set("fs.aio-max-nr", 1048576)] },
    {
      why: { en: "64 GiB of shared memory; since 3.16 the default is practically unlimited", "zh-cn": "64 GiB 共享内存；3.16 起默认值几乎没有限制" },
      set: [set("kernel.shmmax", 68719476736, { before: "3.16" }), set("kernel.shmall", 16777216, { before: "3.16" })],
    },
    {
      why: { en: "Take memory of other NUMA nodes rather than drop the local page cache", "zh-cn": "宁可用其他 NUMA 节点的内存，也不丢弃本地页缓存" },
      set: [set("vm.zone_reclaim_mode", 0, { before: "3.16" })],
    },
    {
      why: {
        en: "Notice vanished clients and replicas after 240 + 5 x 15 seconds, before firewalls forget the connection",
        "zh-cn": "240 + 5 x 15 秒后发现消失的客户端和副本，早于防火墙忘掉连接",
      },
      set: [set("net.ipv4.tcp_keepalive_time", 240), set("net.ipv4.tcp_keepalive_intvl", 15), set("net.ipv4.tcp_keepalive_probes", 5)],
    },
    {
      why: {
        en: "Notice within two minutes that a peer does not acknowledge data any more (default: 15 minutes)",
        "zh-cn": "两分钟内发现对端不再确认数据（默认约 15 分钟）",
      },
      set: [set("net.ipv4.tcp_retries2", 8)],
    },
  ],
});
