import { keyInStyleOf, separatorOf } from "../document/key.ts";
import { replaceKey } from "./edits.ts";
import { keyProblem, oneSeparator } from "./key-problem.ts";
import { defineRule, keySpan } from "./rule.ts";

export default defineRule({
  name: "mixed-separators",
  severity: "warning",
  on: ["broken"],
  title: { en: "Dots and slashes mixed in a key", "zh-cn": "键里混用了点和斜杠" },
  documentation: {
    en: "The first separator of a key decides. Is it a slash, the key is a path and its dots belong to names: `net/ipv4.ip_forward` is a file `ipv4.ip_forward` in `net`, which does not exist. Is it a dot, dots separate and each slash stands for a dot in a name: `net.ipv4.conf.eth0/100.rp_filter` is interface `eth0.100`, as it should be, but `net.ipv4/ip_forward` is a file `ipv4.ip_forward` again. Use one separator throughout.",
    "zh-cn":
      "键里第一个分隔符说了算。如果是斜杠，整个键就是路径，点属于名字：`net/ipv4.ip_forward` 指 `net` 下名为 `ipv4.ip_forward` 的文件，并不存在。如果是点，点是分隔符，斜杠代表名字里的点：`net.ipv4.conf.eth0/100.rp_filter` 指接口 `eth0.100`，这没有问题，但 `net.ipv4/ip_forward` 又成了文件 `ipv4.ip_forward`。请统一用一种分隔符。",
  },
  examples: {
    bad: [
      "net/ipv4.ip_forward = 1",
      "net.ipv4/tcp_retries2 = 7",
      "net/ipv4/conf.all.rp_filter = 1",
      "net.ipv4.conf.eth0.100/rp_filter = 1",
      "-net.ipv4/tcp_retries2 = 7",
    ],
    good: [
      "net.ipv4.conf.eth0/100.rp_filter = 1",
      "net/ipv4/conf/eth0.100/rp_filter = 1",
      "net/ipv4/ip_forward = 1",
      "net.ipv4.ip_forward = 1",
      "net.ipv4/no_such_thing = 1",
    ],
  },
  line({ line, catalogue, target, report }) {
    if (keyProblem(line, catalogue, target.loader) !== "mixed-separators") return;
    const path = oneSeparator(line.key, catalogue);
    if (path === undefined) return;
    const key = keyInStyleOf(line.key, path);
    const slash = separatorOf(line.key) === "/";
    report({
      at: keySpan(line),
      message: {
        en: `The first separator is a ${slash ? "slash, so the dots" : "dot, so each slash"} here ${slash ? "belong to names" : "stands for a dot in a name"}: there is no such file and nothing is set. Write "${key}".`,
        "zh-cn": `第一个分隔符是${slash ? "斜杠，所以这里的点属于名字" : "点，所以这里的斜杠代表名字里的点"}：没有这个文件，什么也不会设置。请写成“${key}”。`,
      },
      fixes: () => [{ title: { en: `Write "${key}"`, "zh-cn": `改成“${key}”` }, preferred: true, edits: [replaceKey(line, key)] }],
    });
  },
});
