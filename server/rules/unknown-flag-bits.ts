import { replace } from "./edits.ts";
import { listBits, unknownBits } from "./flag-bits.ts";
import { defineRule } from "./rule.ts";

export default defineRule({
  name: "unknown-flag-bits",
  severity: "warning",
  on: ["plain", "accepted"],
  title: { en: "Bits without a meaning", "zh-cn": "没有含义的位" },
  documentation: {
    en: "The parameter is a set of switches, one a bit, written as the sum of their values. This number contains bits that no release has defined: the kernel takes it and looks only at those it knows. Mostly the number was added up wrongly, or hexadecimal was copied as decimal (`603` for `0x603`). The parameter's page lists the bits.",
    "zh-cn":
      "这个参数是一组开关，每一位一个，写成各值之和。这个数字里有任何版本都没定义过的位：内核会接受，但只看认识的位。多半是加错了，或者把十六进制当十进制抄了（`0x603` 写成 `603`）。各位的含义见参数说明。",
  },
  examples: {
    bad: [
      "net.ipv4.tcp_fastopen = 603",
      "net.ipv4.tcp_fastopen = 8",
      "net.ipv4.icmp_ratemask = 0x100000",
      "net.ipv4.tcp_recovery = 9",
      "vm.zone_reclaim_mode = 8",
    ],
    good: [
      "net.ipv4.tcp_fastopen = 3",
      "net.ipv4.tcp_fastopen = 0x603",
      "net.ipv4.tcp_fastopen = 1027",
      "net.ipv4.icmp_ratemask = 88089",
      "net.ipv4.icmp_ratemask = -1",
      "net.ipv4.tcp_recovery = 5",
      "net.ipv4.tcp_retries2 = 9",
    ],
  },
  line({ line, parameter, verdict, report }) {
    if (!parameter || verdict?.status !== "accepted" || parameter.facts.readOnly) return;
    const [word] = verdict.numbers;
    const unknown = word?.number ? unknownBits(parameter, word.number.value) : 0n;
    if (!word?.number || unknown === 0n) return;
    const at = { line, start: line.valueStart + word.start, end: line.valueStart + word.end };
    const bits = listBits(unknown);
    const kept = BigInt(word.number.value) & ~unknown;
    const list = bits.slice(0, 6).join(", ") + (bits.length > 6 ? ", ..." : "");
    // `603` may stand for `0x603`.
    const hexadecimal =
      word.number.base === 10 && !word.number.negative && unknownBits(parameter, Number(`0x${word.text}`)) === 0n ? `0x${word.text}` : undefined;
    report({
      at,
      message: {
        en: `No release of Linux gives ${bits.length === 1 ? "bit" : "the bits"} ${list} of ${line.key} a meaning: of ${word.text} it obeys ${kept}.${hexadecimal ? ` Did you mean ${hexadecimal}?` : ""}`,
        "zh-cn": `没有哪个 Linux 版本给 ${line.key} 的 ${list} 位定义过含义：${word.text} 里起作用的只有 ${kept}。${hexadecimal ? `你要写的是 ${hexadecimal} 吗？` : ""}`,
      },
      fixes: () =>
        [hexadecimal, String(kept)]
          .filter((text) => text !== undefined)
          .map((text) => ({ title: { en: `Write ${text}`, "zh-cn": `改成 ${text}` }, edits: [replace(line, at.start, at.end, text)] })),
    });
  },
});
