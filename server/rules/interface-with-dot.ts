import { keyInStyleOf } from "../document/key.ts";
import { replaceKey } from "./edits.ts";
import { dottedInterface, keyProblem } from "./key-problem.ts";
import { defineRule, keySpan } from "./rule.ts";

export default defineRule({
  name: "interface-with-dot",
  severity: "error",
  on: ["broken"],
  title: { en: "Dot in an interface name read as a separator", "zh-cn": "接口名里的点被当成分隔符" },
  documentation: {
    en: "In a dotted key every dot separates. `net.ipv4.conf.eth0.100.rp_filter` is the file `conf/eth0/100/rp_filter`, which does not exist. Write the dot of the interface's name as a slash (`conf.eth0/100.rp_filter`), or write the whole key with slashes (`net/ipv4/conf/eth0.100/rp_filter`).",
    "zh-cn":
      "用点写的键里，每个点都是分隔符。`net.ipv4.conf.eth0.100.rp_filter` 指向不存在的文件 `conf/eth0/100/rp_filter`。请把接口名里的点写成斜杠（`conf.eth0/100.rp_filter`），或者整个键都用斜杠（`net/ipv4/conf/eth0.100/rp_filter`）。",
  },
  examples: {
    bad: ["net.ipv4.conf.eth0.100.rp_filter = 1", "net.ipv6.conf.br.lan.disable_ipv6 = 1"],
    good: ["net.ipv4.conf.eth0/100.rp_filter = 1", "net/ipv4/conf/eth0.100/rp_filter = 1", "net.ipv4.conf.eth0.rp_filter = 1"],
  },
  line({ line, catalogue, target, report }) {
    if (keyProblem(line, catalogue, target.loader) !== "interface-with-dot") return;
    const meant = dottedInterface(line.path, catalogue);
    if (!meant) return;
    const key = keyInStyleOf(line.key, meant.path);
    report({
      at: keySpan(line),
      message: {
        en: `The dot in ${meant.interface} is read as a separator, so no such file is found. Write "${key}".`,
        "zh-cn": `${meant.interface} 里的点会被当成分隔符，找不到对应的文件。请写成“${key}”。`,
      },
      fixes: () => [{ title: { en: `Write "${key}"`, "zh-cn": `改成“${key}”` }, preferred: true, edits: [replaceKey(line, key)] }],
    });
  },
});
