import { keyInStyleOf } from "../document/key.ts";
import type { Line } from "../document/line.ts";
import { replace, replaceKey } from "./edits.ts";
import { blankAfterDash, keyProblem, tidyPath } from "./key-problem.ts";
import { defineRule, type Edit, keySpan } from "./rule.ts";

export default defineRule({
  name: "malformed-key",
  severity: "error",
  on: ["broken"],
  title: { en: "Key written in a way the loader does not read", "zh-cn": "键的写法加载程序读不懂" },
  documentation: {
    en: "A key is taken letter by letter: blanks or quotes in it, capitals, or a `/proc/sys/` in front make it the name of a file that does not exist. procps also stumbles over `- key` (blank after the dash) and a trailing separator, which systemd-sysctl takes.",
    "zh-cn":
      "键按字面逐字读取：中间有空格或引号、用了大写字母、前面带 `/proc/sys/`，都会变成一个不存在的文件名。procps 还读不了 `- key`（减号后有空格）和末尾多余的分隔符，systemd-sysctl 则可以。",
  },
  examples: {
    bad: [
      "NET.IPV4.IP_FORWARD = 1",
      '"net.ipv4.ip_forward" = 1',
      '"net.ipv4.ip_forward = 1"',
      "/proc/sys/net/ipv4/ip_forward = 1",
      "net.ipv4. ip_forward = 1",
      "net.ipv4.ip_forward := 1",
      "net.ipv4.ip_forward+=1",
      '"net.ipv4.conf.enP2p1s0.rp_filter" = 1',
      " = 7",
      { text: "- net.ipv4.ip_forward = 1", loader: "procps" },
      { text: "net.ipv4.ip_forward. = 1", loader: "procps" },
    ],
    good: [
      "net.ipv4.ip_forward = 1",
      "net/ipv4/ip_forward = 1",
      "-net.ipv4.ip_forward = 1",
      { text: "- net.ipv4.ip_forward = 1", loader: "systemd" },
      { text: "net.ipv4.ip_forward. = 1", loader: "systemd" },
    ],
  },
  line({ line, catalogue, target, report }) {
    if (keyProblem(line, catalogue, target.loader) !== "malformed-key") return;
    if (line.key === "") {
      report({
        at: { line, start: line.keyStart, end: Math.max(line.keyStart + 1, line.valueEnd) },
        message: { en: "There is no key before the equals sign: nothing is set.", "zh-cn": "等号前面没有键：什么也不会设置。" },
      });
      return;
    }
    const key = keyInStyleOf(line.key.replace(/^["']?\/?proc\/sys\//, ""), tidyPath(line.path, catalogue));
    const dash = blankAfterDash(line);
    report({
      at: keySpan(line),
      message: {
        en: dash
          ? `procps takes the blank after the dash for part of the key and finds no such file. Write "-${key}".`
          : `The loader looks for a file of exactly this name and there is none. Write "${key}".`,
        "zh-cn": dash
          ? `procps 会把减号后面的空格当成键的一部分，找不到这个文件。请写成“-${key}”。`
          : `加载程序按字面去找这个名字的文件，并不存在。请写成“${key}”。`,
      },
      fixes: () => [
        {
          title: { en: `Write "${dash ? "-" : ""}${key}"`, "zh-cn": `改成“${dash ? "-" : ""}${key}”` },
          preferred: true,
          edits: [dash ? replace(line, line.text.indexOf("-"), line.keyEnd, `-${key}`) : replaceKey(line, key), ...closingQuote(line)],
        },
      ],
    });
  },
});

/** Of a line that stands in quotes as a whole, the second one is in the value. */
function closingQuote(line: Line): Edit[] {
  const quote = line.key.charAt(0);
  const whole = /["']/.test(quote) && !line.key.endsWith(quote) && line.value.endsWith(quote);
  return whole ? [replace(line, line.valueEnd - 1, line.valueEnd, "")] : [];
}
