// The table of settings in the READMEs, written from the manifest and its words.

const HEAD = {
  en: "| setting | default | |",
  "zh-cn": "| 设置 | 默认值 | |",
};
const VALUES = { en: " Values: ", "zh-cn": "取值：" };
const BETWEEN = { en: ", ", "zh-cn": "、" };

/** The README with a new table between `<!-- settings -->` and `<!-- /settings -->`. */
export function withSettings(markdown, properties, words, locale) {
  const parts = /^([\s\S]*<!-- settings -->\n)[\s\S]*?(<!-- \/settings -->[\s\S]*)$/.exec(markdown);
  if (!parts) throw new Error("a README without the marks <!-- settings --> and <!-- /settings -->");
  const said = (text) => text.replace(/^%(.*)%$/, (_, key) => words[key]);
  const rows = Object.entries(properties).map(([name, setting]) => {
    const description = said(setting.markdownDescription ?? setting.description)
      .replaceAll("\n", " ")
      .replaceAll("|", "\\|");
    const values = setting.enum ? VALUES[locale] + setting.enum.map((value) => `\`${value}\``).join(BETWEEN[locale]) : "";
    return `| \`${name}\` | \`${JSON.stringify(setting.default).replace(/^"(.*)"$/, "$1")}\` | ${description}${values} |`;
  });
  return [parts[1], HEAD[locale], "|---|---|---|", ...rows, parts[2]].join("\n").replace(/^([\s\S]*<!-- settings -->\n)\n/, "$1");
}
