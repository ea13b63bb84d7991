import type { Text } from "../locale.ts";
import { defineRule, valueSpan } from "./rule.ts";
import { written } from "./written.ts";

const KEY = "kernel.sysrq";
const BITS: readonly { bit: number; text: Text }[] = [
  { bit: 2, text: { en: "console log level (0-9)", "zh-cn": "控制台日志级别（0-9）" } },
  { bit: 4, text: { en: "keyboard (r, k)", "zh-cn": "键盘（r、k）" } },
  { bit: 8, text: { en: "dumps and crash (t, m, c)", "zh-cn": "转储和崩溃（t、m、c）" } },
  { bit: 16, text: { en: "sync (s)", "zh-cn": "同步磁盘（s）" } },
  { bit: 32, text: { en: "read-only remount (u)", "zh-cn": "只读重新挂载（u）" } },
  { bit: 64, text: { en: "killing processes (e, i, f)", "zh-cn": "杀进程（e、i、f）" } },
  { bit: 128, text: { en: "reboot and power off (b, o)", "zh-cn": "重启和关机（b、o）" } },
  { bit: 256, text: { en: "nicing real-time tasks (n)", "zh-cn": "降低实时任务优先级（n）" } },
];

export default defineRule({
  name: "sysrq-bits",
  severity: "information",
  title: { en: "What a SysRq mask allows", "zh-cn": "SysRq 掩码允许哪些操作" },
  documentation: {
    en: "0 switches the magic SysRq keys off and 1 allows them all; any other number is a sum of bits, each for a group of keys: 2 console log level, 4 keyboard, 8 dumps and crash, 16 sync, 32 read-only remount, 64 killing processes, 128 reboot and power off, 256 nicing real-time tasks. The message spells out which ones a value allows. The mask is for the keyboard and serial consoles only: root may trigger everything through /proc/sysrq-trigger. Source: sysrq_on_mask() and write_sysrq_trigger() in drivers/tty/sysrq.c, include/linux/sysrq.h.",
    "zh-cn":
      "0 关闭 SysRq 组合键，1 允许全部；其他数是若干位的和，每一位对应一组按键：2 控制台日志级别，4 键盘，8 转储和崩溃，16 同步磁盘，32 只读重新挂载，64 杀进程，128 重启和关机，256 降低实时任务优先级。消息会写明这个值允许哪些。掩码只管键盘和串口控制台：root 可以通过 /proc/sysrq-trigger 触发任何操作。来源：drivers/tty/sysrq.c 的 sysrq_on_mask() 和 write_sysrq_trigger()，include/linux/sysrq.h。",
  },
  reads: [KEY],
  examples: {
    bad: ["kernel.sysrq = 176", "kernel.sysrq = 438", "kernel.sysrq = -1", "kernel.sysrq = 512"],
    good: ["kernel.sysrq = 0", "kernel.sysrq = 1", "kernel.sysrq = 176\nkernel.sysrq = 1", "kernel.sysrq = all", "kernel.sysrq = 99999999999"],
  },
  check(context) {
    const mask = written(context, KEY, -2_147_483_648);
    if (!mask || mask.value === 0 || mask.value === 1) return;
    const allowed = BITS.filter(({ bit }) => (mask.value & bit) !== 0).map(({ text }) => text);
    const all = allowed.length === BITS.length;
    const list = (locale: keyof Text, joint: string) => allowed.map((text) => text[locale]).join(joint);
    context.report({
      at: valueSpan(mask.line),
      message: all
        ? { en: "Allows all SysRq keys, as 1 does.", "zh-cn": "允许全部 SysRq 按键，和 1 一样。" }
        : allowed.length > 0
          ? { en: `Allows by SysRq key: ${list("en", ", ")}.`, "zh-cn": `允许的 SysRq 操作：${list("zh-cn", "、")}。` }
          : { en: "Allows no SysRq key: none of the bits 2 to 256 is set.", "zh-cn": "不允许任何 SysRq 操作：2 到 256 各位都没有设置。" },
    });
  },
});
