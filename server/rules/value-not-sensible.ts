import { grouped } from "../catalogue/number.ts";
import { contains, type Interval } from "../catalogue/parameter.ts";
import { replace } from "./edits.ts";
import { unknownBits } from "./flag-bits.ts";
import { defineRule } from "./rule.ts";

export default defineRule({
  name: "value-not-sensible",
  severity: "warning",
  on: ["plain", "accepted"],
  title: { en: "Accepted, but without meaning", "zh-cn": "内核接受，但没有意义" },
  documentation: {
    en: "The kernel takes the number without complaint although it is outside everything the parameter is defined for: a switch set to 9, a negative time. What happens then is whatever the code does with it. The parameter's page says which values mean something.",
    "zh-cn": "内核会默默接受这个数字，但它不在参数定义的任何取值之内：开关写成 9、时间写成负数。之后会怎样，全看代码碰巧怎么处理。哪些值有意义，见参数说明。",
  },
  examples: {
    bad: ["net.ipv4.conf.all.rp_filter = 7", "net.ipv4.tcp_fin_timeout = -1", "net.ipv4.tcp_syncookies = 9"],
    good: ["net.ipv4.conf.all.rp_filter = 2", "net.ipv4.tcp_fin_timeout = 30", "net.ipv4.tcp_syncookies = 2"],
  },
  line({ line, parameter, verdict, report }) {
    if (!parameter || !verdict || verdict.status === "refused" || parameter.facts.readOnly) return;
    for (const [position, word] of verdict.numbers.entries()) {
      const sensible = parameter.sensibleAt(position);
      if (!sensible || !word.number || contains(sensible, word.number.value)) continue;
      // unknown-flag-bits says which bits they are.
      if (unknownBits(parameter, word.number.value) !== 0n) return;
      const at = { line, start: line.valueStart + word.start, end: line.valueStart + word.end };
      const range = sensible.map(show).join(" / ");
      const suggested = parameter.defaultText;
      report({
        at,
        message: {
          en: `The kernel takes ${word.text}, but only ${range} makes sense for ${line.key}.`,
          "zh-cn": `内核会接受 ${word.text}，但对 ${line.key} 来说只有 ${range} 有意义。`,
        },
        fixes: () =>
          suggested !== undefined && parameter.arity === 1
            ? [
                {
                  title: { en: `Change to ${suggested}, the default`, "zh-cn": `改成默认值 ${suggested}` },
                  edits: [replace(line, at.start, at.end, suggested)],
                },
              ]
            : [],
      });
      return;
    }
  },
});

function show([low, high]: Interval): string {
  return low === high ? grouped(low) : `${grouped(low)}–${grouped(high)}`;
}
