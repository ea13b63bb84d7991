// The reference of the rules, written from the rules themselves: for docs/, and for the pages that the server shows.

const WORDS = {
  en: {
    title: "Rules",
    intro:
      'Each finding carries the name of its rule. **error**: on the target this line does not take effect as written, the loader skips it or the kernel refuses it. **warning**: it is taken, and does something else than the file seems to want. **information**: true, useful, nobody\'s mistake. **hint**: style and redundancy.\n\nA rule\'s severity is set, or the rule switched off, by `"sysctl.rules": { "rule-name": "off" }` in VS Code\'s settings or by `"rules"` in `.sysctl-lint.json`; in a file by `# sysctl-lint disable rule-name` (from there to its end) or `# sysctl-lint disable-next-line rule-name -- reason`.',
    severity: "Severity",
    off: "off unless a severity is set",
    bad: "Found in",
    good: "Not found in",
    since: "Since",
    kernel: (release) => `on ${/^\d/.test(release) ? "Linux " : ""}${release}`,
    loader: (name) => `with ${name}`,
    running: (path, value) => `/proc/sys/${path} holds ${value}`,
  },
  "zh-cn": {
    title: "规则",
    intro:
      '每条结果都带有规则名。**错误**：在目标上这一行不会按写的那样生效，加载程序跳过它，或者内核拒绝它。**警告**：会被接受，但做的不是文件想要的事。**信息**：属实、有用，不是谁的错。**提示**：风格与冗余。\n\n在 VS Code 设置里用 `"sysctl.rules": { "规则名": "off" }` 或 `.sysctl-lint.json` 里的 `"rules"` 调整严重程度或关闭规则；在文件里用 `# sysctl-lint disable 规则名`（从那里到文件末尾）或 `# sysctl-lint disable-next-line 规则名 -- 原因`。',
    severity: "严重程度",
    off: "默认关闭，设置严重程度后启用",
    bad: "会报告",
    good: "不会报告",
    since: "始于",
    kernel: (release) => `${/^\d/.test(release) ? "Linux " : ""}${release} 上`,
    loader: (name) => `使用 ${name}`,
    running: (path, value) => `/proc/sys/${path} 的内容是 ${value}`,
  },
};
const SEVERITY = { en: (s) => s, "zh-cn": (s) => ({ error: "错误", warning: "警告", information: "信息", hint: "提示" })[s] };

/** What there is to say about one rule: Markdown, without a heading. */
export function rulePage(rule, locale) {
  const words = WORDS[locale];
  const example = (entry) => (typeof entry === "string" ? { text: entry } : entry);
  const show = (entry) => {
    const { text, kernel, running, path, files, loader } = example(entry);
    const visible = text.replaceAll("\ufeff", "\\ufeff").replaceAll("\0", "\\0").replaceAll("\r", "\\r");
    const held = Object.entries(running ?? {}).map(([path, value]) => `# ${words.running(path, value.replaceAll("\t", " "))}\n`);
    // Of several files each has its name above it, the one that the finding is in first.
    const name = path ? `# ${path}${loader ? ` (${words.loader(loader)})` : ""}\n` : "";
    const others = Object.entries(files ?? {}).map(([other, content]) => `\n# ${other}${content === "" ? "" : `\n${content}`}`);
    return `${kernel ? `# ${words.kernel(kernel)}\n` : ""}${held.join("")}${name}${visible}${others.join("")}`;
  };
  const block = (title, list) => `${title}${locale === "en" ? ":" : "："}\n\n\`\`\`sysctl\n${list.slice(0, 3).map(show).join("\n\n")}\n\`\`\``;
  const since = `${words.since} ${rule.since ?? "0.1.0"}`;
  const severity = `${words.severity}${locale === "en" ? ": " : "："}${SEVERITY[locale](rule.severity)}${rule.offByDefault ? ` (${words.off})` : ""}`;
  return [
    `**${rule.title[locale]}** · ${severity} · ${since}`,
    rule.documentation[locale],
    block(words.bad, rule.examples.bad),
    block(words.good, rule.examples.good),
  ].join("\n\n");
}

/** The page of all rules, docs/rules*.md. */
export function reference(rules, locale) {
  const words = WORDS[locale];
  const sections = rules.map((rule) => `## ${rule.name}\n\n${rulePage(rule, locale)}`);
  return `<!-- Written by \`npm run generate\`; do not edit. -->\n\n# ${words.title}\n\n${words.intro}\n\n${sections.join("\n\n")}\n`;
}
