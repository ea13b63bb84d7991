import { defineRule, keySpan } from "./rule.ts";
import { written } from "./written.ts";

const SOMAXCONN = "net.core.somaxconn";
/** SOMAXCONN in the kernel's and glibc's headers: what a program gets that asks for "the maximum". */
const HEADER = 4_096;

export default defineRule({
  name: "somaxconn-needs-application",
  severity: "information",
  title: { en: "somaxconn is only a ceiling", "zh-cn": "somaxconn 只是上限" },
  documentation: {
    en: `\`net.core.somaxconn\` cuts the backlog that a program asks for in \`listen()\`; it gives nobody a longer queue. nginx, Redis and PHP-FPM ask for 511, Java for 50, and C programs that ask for the most their headers know get ${HEADER}. Go programs read this file when they begin to listen and take all of it.

So set the program's backlog as well (nginx \`listen ... backlog=\`, Redis \`tcp-backlog\`) and restart it: the limit is applied when \`listen()\` is called. \`ss -ltn\` shows the backlog in force in column Send-Q. Told for values above ${HEADER}, which no program reaches unasked. Source: __sys_listen() in net/socket.c.`,
    "zh-cn": `\`net.core.somaxconn\` 只会截断程序在 \`listen()\` 里要求的 backlog，不会让谁的队列变长。nginx、Redis、PHP-FPM 要求 511，Java 要求 50，按头文件里最大值来要的 C 程序得到 ${HEADER}。Go 程序开始监听时会读取这个文件，用足全部。

所以还要设置程序自己的 backlog（nginx 的 \`listen ... backlog=\`、Redis 的 \`tcp-backlog\`），再重启程序：上限在调用 \`listen()\` 时生效。\`ss -ltn\` 的 Send-Q 列显示实际生效的 backlog。只在高于 ${HEADER} 时提示，因为程序不主动要求就到不了那里。来源：net/socket.c 的 __sys_listen()。`,
  },
  reads: [SOMAXCONN],
  examples: {
    bad: ["net.core.somaxconn = 65535", "net.core.somaxconn = 4097", { text: "net/core/somaxconn = 32768", kernel: "4.18" }],
    good: [
      "net.core.somaxconn = 4096",
      "net.core.somaxconn = 1024",
      { text: "net.core.somaxconn = 1024", kernel: "3.10" },
      "net.core.somaxconn = 65535\nnet.core.somaxconn = 128",
      "net.core.somaxconn = 64k",
      { text: "net.core.somaxconn = 100000", kernel: "3.10" },
    ],
  },
  check(context) {
    const { target, report } = context;
    // 3.11 to 4.0, and the 3.10 of CentOS 7, refuse more than 65535.
    const high = target.kernel >= 3_010_000 && target.kernel < 4_001_000 ? 65_535 : undefined;
    const limit = written(context, SOMAXCONN, HEADER + 1, high);
    if (!limit) return;
    report({
      at: keySpan(limit.line),
      message: {
        en: "Only a ceiling: a program gets what it asks for in listen(), nginx and Redis 511, Java 50. Raise the backlog there too and restart the program; ss -ltn shows the result in column Send-Q.",
        "zh-cn":
          "这只是上限：程序得到的是它在 listen() 里要求的值，nginx 和 Redis 是 511，Java 是 50。请在程序里也调高 backlog 并重启；结果见 ss -ltn 的 Send-Q 列。",
      },
    });
  },
});
