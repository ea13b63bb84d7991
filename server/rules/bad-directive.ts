import type { Word } from "../document/directive.ts";
import { STEP } from "../gently.ts";
import type { Text } from "../locale.ts";
import { readTarget } from "./directives.ts";
import { removeLineFix } from "./edits.ts";
import { defineRule } from "./rule.ts";
import { shorten } from "./shorten.ts";

const VERBS = new Set(["disable", "disable-next-line", "target"]);

export default defineRule({
  name: "bad-directive",
  severity: "warning",
  title: { en: "Comment for sysctl-lint that it cannot read", "zh-cn": "sysctl-lint 读不懂的指令注释" },
  documentation: {
    en: "`# sysctl-lint target kernel=5.15 loader=systemd` says what a file is checked for, whatever the settings say. Either part may be left out; in place of a release a distribution can stand, such as `ubuntu-24.04`. The first such comment of a file counts. The other comments are `disable` and `disable-next-line`. One that cannot be read is without effect, and the file is checked for something else than its author thinks.",
    "zh-cn":
      "`# sysctl-lint target kernel=5.15 loader=systemd` 说明文件针对什么来检查，优先于设置。两部分都可以省略；版本也可以写成发行版，例如 `ubuntu-24.04`。一个文件里第一条有效。其他的指令注释是 `disable` 和 `disable-next-line`。读不懂的指令不起作用，文件就不是按作者以为的目标检查的。",
  },
  examples: {
    bad: [
      "# sysctl-lint target kernel=six",
      "# sysctl-lint target loader=openrc",
      "# sysctl-lint target release=6.12",
      "# sysctl-lint target",
      "# sysctl-lint target kernel=6.1\n# sysctl-lint target kernel=6.12",
      "# sysctl-lint disable-line value-out-of-range",
    ],
    good: [
      "# sysctl-lint target kernel=5.15 loader=systemd",
      "; sysctl-lint target debian-12",
      "# sysctl-lint target loader=procps",
      "# sysctl-lint found this",
    ],
  },
  *directives({ directives, report }) {
    let seen = false;
    for (const [i, { line, verb, words }] of directives.entries()) {
      if (i % STEP === STEP - 1) yield;
      const say = (word: Word, message: Text) =>
        report({ at: { line, start: word.start, end: word.end }, message, fixes: (document) => [removeLineFix(document, line)] });
      if (!VERBS.has(verb.text)) say(verb, UNKNOWN_VERB);
      if (verb.text !== "target") continue;
      if (seen) say(verb, SECOND);
      else if (words.length === 0) say(verb, EMPTY);
      else for (const word of readTarget(words).wrong) say(word, unread(word.text));
      seen = true;
    }
  },
});

const UNKNOWN_VERB: Text = {
  en: 'Without effect: after "sysctl-lint" comes disable, disable-next-line or target.',
  "zh-cn": "不起作用：sysctl-lint 后面应是 disable、disable-next-line 或 target。",
};

const SECOND: Text = {
  en: "Without effect: a target is given further up, and the first one counts.",
  "zh-cn": "不起作用：前面已经给出目标，第一条有效。",
};

const EMPTY: Text = {
  en: "Says no target. Write kernel=6.12, a distribution such as debian-12, loader=systemd or loader=procps.",
  "zh-cn": "没有写目标。请写 kernel=6.12、发行版（例如 debian-12）、loader=systemd 或 loader=procps。",
};

function unread(text: string): Text {
  const shown = shorten(text);
  return {
    en: `"${shown}" is no target and is ignored. Write kernel=6.12, a distribution such as debian-12, loader=systemd or loader=procps.`,
    "zh-cn": `“${shown}”不是目标，会被忽略。请写 kernel=6.12、发行版（例如 debian-12）、loader=systemd 或 loader=procps。`,
  };
}
