import { removeLineFix, replace } from "./edits.ts";
import { commentMarker, keyProblem } from "./key-problem.ts";
import { defineRule } from "./rule.ts";

export default defineRule({
  name: "wrong-comment-marker",
  severity: "error",
  on: ["broken"],
  title: { en: "Comment begins as in another language", "zh-cn": "注释用了别的语言的写法" },
  documentation: {
    en: "A comment begins with `#` or `;`. The loader takes `//`, `/*`, `<!--` or `--` for part of a key and complains about a line that is no assignment. There are no block comments: the lines between `/*` and `*/` **do** take effect. Two forms are not skipped and get a warning: procps drops any number of leading dashes, so it writes `--key = value`; and both loaders write `//net/ipv4/tcp_retries2 = 7`, because repeated slashes in a path count as one. A line like `-- remark` is read as an exclusion, without harm (information).",
    "zh-cn":
      "注释以 `#` 或 `;` 开头。`//`、`/*`、`<!--`、`--` 会被加载程序当成键的一部分，不是赋值的行会报错。这里没有块注释：`/*` 和 `*/` 之间的行**照样生效**。有两种写法不会被跳过，因此只给警告：procps 会丢掉开头所有的减号，`--键 = 值` 会被写入；`//net/ipv4/tcp_retries2 = 7` 两种加载程序都会写入，因为路径里重复的斜杠只算一个。`-- 说明` 会被读成排除项，没有坏处（信息）。",
  },
  examples: {
    bad: [
      "// net.ipv4.ip_forward = 1",
      "// remark",
      "/* net.ipv4.ip_forward = 1 */",
      "<!-- remark -->",
      "--net.ipv4.ip_forward = 1",
      " * one line of a block",
      { text: "--net.ipv4.ip_forward = 1", loader: "procps", severity: "warning" },
      { text: "//net/ipv4/ip_forward = 1", severity: "warning" },
      { text: "-- remark", severity: "information" },
    ],
    good: [
      "# remark",
      "; remark",
      "/net/ipv4/ip_forward = 1",
      "-net.ipv4.ip_forward = 1",
      "/*/ipv4/ip_forward = 1",
      "*/ipv4/ip_forward = 1",
      "* = 1",
      "- net.ipv4.ip_forward = 1",
    ],
  },
  line({ line, catalogue, target, parameter, report }) {
    if (keyProblem(line, catalogue, target.loader) !== "wrong-comment-marker") return;
    const marker = commentMarker(line)?.trimEnd() ?? "";
    const start = line.start;
    const at = { line, start, end: start + marker.length };
    const remove = withoutEndMarker(line.text.slice(start + marker.length).replace(/^[-/*\s]+/, ""));
    const comment = remove === "" ? "#" : `# ${remove}`;
    report({
      at,
      severity: parameter ? "warning" : line.kind === "exclusion" ? "information" : "error",
      message: parameter ? TAKES_EFFECT(line.key) : line.kind === "exclusion" ? EXCLUSION : skipped(marker),
      fixes: (document) => [
        {
          title: { en: 'Begin the comment with "#"', "zh-cn": "改用 # 开头的注释" },
          // Where the line takes effect now, somebody has to decide.
          preferred: !parameter,
          edits: [replace(line, start, line.text.length, comment)],
        },
        ...(parameter ? [] : [removeLineFix(document, line)]),
      ],
    });
  },
});

const TAKES_EFFECT = (key: string) => ({
  en: `This looks like a comment and is none: the loader drops the marks and writes ${key.replace(/^[-/]+/, "")}. Begin comments with #.`,
  "zh-cn": `看起来像注释，其实不是：加载程序会去掉前面的符号，写入 ${key.replace(/^[-/]+/, "")}。注释请用 # 开头。`,
});

const EXCLUSION = {
  en: 'Comments begin with # or ;. The loader reads this line as an exclusion of a key that does not exist. Begin it with "#".',
  "zh-cn": "注释以 # 或 ; 开头。这一行会被加载程序读成排除项，排除一个不存在的键。请改用 # 开头。",
};

function skipped(marker: string) {
  const block = marker === "/*";
  return {
    en: `"${marker}" begins no comment: the loader takes it for a key and skips the line.${block ? " The lines up to */ do take effect." : ""} Begin comments with #.`,
    "zh-cn": `“${marker}”不是注释：加载程序把它当成键，然后跳过这一行。${block ? "到 */ 为止的各行仍会生效。" : ""}注释请用 # 开头。`,
  };
}

/** A remark without the end that other languages want: the one of `<!-- -->`, the one of C. */
function withoutEndMarker(text: string): string {
  const trimmed = text.trimEnd();
  const marker = ["*/", "-->"].find((end) => trimmed.endsWith(end));
  return marker ? trimmed.slice(0, -marker.length).trimEnd() : text;
}
