import type { Text } from "../locale.ts";

/** What `--help` prints. */
export const USAGE: Text = {
  en: `Usage: sysctl-lint [options] [FILE|DIR ...]     check files; without a path, this machine's configuration
       sysctl-lint explain KEY[=VALUE] [options]  what a parameter does, what a value means
       sysctl-lint parameters [options]           every known parameter
       sysctl-lint effective [options] [FILE|DIR ...]  what the files set in the end, and which of them wins

  --kernel RELEASE       what to check for: 6.12, debian-12, ... or auto, this machine's (default)
  --loader LOADER        systemd, procps or auto (default): that of the distribution named, else the one below --root or this machine's
  --format FORMAT        text (default), json, sarif or github; other commands: text or json
  --root DIR             treat DIR as /
  --together             FILEs are one configuration, in the order given
  --fix                  apply the fixes that need no decision, then report what is left; with --stdin, print the fixed text
  --stdin                check standard input
  --stdin-filename NAME  the name to report for it
  --max-warnings N       exit with 1 if there are more warnings
  --locale LOCALE        en or zh-cn (default: the environment's)
  --help, --version

Settings are also taken from the nearest .sysctl-lint.json in the folder of a file or above it; options win.

Exit status: 0 no errors found, 1 errors (or too many warnings), 2 could not run.
`,
  "zh-cn": `用法：sysctl-lint [选项] [文件|目录 ...]            检查文件；不给路径时检查本机的配置
      sysctl-lint explain 键[=值] [选项]            某个参数的作用，某个值的含义
      sysctl-lint parameters [选项]                 所有已知的参数
      sysctl-lint effective [选项] [文件|目录 ...]  所有文件的最终结果，以及由哪个文件决定

  --kernel 版本          按哪个内核检查：6.12、debian-12 等，或 auto，即本机内核（默认）
  --loader 加载程序      systemd、procps 或 auto（默认）：所选发行版的加载程序，没有选发行版时为 --root 下的或本机的
  --format 格式          text（默认）、json、sarif 或 github；其他子命令只有 text 或 json
  --root 目录            把该目录当作 /
  --together             给出的文件是同一份配置，按给出的顺序加载
  --fix                  应用不需要你决定的修复，再报告剩下的问题；与 --stdin 同用时输出修复后的文本
  --stdin                检查标准输入
  --stdin-filename 名称  报告里用作标准输入的文件名
  --max-warnings N       警告多于 N 个时以状态 1 退出
  --locale 语言          en 或 zh-cn（默认取自环境变量）
  --help、--version

还会读取文件所在目录或其上级目录中最近的 .sysctl-lint.json；命令行选项优先。

退出状态：0 没有发现错误，1 有错误（或警告过多），2 无法运行。
`,
};
