import { tokens } from "../catalogue/number.ts";
import { formatRelease } from "../catalogue/release.ts";
import { judgeWrite } from "../catalogue/write.ts";
import { removeLineFix } from "./edits.ts";
import { defineRule, keySpan } from "./rule.ts";

export default defineRule({
  name: "default-value",
  severity: "hint",
  offByDefault: true,
  on: ["plain", "accepted"],
  title: { en: "Equals the kernel's default", "zh-cn": "等于内核默认值" },
  documentation: {
    en: 'The line writes what the kernel has anyway on the target. It is needed only where something else changes the value before: a vendor\'s drop-in, an earlier file, a service. Many people write defaults on purpose, to be safe from exactly that; so this rule is off unless the settings ask for it: `"sysctl.rules": { "default-value": "hint" }`. Values that depend on memory or on the distribution are left out, and so is `conf.all`, whose defaults are not those of interfaces.',
    "zh-cn":
      '这一行写的正是目标内核本来的默认值。只有别处先改过它（发行版的片段文件、前面的文件、某个服务）时才有必要。很多人有意写出默认值，正是为了防这种情况，所以本规则默认关闭，需要时在设置里打开：`"sysctl.rules": { "default-value": "hint" }`。取决于内存或发行版的默认值不检查；`conf.all` 的默认值与各接口不同，也不检查。',
  },
  examples: {
    bad: [
      "net.ipv4.tcp_timestamps = 1",
      "net.ipv4.tcp_retries2 = 0xf",
      "net.ipv4.tcp_rmem = 4096  131072  6291456",
      "net.ipv4.conf.default.rp_filter = 0",
      { text: "net.core.somaxconn = 128", kernel: "5.3" },
      { text: "net.core.somaxconn = 4096", kernel: "5.4" },
    ],
    good: [
      "net.ipv4.tcp_timestamps = 0",
      { text: "net.core.somaxconn = 128", kernel: "5.4" },
      "net.ipv4.tcp_rmem = 4096 131072",
      "net.ipv4.conf.all.accept_source_route = 1",
      "net.ipv4.tcp_max_orphans = 16384",
      "net.ipv4.tcp_retries2 = 15x",
    ],
  },
  line({ line, parameter, verdict, resolution, target, report }) {
    if (!parameter?.isNumeric || verdict?.status !== "accepted" || resolution?.kind !== "parameter") return;
    if (resolution.interface !== undefined && resolution.interface !== "default") return;
    if (parameter.facts.readOnly || parameter.facts.writeOnly || verdict.numbers.length < parameter.arity) return;
    const value = parameter.defaultText;
    if (value === undefined || tokens(value).length < parameter.arity) return;
    const standard = judgeWrite(value, parameter);
    if (!verdict.numbers.every(({ number }, i) => number !== undefined && number.value === standard.numbers[i]?.number?.value)) return;
    report({
      at: keySpan(line),
      unnecessary: true,
      message: {
        en: `${value} is the kernel's default on Linux ${formatRelease(target.kernel)}: the line is needed only if something before it changes the value.`,
        "zh-cn": `${value} 就是 Linux ${formatRelease(target.kernel)} 的默认值：只有前面别处改过它，才需要这一行。`,
      },
      fixes: (document) => [removeLineFix(document, line)],
    });
  },
});
