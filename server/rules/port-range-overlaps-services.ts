import { isIn, setCompanion } from "./companion.ts";
import { replaceValue } from "./edits.ts";
import { PORT_RANGE, type PortRange, portList, portRange, RESERVED_PORTS, UNPRIVILEGED_START } from "./port-range.ts";
import { type ConfigurationContext, defineRule, valueSpan } from "./rule.ts";

interface Service {
  readonly name: string;
  readonly low: number;
  readonly high?: number;
}

/** Best known first: the message names a few. */
const SERVICES: readonly Service[] = [
  { low: 3306, name: "MySQL" },
  { low: 5432, name: "PostgreSQL" },
  { low: 6379, name: "Redis" },
  { low: 8080, name: "HTTP" },
  { low: 9092, name: "Kafka" },
  { low: 8443, name: "HTTPS" },
  { low: 9200, name: "Elasticsearch" },
  { low: 2379, high: 2380, name: "etcd" },
  { low: 1433, name: "SQL Server" },
  { low: 1521, name: "Oracle" },
  { low: 2049, name: "NFS" },
  { low: 2181, name: "ZooKeeper" },
  { low: 3128, name: "Squid" },
  { low: 5672, name: "RabbitMQ" },
  { low: 8000, name: "HTTP" },
  { low: 9000, name: "PHP-FPM" },
  { low: 9090, name: "Prometheus" },
  { low: 9100, name: "node_exporter" },
];
const KUBERNETES: readonly Service[] = [
  { low: 10250, name: "kubelet" },
  { low: 10256, name: "kube-proxy" },
  { low: 30000, high: 32767, name: "NodePort" },
];
/** Where a range begins here or above, its author has made room for services. */
const ROOM_FOR_SERVICES = 10_000;
const BRIDGE = "net.bridge.bridge-nf-call-iptables";

export default defineRule({
  name: "port-range-overlaps-services",
  severity: "warning",
  title: { en: "Ephemeral ports take in service ports", "zh-cn": "临时端口范围包含服务端口" },
  documentation: {
    en: 'Ports in `net.ipv4.ip_local_port_range` are handed to outgoing connections. If the range takes in ports on which services listen (3306, 5432, 6379, 8080 …), now and then a connection sits on such a port when the service starts or restarts, and the service fails with "Address already in use"; SO_REUSEADDR does not help (measured on 6.18). List the ports that this host serves in `net.ipv4.ip_local_reserved_ports`: programs that name them still get them. Reported are ranges that begin below 10000 while no port in them is reserved, and, where the file sends bridged packets to iptables as Kubernetes nodes do, ranges over 10250, 10256 or the NodePorts. Source: __inet_hash_connect() in net/ipv4/inet_hashtables.c, inet_csk_get_port() in net/ipv4/inet_connection_sock.c.',
    "zh-cn":
      "`net.ipv4.ip_local_port_range` 里的端口会分给主动连接。如果范围包含服务监听的端口（3306、5432、6379、8080……），服务启动或重启时偶尔会碰上某个连接正占着它的端口，于是报 “Address already in use” 而失败；SO_REUSEADDR 也没用（在 6.18 上实测）。请把本机提供服务的端口写进 `net.ipv4.ip_local_reserved_ports`：指定这些端口的程序照样能用。会报告的情况：范围从 10000 以下开始，而其中没有任何端口被保留；文件像 Kubernetes 节点那样让桥接的包经过 iptables，而范围包含 10250、10256 或 NodePort。来源：net/ipv4/inet_hashtables.c 的 __inet_hash_connect()，net/ipv4/inet_connection_sock.c 的 inet_csk_get_port()。",
  },
  reads: [PORT_RANGE, RESERVED_PORTS, UNPRIVILEGED_START, BRIDGE],
  examples: {
    bad: [
      "net.ipv4.ip_local_port_range = 1024 65535",
      "net.ipv4.ip_local_port_range = 9000 65500",
      "net.ipv4.ip_local_port_range = 1024 65535\nnet.ipv4.ip_local_reserved_ports = 80",
      "net.ipv4.ip_local_port_range = 10240 65535\nnet.bridge.bridge-nf-call-iptables = 1",
    ],
    good: [
      "net.ipv4.ip_local_port_range = 1024 65535\nnet.ipv4.ip_local_reserved_ports = 3306,8080",
      "net.ipv4.ip_local_port_range = 10240 65535",
      "net.ipv4.ip_local_port_range = 32768 60999\nnet.bridge.bridge-nf-call-iptables = 1",
      "net.ipv4.ip_local_port_range = 9101 9199",
      "net.ipv4.ip_local_port_range = 1024",
      "net.ipv4.ip_local_port_range = 800 65000",
      "net.ipv4.ip_local_port_range = 1024 65536",
    ],
  },
  check(context) {
    const { effective, number, target, report } = context;
    const range = portRange(context);
    const line = range?.line;
    if (!range || !line || target.kernel < 2_006_035) return;
    const candidates = [...(range.low < ROOM_FOR_SERVICES ? SERVICES : []), ...(number(BRIDGE) === 1 && effective(BRIDGE)?.line ? KUBERNETES : [])];
    const hit = candidates.filter(({ low, high = low }) => low <= range.high && high >= range.low);
    if (hit.length === 0 || reservesSome(context, range)) return;
    const named = hit.slice(0, 3).map(({ name, low, high }) => `${low}${high ? `-${high}` : ""} (${name})`);
    const rest = hit.length - named.length;
    const ports = hit.map(({ low, high }) => (high ? `${low}-${high}` : low)).join(",");
    const present = effective(RESERVED_PORTS)?.line;
    report({
      at: valueSpan(line),
      message: {
        en: `Outgoing connections may take ${named.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}; a service that starts then fails with "Address already in use". List those of this host in ${RESERVED_PORTS}.`,
        "zh-cn": `主动连接可能占用 ${named.join("、")}${rest > 0 ? ` 等 ${hit.length} 处` : ""}端口，服务启动时就会报 “Address already in use”。请把本机服务的端口写进 ${RESERVED_PORTS}。`,
      },
      fixes: (document) => [
        {
          title: { en: "Reserve these ports", "zh-cn": "保留这些端口" },
          edits: [
            isIn(document, present) && present.value !== ""
              ? replaceValue(present, `${present.value},${ports}`)
              : setCompanion(document, line, RESERVED_PORTS, ports, present),
          ],
        },
      ],
    });
  },
});

/** Whoever reserves a port in the range has thought about it; the services that he does not run are not our concern. */
function reservesSome({ effective }: ConfigurationContext, { low, high }: PortRange): boolean {
  const found = effective(RESERVED_PORTS);
  if (!found?.line) return false;
  const reserved = portList(found.value);
  return !reserved || reserved.some(([first, last]) => first <= high && last >= low);
}
