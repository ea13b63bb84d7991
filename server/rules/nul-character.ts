import { replace } from "./edits.ts";
import { defineRule } from "./rule.ts";

export default defineRule({
  name: "nul-character",
  severity: "error",
  title: { en: "NUL character", "zh-cn": "NUL 字符" },
  documentation: {
    en: "procps stops reading a line at a NUL, systemd-sysctl takes it for a line end: what stands behind it is lost with one and a line of its own with the other. NULs come from broken transfers or from files saved as UTF-16.",
    "zh-cn":
      "procps 读到 NUL 就不再读这一行，systemd-sysctl 则把它当成换行：NUL 后面的内容在前者那里丢失，在后者那里变成单独一行。NUL 多半来自损坏的传输，或者文件被存成了 UTF-16。",
  },
  examples: { bad: ["net.ipv4.tcp_retries2 = 7\0junk", { text: " \0net.ipv4.tcp_retries2 = 7", loader: "procps" }], good: ["net.ipv4.tcp_retries2 = 7"] },
  line({ line, target, report }) {
    const at = line.text.indexOf("\0");
    // Once a line, on its first statement.
    if (at < 0 || line.keyStart > at) return;
    report({
      at: { line, start: at, end: at + 1 },
      message:
        target.loader === "procps"
          ? {
              en: "procps reads this line only up to the NUL character here; what follows is lost.",
              "zh-cn": "procps 只把这一行读到这里的 NUL 字符为止，后面的内容会丢失。",
            }
          : {
              en: "systemd-sysctl takes the NUL character here for a line end and reads what follows as another line.",
              "zh-cn": "systemd-sysctl 把这里的 NUL 字符当成换行，后面的内容会当成另一行来读。",
            },
      fixes: () => [{ title: { en: "Remove the NUL and what follows", "zh-cn": "删除 NUL 及其后面的内容" }, edits: [replace(line, at, line.text.length, "")] }],
    });
  },
});
