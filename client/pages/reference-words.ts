import type { Locale } from "../../server/locale.ts";

/** What the page itself says. */
export interface PageWords {
  readonly title: string;
  readonly search: string;
  readonly tree: string;
  readonly whole: string;
  readonly show: string;
  readonly filters: Readonly<Record<Filter, (kernel: string) => string>>;
  readonly list: string;
  readonly documentation: string;
  readonly count: (count: number) => string;
  readonly nothing: string;
  readonly nothingSet: string;
  readonly choose: string;
  readonly insert: string;
  readonly line: (line: number, value: string) => string;
  readonly absent: Readonly<Record<"removed" | "not-yet", string>>;
  readonly readOnly: string;
  readonly inFile: (file: string) => string;
}

export type Filter = "present" | "set" | "differs" | "absent" | "all";

export const FILTERS: readonly Filter[] = ["present", "set", "differs", "absent", "all"];

export const WORDS: Readonly<Record<Locale, PageWords>> = {
  en: {
    title: "Kernel parameters",
    search: "Search by name, title or text",
    tree: "Part of the tree",
    whole: "The whole tree",
    show: "Show",
    filters: {
      present: (kernel) => `In Linux ${kernel}`,
      set: () => "Set in the file",
      differs: () => "Set to other than the default",
      absent: (kernel) => `Not in Linux ${kernel}`,
      all: () => "Of all releases",
    },
    list: "Parameters",
    documentation: "Documentation",
    count: (count) => `${count.toLocaleString("en")} ${count === 1 ? "parameter" : "parameters"}`,
    nothing: "Nothing found. Fewer words or another filter may help.",
    nothingSet: "No sysctl file is open, or it sets nothing of this.",
    choose: "Choose a parameter to read about it.",
    insert: "Insert",
    line: (line, value) => `Line ${line}: ${value}`,
    absent: { removed: "removed", "not-yet": "newer" },
    readOnly: "read-only",
    inFile: (file) => `In ${file}:`,
  },
  "zh-cn": {
    title: "内核参数",
    search: "按名称、标题或正文搜索",
    tree: "目录树的一部分",
    whole: "整个目录树",
    show: "显示",
    filters: {
      present: (kernel) => `Linux ${kernel} 有的`,
      set: () => "文件里设置了的",
      differs: () => "设成了非默认值的",
      absent: (kernel) => `Linux ${kernel} 没有的`,
      all: () => "所有版本的",
    },
    list: "参数",
    documentation: "文档",
    count: (count) => `${count.toLocaleString("en")} 个参数`,
    nothing: "没有找到。可以少输几个词，或换一个筛选条件。",
    nothingSet: "没有打开 sysctl 文件，或文件里没有设置这类参数。",
    choose: "选择一个参数，查看它的文档。",
    insert: "插入",
    line: (line, value) => `第 ${line} 行：${value}`,
    absent: { removed: "已移除", "not-yet": "更新版本才有" },
    readOnly: "只读",
    inFile: (file) => `在 ${file} 中：`,
  },
};
