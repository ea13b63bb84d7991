import { keyInStyleOf } from "../document/key.ts";
import { commentOutFix, replaceKey } from "./edits.ts";
import { keyProblem } from "./key-problem.ts";
import { defineRule, keySpan } from "./rule.ts";

export default defineRule({
  name: "unknown-parameter",
  severity: "warning",
  on: ["absent"],
  title: { en: "No such kernel parameter", "zh-cn": "没有这个内核参数" },
  documentation: {
    en: "No Linux release that we know of (2.6.32 to 7.1) has this parameter. Mostly it is a typing error, or the right name in the wrong tree (`net.ipv4.somaxconn` for `net.core.somaxconn`). The loader then finds no file and sets nothing. If a vendor's kernel or an out-of-tree module brings it, name it in the setting `sysctl.customParameters`.",
    "zh-cn":
      "我们所知的 Linux 版本（2.6.32 到 7.1）都没有这个参数。多半是拼写错误，或者名字对、目录不对（把 `net.core.somaxconn` 写成 `net.ipv4.somaxconn`）。加载程序找不到文件，什么也不会设置。如果它来自厂商内核或树外模块，请写进设置项 `sysctl.customParameters`。",
  },
  examples: {
    bad: [
      "net.ipv4.tcp_orphans_retries = 3",
      "net.ipv4.somaxconn = 1024",
      "net.ipv6.tcp_syncookies = 1",
      "sysctl.net.ipv4.ip_forward = 1",
      { text: "net.ipv4.conf.all = 1", severity: "error" },
    ],
    good: [
      "net.ipv4.tcp_orphan_retries = 3",
      "net.ipv4.conf.wlan9.rp_filter = 1",
      "net.ipv4.conf.*.rp_filter = 1",
      "-net.ipv4.no_such_thing = 1",
      "net.ipv6.conf.all.send_redirects = 0",
      "net.ipv4/tcp_retries2 = 7",
      "net.inet.ip.forwarding = 1",
      "sysctl -w net.ipv4.ip_forward=1",
    ],
  },
  line({ line, resolution, catalogue, target, report }) {
    if (line.kind !== "assignment" || line.ignoreFailure || keyProblem(line, catalogue, target.loader)) return;
    if (resolution?.kind === "folder") {
      report({
        at: keySpan(line),
        severity: "error",
        message: {
          en: `${line.key} is a folder of parameters, not a parameter: nothing is set.`,
          "zh-cn": `${line.key} 是一组参数的目录，不是参数：什么也不会设置。`,
        },
        fixes: () => [commentOutFix(line)],
      });
      return;
    }
    if (resolution?.kind !== "unknown") return;
    const keys = (count: 1 | 3) => catalogue.suggest(line.path, count).map((path) => keyInStyleOf(line.key, path));
    report({
      at: keySpan(line),
      message: {
        en: `No kernel that we know of has ${line.key}. Check the spelling; if your kernel has it, name it in the setting sysctl.customParameters.`,
        "zh-cn": `我们所知的内核都没有 ${line.key}。请检查拼写；如果你的内核确实有，请写进设置项 sysctl.customParameters。`,
      },
      guess: () => {
        const [first] = keys(1);
        return first === undefined
          ? undefined
          : {
              en: `No kernel has ${line.key}, so nothing is set. Did you mean ${first}?`,
              "zh-cn": `没有哪个内核有 ${line.key}，所以什么也不会设置。你要写的是 ${first} 吗？`,
            };
      },
      fixes: () => [
        ...keys(3).map((key, i) => ({
          title: { en: `Change to ${key}`, "zh-cn": `改成 ${key}` },
          preferred: i === 0,
          edits: [replaceKey(line, key)],
        })),
        commentOutFix(line),
      ],
    });
  },
});
