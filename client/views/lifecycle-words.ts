import type { Text } from "../../server/locale.ts";

/** The words of the page client/pages/lifecycle.ts. */
export const LIFECYCLE_WORDS = {
  title: { en: "Connection lifecycle", "zh-cn": "连接的生命周期" },
  states: { en: "States", "zh-cn": "状态" },
  statesAbout: {
    en: "From open to closed, with the parameters that govern each state. Press a parameter to go to its line, or to add it.",
    "zh-cn": "从打开到关闭，以及支配每个状态的参数。点按参数会跳到它那一行，文件里没有就添加。",
  },
  client: { en: "client", "zh-cn": "客户端" },
  server: { en: "server", "zh-cn": "服务器" },
  firstToClose: { en: "closes first", "zh-cn": "先关闭的一方" },
  secondToClose: { en: "closes second", "zh-cn": "后关闭的一方" },
  waits: { en: "How long it waits", "zh-cn": "等待多久" },
  waitsAbout: {
    en: "Each dot is sent once more; the bar ends where the kernel gives up. Retransmissions are shown for a path with a round trip of 20 ms.",
    "zh-cn": "每个圆点是一次重发，横条结束处内核放弃。重传按往返 20 毫秒的路径绘制。",
  },
  limits: { en: "How many fit", "zh-cn": "容纳多少" },
  limitsAbout: { en: "Queues and entries, and what happens when they are full.", "zh-cn": "队列和条目的上限，以及满了会怎样。" },
  ports: { en: "Ports for outgoing connections", "zh-cn": "主动连接可用的端口" },
  buffers: { en: "How much is buffered", "zh-cn": "缓冲多少" },
  buffersAbout: { en: "Each step to the right doubles the size.", "zh-cn": "每向右一格，大小翻倍。" },
  asTable: { en: "As a table", "zh-cn": "以表格显示" },
  whenFull: { en: "When full: ", "zh-cn": "满了以后：" },
  counted: { en: "counted in", "zh-cn": "计入" },
  goTo: { en: "go to its line", "zh-cn": "跳到它那一行" },
  insert: { en: "add it to the file", "zh-cn": "添加到文件" },
  sentAgain: { en: "sent again", "zh-cn": "重发" },
  end: { en: "end", "zh-cn": "结束" },
  time: { en: "Time", "zh-cn": "时间" },
  event: { en: "What happens", "zh-cn": "发生什么" },
  from: { en: "From", "zh-cn": "从" },
  to: { en: "To", "zh-cn": "到" },
  when: { en: "When", "zh-cn": "何时" },
  legend: { en: "Marks", "zh-cn": "标记" },
  changed: { en: "differs from the default", "zh-cn": "与默认值不同" },
  refused: { en: "refused by the kernel", "zh-cn": "内核拒绝" },
  reserved: { en: "reserved", "zh-cn": "保留" },
} as const satisfies Record<string, Text>;

export type LifecycleWords = Readonly<Record<keyof typeof LIFECYCLE_WORDS, string>>;
