import type { Text } from "../../server/locale.ts";

/** The words of the page client/pages/tcp.ts. */
export const TCP_WORDS = {
  title: { en: "TCP on this machine", "zh-cn": "本机的 TCP" },
  about: {
    en: "Read from /proc/net where the extension runs, in its own network namespace.",
    "zh-cn": "取自扩展所在机器的 /proc/net，属于它自己的网络命名空间。",
  },
  readAt: { en: "Read at", "zh-cn": "读取时间" },
  pause: { en: "Pause", "zh-cn": "暂停" },
  resume: { en: "Continue", "zh-cn": "继续" },
  states: { en: "Connections by state", "zh-cn": "各状态的连接数" },
  incomplete: { en: "There are more sockets than are counted at a time; the counts are too low.", "zh-cn": "套接字太多，没有全部统计，实际数量更多。" },
  state: { en: "State", "zh-cn": "状态" },
  total: { en: "Total", "zh-cn": "合计" },
  all: { en: "All states", "zh-cn": "所有状态" },
  limits: { en: "Limits", "zh-cn": "上限" },
  what: { en: "What", "zh-cn": "项目" },
  now: { en: "Now", "zh-cn": "当前" },
  limit: { en: "Limit", "zh-cn": "上限" },
  used: { en: "Used", "zh-cn": "已用" },
  pages: { en: "pages", "zh-cn": "内存页" },
  pressure: { en: "pressure from", "zh-cn": "压力阈值" },
  meanings: { en: "What the states mean", "zh-cn": "各状态的含义" },
  counters: { en: "Counters", "zh-cn": "计数器" },
  counter: { en: "Counter", "zh-cn": "计数器" },
  sinceStart: { en: "Since start", "zh-cn": "启动以来" },
  sinceOpened: { en: "Since opened", "zh-cn": "打开以来" },
  perSecond: { en: "Per second", "zh-cn": "每秒" },
  running: { en: "runs with", "zh-cn": "运行值" },
  notThere: { en: "not there", "zh-cn": "不存在" },
  inFile: { en: "the file sets", "zh-cn": "文件设为" },
  goToLine: { en: "Go to the line that sets it", "zh-cn": "转到设置它的那一行" },
  insert: { en: "Add it to the file", "zh-cn": "添加到文件" },
} as const satisfies Record<string, Text>;

export type TcpWords = Readonly<Record<keyof typeof TCP_WORDS, string>>;
