import type { Syntax } from "../catalogue/parameter.ts";
import { commentOutFix } from "./edits.ts";
import { defineRule } from "./rule.ts";

/** Text values that may not be empty. */
const REFUSED = new Set<Syntax | undefined>(["algorithm", "keys", "ipv6-address"]);

export default defineRule({
  name: "empty-value",
  severity: "error",
  on: ["refused", "text"],
  title: { en: "No value", "zh-cn": "没有值" },
  documentation: {
    en: "Nothing stands behind the equals sign. For a number the kernel refuses the empty write and the parameter keeps its value. Some text parameters are cleared by it (information): `net.ipv4.ip_local_reserved_ports =` reserves no port.",
    "zh-cn":
      "等号后面什么都没有。对数字参数，内核拒绝空写入，参数保持原值。有些文本参数会因此被清空（信息）：`net.ipv4.ip_local_reserved_ports =` 表示不保留任何端口。",
  },
  examples: {
    bad: [
      "net.ipv4.tcp_retries2 =",
      "net.ipv4.tcp_retries2 =   ",
      "net.ipv4.tcp_retries2 = \f",
      { text: "net.ipv4.ip_local_reserved_ports =", severity: "information" },
    ],
    good: ["net.ipv4.tcp_retries2 = 15", "kernel.domainname ="],
  },
  line({ line, parameter, verdict, report }) {
    // Or blanks that no loader takes away: vertical tabs and form feeds.
    const isEmpty = line.valueStart === line.valueEnd || (verdict?.status === "refused" && verdict.reason === "empty");
    if (line.kind !== "assignment" || !parameter || !isEmpty) return;
    const clears = parameter.facts.syntax === "ports" || parameter.facts.syntax === "algorithms";
    const refused = parameter.isNumeric || REFUSED.has(parameter.facts.syntax);
    if (parameter.facts.readOnly || (!clears && !refused)) return;
    const at = { line, start: line.keyStart, end: line.valueEnd };
    if (clears) {
      report({
        at,
        severity: "information",
        message: { en: `An empty value clears ${line.key}.`, "zh-cn": `空值会清空 ${line.key}。` },
      });
      return;
    }
    report({
      at,
      message: {
        en: `There is no value: the kernel refuses the write and ${line.key} keeps what it has.`,
        "zh-cn": `没有值：内核拒绝写入，${line.key} 保持原值。`,
      },
      fixes: () => {
        const value = parameter.defaultText;
        const fix = value === undefined ? undefined : { title: { en: `Set to the default: ${value}`, "zh-cn": `设为默认值：${value}` }, value };
        const end = line.text.indexOf("=", line.keyEnd) + 1;
        return [
          ...(fix
            ? [
                {
                  title: fix.title,
                  edits: [
                    {
                      range: { start: { line: line.number, character: end }, end: { line: line.number, character: line.text.length } },
                      newText: ` ${fix.value}`,
                    },
                  ],
                },
              ]
            : []),
          commentOutFix(line),
        ];
      },
    });
  },
});
