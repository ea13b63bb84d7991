import type { Text } from "../../server/locale.ts";

/** The words of the page client/pages/compare.ts. */
export const COMPARE_WORDS = {
  title: { en: "The file and the running kernel", "zh-cn": "文件与正在运行的内核" },
  about: {
    en: "What the file leaves each parameter at, beside what the kernel holds where the extension runs (in its own network namespace).",
    "zh-cn": "文件为每个参数设置的值，以及扩展所在机器的内核的运行值（属于它自己的网络命名空间）。",
  },
  refresh: { en: "Read again", "zh-cn": "重新读取" },
  onlyDifferent: { en: "Only what differs", "zh-cn": "只看不同的" },
  parameters: { en: "parameters", "zh-cn": "个参数" },
  different: { en: "differ", "zh-cn": "个不同" },
  incomplete: { en: "There are more than are compared at a time.", "zh-cn": "参数太多，没有全部比较。" },
  nothing: { en: "The file sets no parameter.", "zh-cn": "文件没有设置任何参数。" },
  parameter: { en: "Parameter", "zh-cn": "参数" },
  file: { en: "File", "zh-cn": "文件" },
  running: { en: "Running", "zh-cn": "运行值" },
  default: { en: "Default", "zh-cn": "默认值" },
  verdict: { en: "Differs", "zh-cn": "是否不同" },
  yes: { en: "yes", "zh-cn": "不同" },
  no: { en: "no", "zh-cn": "相同" },
  refused: { en: "refused by the kernel", "zh-cn": "内核不接受" },
  unknown: { en: "cannot be told", "zh-cn": "无法判断" },
  goToLine: { en: "Go to the line that sets it", "zh-cn": "转到设置它的那一行" },
} as const satisfies Record<string, Text>;

export type CompareWords = Readonly<Record<keyof typeof COMPARE_WORDS, string>>;
