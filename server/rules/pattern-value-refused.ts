import type { ParameterAtRelease } from "../catalogue/parameter.ts";
import { takesText } from "../catalogue/text-syntax.ts";
import { judgeWrite } from "../catalogue/write.ts";
import { defineRule, valueSpan } from "./rule.ts";

/** A pattern that names more is about no value in particular. */
const MOST = 50;
/** So many are named in the message. */
const NAMED = 3;

export default defineRule({
  name: "pattern-value-refused",
  severity: "error",
  on: ["absent"],
  title: { en: "Value that parameters of a pattern refuse", "zh-cn": "模式匹配到的参数拒绝这个值" },
  documentation: {
    en: "The loader writes the value to every parameter that the pattern matches, and each judges by itself. Where all of them refuse it nothing is set (error); where some do, those keep what they have (warning).",
    "zh-cn": "加载程序把值写给模式匹配到的每个参数，各自判断。全都拒绝时什么也不会设置（错误）；部分拒绝时，那几个保持原值（警告）。",
  },
  examples: {
    bad: [
      "net.ipv4.tcp_retries? = x",
      "net.ipv?.conf.lo.forwardin? = yes",
      { text: "net.ipv4.tcp_syn*retries = 200", severity: "warning" },
      "net.ipv4.tcp_retries? = 70000000000",
    ],
    good: ["net.ipv4.tcp_retries? = 7", "net.ipv?.conf.lo.forwarding = 1", "net.ipv4.conf.*.rp_filter = x", "net.no_such? = x"],
  },
  line({ line, resolution, target, report }) {
    if (line.kind !== "assignment" || resolution?.kind !== "glob") return;
    const there = resolution.parameters.filter((parameter) => parameter.existsIn(target.kernel) && !parameter.facts.readOnly);
    if (there.length > MOST) return;
    const refusing = there.filter((parameter) => refuses(parameter.at(target.kernel, target.hz), line.value)).map(({ key }) => key);
    if (refusing.length === 0) return;
    const more = refusing.length - NAMED;
    const [en, zh] = [refusing.slice(0, NAMED).join(", "), refusing.slice(0, NAMED).join("、")];
    const all = refusing.length === there.length;
    report({
      at: valueSpan(line),
      severity: all ? "error" : "warning",
      message: {
        en: `The kernel refuses this value for ${en}${more > 0 ? ` and ${more} more` : ""}, which the pattern matches: ${all ? "nothing is set" : "they keep what they have"}.`,
        "zh-cn": `模式匹配到的 ${zh}${more > 0 ? ` 等 ${refusing.length} 个参数` : ""}会拒绝这个值：${all ? "什么也不会设置" : "它们保持原值"}。`,
      },
    });
  },
});

function refuses(parameter: ParameterAtRelease, value: string): boolean {
  return judgeWrite(value, parameter).status === "refused" || takesText(value, parameter.facts.syntax) === false;
}
