import type { Directive, Word } from "../document/directive.ts";
import type { SysctlDocument } from "../document/document.ts";
import { STEP } from "../gently.ts";
import type { Disable } from "./directives.ts";
import { removeLine, replace } from "./edits.ts";
import { defineRule, type Fix, keySpan, type Report } from "./rule.ts";
import { shorten } from "./shorten.ts";

export default defineRule({
  name: "unused-disable",
  severity: "hint",
  title: { en: "Disable comment that suppresses nothing", "zh-cn": "没有作用的 disable 注释" },
  documentation: {
    en: "`# sysctl-lint disable RULE…` holds from its line to the end of the file, `# sysctl-lint disable-next-line RULE…` for the next line that is no comment; without a rule they hold for all rules, and a reason may follow after `--`. One that suppresses nothing hides a finding that may come later, and a rule's name with a typo suppresses nothing at all. What is suppressed can depend on the kernel release and the loader that the file is checked for.",
    "zh-cn":
      "`# sysctl-lint disable 规则…` 从所在行起到文件末尾有效，`# sysctl-lint disable-next-line 规则…` 对下一个不是注释的行有效；不写规则就对所有规则有效，`--` 后面可以写原因。没有屏蔽任何结果的注释会掩盖以后出现的问题；规则名拼错则什么也屏蔽不了。会屏蔽什么，可能取决于检查所针对的内核版本和加载程序。",
  },
  examples: {
    bad: [
      "# sysctl-lint disable-next-line value-out-of-range\nnet.ipv4.tcp_syn_retries = 6",
      "# sysctl-lint disable no-such-rule\nnet.ipv4.tcp_syn_retries = 6",
      "; sysctl-lint disable -- all is well\nnet.ipv4.tcp_syn_retries = 6",
      "net.ipv4.tcp_syn_retries = 500\n# sysctl-lint disable value-out-of-range",
      "# sysctl-lint disable-next-line value-out-of-range, octal-value\nnet.ipv4.tcp_syn_retries = 500",
    ],
    good: [
      "# sysctl-lint disable-next-line value-out-of-range -- for the next release\nnet.ipv4.tcp_syn_retries = 500",
      "# sysctl-lint disable\nnet.ipv4.tcp_syn_retries = 500",
      ";sysctl-lint disable value-out-of-range\n\nnet.ipv4.tcp_syn_retries = 500",
      "# sysctl-lint checks this file",
    ],
  },
  *directives({ disables, rules, report }) {
    for (const [i, disable] of disables.entries()) {
      if (i % STEP === STEP - 1) yield;
      const { directive, used } = disable;
      if (directive.words.length === 0) {
        if (used.size === 0) report(wholly(disable, NOTHING));
        continue;
      }
      const named = new Set<string>();
      for (const word of directive.words) {
        // A name given twice does nothing the second time.
        if (used.has(word.text) && !named.has(word.text)) {
          named.add(word.text);
          continue;
        }
        const message = rules.has(word.text) ? unused(word.text) : unknown(word.text);
        if (directive.words.length === 1) report(wholly(disable, message));
        else
          report({
            at: { line: directive.line, start: word.start, end: word.end },
            unnecessary: true,
            message,
            fixes: () => [removeName(directive, word)],
          });
      }
    }
  },
});

function wholly({ directive: { line } }: Disable, message: Report["message"]): Report {
  return { at: keySpan(line), unnecessary: true, message, fixes: (document) => [removeComment(document, line)] };
}

function removeComment(document: SysctlDocument, line: Directive["line"]): Fix {
  return { title: { en: "Remove the comment", "zh-cn": "删除这条注释" }, edits: [removeLine(document, line)] };
}

/** With the blank or comma that separates it from the word before. */
function removeName({ line, verb, words }: Directive, word: Word): Fix {
  const before = words[words.indexOf(word) - 1];
  const next = words[words.indexOf(word) + 1];
  const edit = before || !next ? replace(line, (before ?? verb).end, word.end, "") : replace(line, word.start, next.start, "");
  return { title: { en: `Remove "${word.text}"`, "zh-cn": `删除“${word.text}”` }, edits: [edit] };
}

const NOTHING = {
  en: "This comment suppresses nothing: there are no findings where it holds. Remove it, so that it does not hide a later one.",
  "zh-cn": "这条注释没有屏蔽任何结果：它的有效范围内没有问题。请删除它，免得掩盖以后的问题。",
};

function unused(rule: string) {
  return {
    en: `${rule} finds nothing where this comment holds. Remove it, so that it does not hide a later finding.`,
    "zh-cn": `在这条注释的有效范围内 ${rule} 没有结果。请删除它，免得掩盖以后的问题。`,
  };
}

function unknown(name: string) {
  const shown = shorten(name);
  return { en: `There is no rule "${shown}", so nothing is suppressed.`, "zh-cn": `没有名为“${shown}”的规则，什么也没有屏蔽。` };
}
