import { judgeWrite } from "../catalogue/write.ts";
import { replace } from "./edits.ts";
import { defineRule } from "./rule.ts";
import { shorten } from "./shorten.ts";
import { formProblem, formProblemOf, takesAnyText } from "./value-form.ts";

export default defineRule({
  name: "doubled-equals",
  severity: "error",
  on: ["refused", "accepted", "text"],
  title: { en: "Equals sign written twice", "zh-cn": "等号写了两个" },
  documentation: {
    en: "The key ends at the first `=`; a second one belongs to the value. `key == 1` writes `= 1`, which is no number, and nothing is set. (A text parameter such as `kernel.hostname` takes it as part of the text: warning.) Write one equals sign.",
    "zh-cn":
      "键到第一个 `=` 为止，第二个等号属于值。`key == 1` 写入的是 `= 1`，这不是数字，什么也不会设置。（`kernel.hostname` 这样的文本参数会把它当成文本的一部分：警告。）请只写一个等号。",
  },
  examples: {
    bad: [
      "net.ipv4.ip_forward == 1",
      "net.ipv4.ip_forward = = 1",
      "net.ipv4.tcp_congestion_control == bbr",
      "net.ipv4.ip_forward ==",
      { text: "kernel.domainname == example.org", severity: "warning" },
    ],
    good: ["net.ipv4.ip_forward = 1", "net.ipv4.tcp_retries2 = 7=8", "kernel.core_pattern = core=%p", "net.ipv4.ip_forward ="],
  },
  line({ line, parameter, report }) {
    if (!parameter || formProblemOf(line, parameter) !== "doubled-equals") return;
    const rest = line.value.replace(/^[=\s]+/, "");
    const end = line.valueEnd - rest.length;
    // `key == 1` keeps its blank, `key = = 1` has one already.
    const blank = line.text.charAt(line.valueStart - 1) === "=" && /\s/.test(line.text.charAt(end - 1)) ? " " : "";
    const stored = takesAnyText(parameter);
    const fine = rest !== "" && !formProblem(rest) && judgeWrite(rest, parameter).status !== "refused";
    report({
      at: { line, start: line.valueStart, end: line.valueStart + 1 },
      severity: stored ? "warning" : "error",
      message: {
        en: `The second equals sign belongs to the value: the kernel gets "${shorten(line.value)}"${stored ? " and stores it like that" : ` and ${line.key} is not set`}. Write one equals sign.`,
        "zh-cn": `第二个等号属于值：内核收到的是“${shorten(line.value)}”，${stored ? "会原样存下来" : `${line.key} 没有被设置`}。请只写一个等号。`,
      },
      fixes: () =>
        fine
          ? [
              {
                title: { en: "Remove the second equals sign", "zh-cn": "删除多余的等号" },
                preferred: true,
                edits: [replace(line, line.valueStart, end, blank)],
              },
            ]
          : [],
    });
  },
});
