import { parseKernelNumber } from "../catalogue/number.ts";
import type { ParameterAtRelease } from "../catalogue/parameter.ts";
import { judgeWrite } from "../catalogue/write.ts";
import { replaceValue } from "./edits.ts";
import { defineRule } from "./rule.ts";
import { shorten } from "./shorten.ts";
import { halfWritten, refusedValue } from "./value-problem.ts";

export default defineRule({
  name: "value-not-a-number",
  severity: "error",
  on: ["refused"],
  title: { en: "Value is not a number the kernel reads", "zh-cn": "值不是内核能读的数字" },
  documentation: {
    en: "The kernel reads decimal, `0x` hexadecimal and `0`-prefixed octal numbers with an optional minus sign, separated by blanks. It knows no suffix (`16M`, `60s`), no separators (`1,024`, `1_000`), no plus sign, decimals, quotes or words (`on`, `true`, `yes`). Anything else is refused and nothing is set.",
    "zh-cn":
      "内核只认十进制、`0x` 开头的十六进制、`0` 开头的八进制整数，可以带负号，多个数用空格隔开。不认后缀（`16M`、`60s`）、分隔符（`1,024`、`1_000`）、正号、小数、引号，也不认单词（`on`、`true`、`yes`）。其他写法一律拒绝，什么也不会设置。",
  },
  examples: {
    bad: [
      "net.core.rmem_max = 16M",
      "net.ipv4.tcp_fin_timeout = 30s",
      "net.ipv4.ip_forward = true",
      "net.ipv4.ip_forward = +1",
      "net.ipv4.tcp_retries2 = 7.5",
      "net.ipv4.tcp_retries2 = 08",
      "net.ipv4.tcp_retries2 = 7=8",
      "net.ipv4.tcp_rmem = 4096, 131072, 6291456",
      "net.ipv4.ip_local_port_range = 1024-65000",
      "net.ipv4.tcp_retries2 = $HOME",
    ],
    good: [
      "net.core.rmem_max = 16777216",
      "net.ipv4.tcp_retries2 = '7'",
      "net.ipv4.tcp_retries2 = = 7",
      "net.ipv4.tcp_retries2 = 0x7",
      "net.ipv4.tcp_retries2 = 010",
      "net.ipv4.tcp_rmem = 4096\t131072  6291456",
    ],
  },
  line(context) {
    const refused = refusedValue(context, "value-not-a-number");
    if (!refused) return;
    const { line, parameter, bad } = refused;
    const half = halfWritten(refused);
    const meant = numbersMeant(line.value, parameter);
    const hint = meant === undefined ? { en: "Write plain integers.", "zh-cn": "请写整数。" } : { en: `Write ${meant}.`, "zh-cn": `请写 ${meant}。` };
    const word = shorten(bad.text);
    context.report({
      at: { line, start: refused.start, end: refused.end },
      message: {
        en: `"${word}" is not a number that the kernel reads: it refuses the write and ${line.key} is not set.${half.en} ${hint.en}`,
        "zh-cn": `“${word}”不是内核能读的数字：写入会被拒绝，${line.key} 没有被设置。${half["zh-cn"]}${hint["zh-cn"]}`,
      },
      fixes: () =>
        meant === undefined ? [] : [{ title: { en: `Write ${meant}`, "zh-cn": `改成 ${meant}` }, preferred: true, edits: [replaceValue(line, meant)] }],
    });
  },
});

const FACTORS = new Map([
  ["k", 1024],
  ["m", 1024 ** 2],
  ["g", 1024 ** 3],
  ["t", 1024 ** 4],
]);
const SECONDS = new Map([
  ["s", 1],
  ["sec", 1],
  ["min", 60],
  ["h", 3600],
  ["d", 86_400],
]);
const WORDS = new Map([
  ["on", "1"],
  ["true", "1"],
  ["yes", "1"],
  ["y", "1"],
  ["enable", "1"],
  ["enabled", "1"],
  ["off", "0"],
  ["false", "0"],
  ["no", "0"],
  ["n", "0"],
  ["disable", "0"],
  ["disabled", "0"],
]);

/** The value with every word turned into the number it most likely means, if the kernel takes the result. */
function numbersMeant(value: string, parameter: ParameterAtRelease): string | undefined {
  const bare = value.replace(/["'`]/g, "");
  let end = bare.length;
  while (end > 0 && ";,".includes(bare.charAt(end - 1))) end--;
  const unquoted = bare.slice(0, end);
  const separated = parameter.arity > 1 ? unquoted.replace(/(\d)\s*[,:;-]\s*(?=\d)/g, "$1 ") : unquoted.replace(/(\d)[,_](?=\d{3}(?!\d))/g, "$1");
  const words = separated.trim().split(/\s+/);
  const unit = parameter.facts.unit;
  const meant = words.map((word) => numberMeant(word, unit));
  if (meant.includes(undefined) || meant.length > parameter.arity) return undefined;
  const text = meant.join(" ");
  return judgeWrite(text, parameter).status === "refused" ? undefined : text;
}

function numberMeant(word: string, unit: string | undefined): string | undefined {
  const lower = word.toLowerCase();
  const fixed = WORDS.get(lower);
  if (fixed !== undefined) return fixed;
  if (parseKernelNumber(word)) return word;
  const match = /^\+?(\d+)(?:\.0+)?(?:e(\d{1,2}))?([a-z]*)$/.exec(lower);
  if (!match) return undefined;
  const digits = BigInt(match[1] ?? "0") * 10n ** BigInt(match[2] ?? "0");
  const suffix = match[3] ?? "";
  if (suffix === "") return String(digits);
  const seconds = SECONDS.get(suffix);
  if (unit === "seconds" && seconds) return String(digits * BigInt(seconds));
  if (unit === "milliseconds" && suffix === "ms") return String(digits);
  if (unit === "milliseconds" && seconds) return String(digits * BigInt(seconds) * 1000n);
  const factor = FACTORS.get(suffix.replace(/i?b$/, ""));
  return factor && unit !== "seconds" && unit !== "milliseconds" ? bytesIn(digits * BigInt(factor), unit) : undefined;
}

function bytesIn(bytes: bigint, unit: string | undefined): string | undefined {
  if (unit === "pages") return String(bytes / 4096n);
  if (unit === "kilobytes") return String(bytes / 1024n);
  return unit === "bytes" ? String(bytes) : undefined;
}
