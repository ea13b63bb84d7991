import { commentOutFix, removeLineFix, replace } from "./edits.ts";
import { keyProblem } from "./key-problem.ts";
import { defineRule, type Fix } from "./rule.ts";

export default defineRule({
  name: "not-an-assignment",
  severity: "error",
  on: ["broken"],
  title: { en: "Line is neither assignment, exclusion nor comment", "zh-cn": "这一行既不是赋值、排除项，也不是注释" },
  documentation: {
    en: "A line must be `key = value`, `-key = value`, `-key` (an exclusion), blank, or start with `#` or `;`. The loaders print a complaint about any other line and skip it, so nothing is set. There are no sections, no `include`, no `key: value` and no line continuation.",
    "zh-cn":
      "每一行必须是 `键 = 值`、`-键 = 值`、`-键`（排除项）、空行，或者以 `#` 或 `;` 开头。其他写法，加载程序只会抱怨一句然后跳过，什么也不会设置。这里没有节（section），没有 `include`，没有 `键: 值`，也不能用反斜杠续行。",
  },
  examples: {
    bad: ["net.ipv4.ip_forward 1", "[sysctl]", "net.ipv4.ip_forward: 1", "include /etc/sysctl.conf", "这是说明文字"],
    good: [
      "net.ipv4.ip_forward = 1",
      "// remark",
      "sysctl -p",
      "net.ipv4.tcp_rmem \\",
      "net.ipv4.ip_forward ＝ 1",
      "# net.ipv4.ip_forward 1",
      "   ; remark",
      "-net.ipv4.conf.lo.rp_filter",
      "net.ipv4.ip_forward=1",
    ],
  },
  line({ line, catalogue, target, report }) {
    if (keyProblem(line, catalogue, target.loader) !== "not-an-assignment") return;
    // `key value` and `key: value` with a key that exists: only the equals sign is missing.
    const match = /^([^\s:]+)(\s*:\s*|\s+)(\S.*)$/.exec(line.key);
    const meant = match?.[1] !== undefined && catalogue.resolve(match[1].replaceAll(".", "/")).kind === "parameter" ? match : undefined;
    report({
      at: { line, start: line.keyStart, end: line.keyEnd },
      message: meant
        ? {
            en: `The equals sign is missing: the loader skips this line and ${meant[1]} keeps its value. Write "${meant[1]} = ${meant[3]}".`,
            "zh-cn": `缺少等号：加载程序会跳过这一行，${meant[1]} 保持原值。请写成“${meant[1]} = ${meant[3]}”。`,
          }
        : {
            en: 'Not an assignment: the loader skips this line. Write "key = value", or start the line with # to make it a comment.',
            "zh-cn": "这一行不是赋值，加载程序会跳过它。请写成“键 = 值”，或者在行首加 # 变成注释。",
          },
      fixes: (document) => {
        const fixes: Fix[] = [];
        if (meant) {
          const start = line.keyStart + (meant[1]?.length ?? 0);
          fixes.push({
            title: { en: `Write "${meant[1]} = ${meant[3]}"`, "zh-cn": `改成“${meant[1]} = ${meant[3]}”` },
            preferred: true,
            edits: [replace(line, start, start + (meant[2]?.length ?? 0), " = ")],
          });
        }
        fixes.push(commentOutFix(line), removeLineFix(document, line));
        return fixes;
      },
    });
  },
});
