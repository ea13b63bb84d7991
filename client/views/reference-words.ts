import type { Text } from "../../server/locale.ts";

/** The words of the page client/pages/reference.ts; it fills in what stands in braces. */
export const REFERENCE_WORDS = {
  title: { en: "Kernel parameters", "zh-cn": "内核参数" },
  search: { en: "Search by name, title or text", "zh-cn": "按名称、标题或正文搜索" },
  tree: { en: "Part of the tree", "zh-cn": "目录树的一部分" },
  whole: { en: "The whole tree", "zh-cn": "整个目录树" },
  show: { en: "Show", "zh-cn": "显示" },
  present: { en: "In Linux {kernel}", "zh-cn": "Linux {kernel} 有的" },
  set: { en: "Set in the file", "zh-cn": "文件里设置了的" },
  differs: { en: "Set to other than the default", "zh-cn": "设成了非默认值的" },
  absent: { en: "Not in Linux {kernel}", "zh-cn": "Linux {kernel} 没有的" },
  all: { en: "Of all releases", "zh-cn": "所有版本的" },
  list: { en: "Parameters", "zh-cn": "参数" },
  documentation: { en: "Documentation", "zh-cn": "文档" },
  one: { en: "1 parameter", "zh-cn": "1 个参数" },
  count: { en: "{count} parameters", "zh-cn": "{count} 个参数" },
  nothing: { en: "Nothing found. Fewer words or another filter may help.", "zh-cn": "没有找到。可以少输几个词，或换一个筛选条件。" },
  nothingSet: { en: "No sysctl file is open, or it sets nothing of this.", "zh-cn": "没有打开 sysctl 文件，或文件里没有设置这类参数。" },
  choose: { en: "Choose a parameter to read about it.", "zh-cn": "选择一个参数，查看它的文档。" },
  insert: { en: "Insert", "zh-cn": "插入" },
  line: { en: "Line {line}: {value}", "zh-cn": "第 {line} 行：{value}" },
  removed: { en: "removed", "zh-cn": "已移除" },
  "not-yet": { en: "newer", "zh-cn": "更新版本才有" },
  readOnly: { en: "read-only", "zh-cn": "只读" },
  inFile: { en: "In {file}:", "zh-cn": "在 {file} 中：" },
} as const satisfies Record<string, Text>;

export type ReferenceWords = Readonly<Record<keyof typeof REFERENCE_WORDS, string>>;
