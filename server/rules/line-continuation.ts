import type { Catalogue } from "../catalogue/catalogue.ts";
import { takesText } from "../catalogue/text-syntax.ts";
import { judgeWrite } from "../catalogue/write.ts";
import type { SysctlDocument } from "../document/document.ts";
import { Line } from "../document/line.ts";
import type { Target } from "../target.ts";
import { commentInValue } from "./comment-in-value.ts";
import { replace } from "./edits.ts";
import { keyProblem } from "./key-problem.ts";
import { defineRule, type Fix } from "./rule.ts";
import { formProblem, formProblemOf, takesAnyText } from "./value-form.ts";

export default defineRule({
  name: "line-continuation",
  severity: "error",
  on: ["broken", "refused", "accepted", "text"],
  title: { en: "Backslash at the end of a line joins nothing", "zh-cn": "行尾反斜杠不能续行" },
  documentation: {
    en: "A sysctl file has no line continuation. The backslash goes to the kernel as part of the value, and the next line is read by itself. Where numbers are still missing the kernel refuses the write; behind a complete value it ignores the backslash (warning). Write the whole value on one line, however long.",
    "zh-cn":
      "sysctl 文件没有续行。反斜杠会作为值的一部分写进内核，下一行单独解析。数字还没写够时，内核拒绝写入；值已经完整时，内核忽略反斜杠（警告）。再长的值也请写在一行里。",
  },
  examples: {
    bad: [
      "net.ipv4.tcp_rmem = 4096 \\\n131072 6291456",
      "net.ipv4.tcp_retries2 = \\\n7",
      "net.ipv4.ip_local_reserved_ports = 8080,\\\n9000",
      "net.ipv4.tcp_rmem \\\n= 4096 131072 6291456",
      { text: "net.ipv4.tcp_retries2 = 7 \\", severity: "warning" },
    ],
    good: ["net.ipv4.tcp_rmem = 4096 131072 6291456", "# first \\\nnet.ipv4.tcp_retries2 = 7", "kernel.core_pattern = a\\b"],
  },
  line({ line, catalogue, target, parameter, verdict, report }) {
    const split = keyProblem(line, catalogue, target.loader) === "line-continuation";
    if (!split) {
      if (formProblemOf(line, parameter) !== "line-continuation") return;
      if (commentInValue(line, parameter, verdict)) return;
    }
    const taken = !split && parameter && (verdict?.status === "accepted" || takesAnyText(parameter) || takesText(line.value, parameter.facts.syntax));
    const end = split ? line.keyEnd : line.valueEnd;
    report({
      at: { line, start: end - 1, end },
      severity: taken ? "warning" : "error",
      message: taken
        ? {
            en: "The backslash joins nothing: it is written to the kernel as part of the value, and the next line is read by itself. Remove it.",
            "zh-cn": "反斜杠不能续行：它会作为值的一部分写进内核，下一行单独解析。请删除它。",
          }
        : {
            en: "The backslash joins nothing: the next line is read by itself, and this one sets nothing. Write the whole assignment on one line.",
            "zh-cn": "反斜杠不能续行：下一行会单独解析，而这一行什么也不会设置。请把整个赋值写在一行里。",
          },
      fixes: (document) => fixesFor(line, document, catalogue, target),
    });
  },
});

/** No value has more lines; a hostile file may. */
const MAX_JOINED = 20;

function fixesFor(line: Line, document: SysctlDocument, catalogue: Catalogue, target: Target): Fix[] {
  const head = line.text.trimEnd().slice(0, -1).trimEnd();
  const { rest, last } = continuation(line, document);
  const joint = /[,=]$/.test(head) && line.kind === "assignment" && !head.endsWith("=") ? "" : " ";
  const joined = `${head}${joint}${rest}`;
  if (last && rest !== "" && takes(joined, catalogue, target)) {
    const range = { start: { line: line.number, character: 0 }, end: { line: last.number, character: last.text.length } };
    return [{ title: { en: "Join the lines", "zh-cn": "合并这几行" }, preferred: true, edits: [{ range, newText: joined }] }];
  }
  if (!takes(head, catalogue, target)) return [];
  // With the rest of the value left below, half of it would be written.
  return [{ title: { en: "Remove the backslash", "zh-cn": "删除反斜杠" }, preferred: rest === "", edits: [replace(line, head.length, line.text.length, "")] }];
}

/** What follows, up to a line without a backslash: the rest of the value, if those are no lines of their own. */
function continuation(line: Line, document: SysctlDocument): { rest: string; last: Line | undefined } {
  const parts: string[] = [];
  let last: Line | undefined;
  for (let n = line.number + 1; n <= line.number + MAX_JOINED; n++) {
    const next = document.lines[n];
    if (!next || (next.kind !== "malformed" && line.kind !== "malformed")) break;
    last = next;
    const text = next.text.trim();
    parts.push(text.endsWith("\\") ? text.slice(0, -1).trimEnd() : text);
    if (!text.endsWith("\\")) break;
  }
  return { rest: parts.join(" "), last };
}

/** Would the target take this as a line? */
function takes(text: string, catalogue: Catalogue, target: Target): boolean {
  const line = Line.parse(text, "");
  const resolution = line.kind === "assignment" ? catalogue.resolve(line.path) : undefined;
  if (resolution?.kind !== "parameter" || !resolution.parameter.existsIn(target.kernel) || line.value === "" || formProblem(line.value)) return false;
  return judgeWrite(line.value, resolution.parameter.at(target.kernel, target.hz)).status !== "refused";
}
