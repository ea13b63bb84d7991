import { keyInStyleOf } from "../document/key.ts";
import type { Loader } from "../target.ts";
import { hasFullWidth } from "./ascii.ts";
import { isOrdinaryName } from "./interface-name.ts";
import { defineRule, keySpan } from "./rule.ts";

/** Interfaces that a program makes, long after the files were applied at boot. */
const MADE_LATER =
  /^(?:bond|br-|br\d|cali|cni|docker|flannel|gre|ipsec|kube|lxc|lxd|nodelocaldns|podman|ppp|sit\d|tailscale|tap|team|tun|veth|virbr|vlan|vmbr|vnet|vxlan|wg|wwan|zt)/;
/** `<iface>`, `$IFACE`, `{{ nic }}`, `SERVER_PUB_NIC`: left over from a template. */
const PLACEHOLDER = /[<>${}%]|^[A-Z]+(?:_[A-Z]+)*$|^ethX$/;
/** include/uapi/linux/if.h IFNAMSIZ, less the NUL. */
const LONGEST = 15;

/** Folders without what the others have besides interfaces. Source: net/core/neighbour.c neigh_sysctl_register, net/mpls/af_mpls.c mpls_dev_sysctl_register. */
const WITHOUT = new Map([
  ["net.ipv4.neigh.", ["all"]],
  ["net.ipv6.neigh.", ["all"]],
  ["net.mpls.conf.", ["all", "default"]],
]);

type Problem = "absent" | "impossible" | "alias" | "placeholder" | "full-width" | "later";

export default defineRule({
  name: "missing-interface",
  severity: "information",
  on: ["plain", "accepted", "text"],
  title: { en: "Interface that may not exist yet", "zh-cn": "接口到时可能还不存在" },
  documentation: {
    en: "The folder `conf/NAME` exists while the interface does. Bridges, tunnels, VPN and VLAN interfaces are made long after the files are applied at boot, so the loader finds nothing to write. With systemd, udev applies the lines of an interface when it appears (`99-systemd.rules`), from the drop-ins only: `/etc/sysctl.conf` takes part where a link in `/etc/sysctl.d` points to it. With `sysctl --system` alone nothing does: write `conf.default`, which interfaces made later start from, or let the program that makes the interface set it. A name longer than 15 bytes or with a colon exists nowhere (error): an alias such as `eth0:1` has no values of its own. A name that looks like a template's variable, or that holds full-width characters, gets a warning. Source: dev_valid_name() in net/core/dev.c.",
    "zh-cn":
      "接口存在时才有 `conf/接口名` 目录。网桥、隧道、VPN、VLAN 接口要在开机应用这些文件之后很久才建立，加载程序那时找不到可写的文件。用 systemd 时，接口出现后 udev 会应用它的那些行（`99-systemd.rules`），但只读片段文件：`/etc/sysctl.d` 里有指向 `/etc/sysctl.conf` 的链接时，后者才算数。只用 `sysctl --system` 就没有人补写：请写 `conf.default`，以后建立的接口以它为初始值；或者让建立接口的程序来设置。超过 15 字节或带冒号的名字不可能存在（错误）：`eth0:1` 这样的别名没有自己的值。看起来像模板变量的名字、含有全角字符的名字给警告。来源：net/core/dev.c 的 dev_valid_name()。",
  },
  examples: {
    bad: [
      "net.ipv4.conf.ppp0.rp_filter = 0",
      "net.ipv6.conf.wg0.accept_ra = 0",
      "net.ipv4.conf.eth0/100.rp_filter = 1",
      { text: "net.ipv4.conf.docker0.route_localnet = 1", loader: "procps" },
      { text: "net.ipv4.neigh.all.gc_stale_time = 60", severity: "error" },
      { text: "net.ipv4.conf.eth0:1.rp_filter = 1", severity: "error" },
      { text: "net.ipv4.conf.very-long-interface-name.rp_filter = 1", severity: "error" },
      { text: "net.ipv6.conf.<iface>.accept_ra = 2", severity: "warning" },
      { text: "net.ipv4.conf.eth０.rp_filter = 1", severity: "warning" },
      { text: "net.ipv4.conf.eth０.rp_filter = 1", loader: "procps", severity: "warning" },
    ],
    good: [
      "net.ipv4.conf.eth0.rp_filter = 1",
      "net.ipv4.conf.lo.rp_filter = 1",
      "net.ipv4.conf.all.rp_filter = 1",
      "net.ipv4.conf.default.rp_filter = 1",
      "net.ipv4.neigh.default.gc_stale_time = 60",
      "net.ipv4.conf.wg*.rp_filter = 1",
      "-net.ipv4.conf.ppp0.rp_filter",
      "net.ipv4.conf.enp0s31f6.rp_filter = 1",
    ],
  },
  line({ line, resolution, target, parameter, verdict, report }) {
    if (line.kind !== "assignment" || resolution?.kind !== "parameter" || !parameter || verdict?.status === "refused") return;
    const name = resolution.interface;
    const problem = name === undefined ? undefined : problemOf(name, parameter.facts.key);
    if (name === undefined || !problem) return;
    report({
      at: keySpan(line),
      severity: SEVERITIES.get(problem) ?? "information",
      message: messageFor(problem, name, target.loader, keyInStyleOf(line.key, line.path.replace(`/${name}/`, "/default/"))),
    });
  },
});

const SEVERITIES = new Map<Problem, "error" | "warning">([
  ["absent", "error"],
  ["impossible", "error"],
  ["alias", "error"],
  ["placeholder", "warning"],
  ["full-width", "warning"],
]);

function problemOf(name: string, key: string): Problem | undefined {
  if (isOrdinaryName(name)) return undefined;
  if (name === "all" || name === "default") return WITHOUT.get(key.slice(0, key.indexOf("*")))?.includes(name) ? "absent" : undefined;
  if (/[*?[]/.test(name)) return undefined;
  if (PLACEHOLDER.test(name)) return "placeholder";
  if (name.includes(":")) return "alias";
  if (new TextEncoder().encode(name).length > LONGEST) return "impossible";
  if (hasFullWidth(name)) return "full-width";
  return MADE_LATER.test(name) || name.includes(".") ? "later" : undefined;
}

function messageFor(problem: Problem, name: string, loader: Loader, key: string) {
  switch (problem) {
    case "absent":
      return {
        en: `There is no ${name} here, only ${key.includes("neigh") ? "default and " : ""}interfaces: the loader finds no such file and nothing is set.`,
        "zh-cn": `这里没有 ${name}，只有${key.includes("neigh") ? " default 和" : ""}具体接口：加载程序找不到这个文件，什么也不会设置。`,
      };
    case "impossible":
      return {
        en: `No interface can be called ${name}: a name has at most ${LONGEST} bytes. Nothing is set.`,
        "zh-cn": `不可能有叫 ${name} 的接口：接口名最多 ${LONGEST} 个字节。什么也不会设置。`,
      };
    case "alias":
      return {
        en: `${name} is an alias, and aliases have no values of their own: there is no such file. Set those of ${name.split(":", 1)[0]}.`,
        "zh-cn": `${name} 是别名，没有自己的值，也没有对应的文件。请设置 ${name.split(":", 1)[0]} 的值。`,
      };
    case "placeholder":
      return {
        en: `${name} looks like a placeholder of a template: unless an interface has this very name, nothing is set. Fill in the real one.`,
        "zh-cn": `${name} 看起来是模板里的占位符：除非真有接口叫这个名字，否则什么也不会设置。请填上真实的接口名。`,
      };
    case "full-width":
      return {
        en: `${name} holds full-width or typographic characters: unless an interface has this very name, nothing is set. Use ASCII characters.`,
        "zh-cn": `${name} 里有全角字符或排版字符：除非真有接口叫这个名字，否则什么也不会设置。请改用半角字符。`,
      };
    case "later":
      return loader === "systemd"
        ? {
            en: `${name} is usually made after boot's files were applied. udev then applies this line if the file is a drop-in; for all later interfaces write ${key}.`,
            "zh-cn": `${name} 通常在开机应用这些文件之后才建立。如果这是片段文件，届时 udev 会应用这一行；要管所有以后的接口，请写 ${key}。`,
          }
        : {
            en: `${name} is usually made after boot's files were applied, so nothing is set. Write ${key}, which later interfaces start from, or set it where ${name} is made.`,
            "zh-cn": `${name} 通常在开机应用这些文件之后才建立，所以什么也不会设置。请写 ${key}（以后的接口以它为初始值），或者在建立 ${name} 的地方设置。`,
          };
  }
}
