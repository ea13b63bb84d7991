import { removeLineFix } from "./edits.ts";
import { defineRule, keySpan } from "./rule.ts";
import { setFixes } from "./set-parameter.ts";
import { written } from "./written.ts";

const NO_METRICS = "net.ipv4.tcp_no_metrics_save";
const NO_THRESHOLD = "net.ipv4.tcp_no_ssthresh_metrics_save";

export default defineRule({
  name: "tcp-no-metrics-save",
  severity: "information",
  title: { en: "TCP forgets what it measured", "zh-cn": "TCP 不记住测量结果" },
  documentation: {
    en: `1 means: do *not* save. TCP then forgets the round-trip time and the degree of reordering of a closed connection; the next one to the same address begins with a guess. Files that comment the line as "use saved parameters" have it the wrong way round.

The advice to set 1 comes from a time when the slow-start threshold was remembered too, so that one bad transfer slowed down the following ones. Since Linux 5.6 it is not (\`net.ipv4.tcp_no_ssthresh_metrics_save\`), so 1 only loses. Told from 5.6 on, unless the file switches the threshold back on. Keep 1 for benchmarks, where no connection may profit from the one before. Source: tcp_update_metrics() and tcp_init_metrics() in net/ipv4/tcp_metrics.c.`,
    "zh-cn": `1 的意思是*不*保存。TCP 会忘掉已关闭连接的往返时间和乱序程度，下一个到同一地址的连接只能从猜测开始。把这一行注释成“使用保存的参数”的文件，意思正好弄反了。

设成 1 的建议来自过去：那时慢启动阈值也会被记住，一次糟糕的传输会拖慢之后的连接。从 Linux 5.6 起不再记住它（\`net.ipv4.tcp_no_ssthresh_metrics_save\`），所以 1 只有损失。从 5.6 起才提示；文件又打开阈值记忆时不提示。做基准测试时可以用 1，让连接之间互不影响。来源：net/ipv4/tcp_metrics.c 的 tcp_update_metrics() 和 tcp_init_metrics()。`,
  },
  reads: [NO_METRICS, NO_THRESHOLD],
  examples: {
    bad: [
      "net.ipv4.tcp_no_metrics_save = 1",
      "net.ipv4.tcp_no_metrics_save=1 # use saved parameters",
      { text: "net.ipv4.tcp_no_metrics_save = 1\nnet.ipv4.tcp_no_ssthresh_metrics_save = 1", kernel: "5.10" },
    ],
    good: [
      "net.ipv4.tcp_no_metrics_save = 0",
      "net.ipv4.tcp_no_metrics_save = 1\nnet.ipv4.tcp_no_ssthresh_metrics_save = 0",
      { text: "net.ipv4.tcp_no_metrics_save = 1", kernel: "5.4" },
      "net.ipv4.tcp_no_metrics_save = 1\nnet.ipv4.tcp_no_metrics_save = 0",
    ],
  },
  check(context) {
    const { target, number, report } = context;
    const on = written(context, NO_METRICS, 1, 1);
    if (!on || target.kernel < 5_006_000 || number(NO_THRESHOLD) === 0) return;
    report({
      at: keySpan(on.line),
      message: {
        en: "1 means: remember nothing. New connections lose the round-trip time known from earlier ones; the slow-start threshold, the reason for 1, has not been kept since 5.6 anyway. Remove the line.",
        "zh-cn": "1 表示什么都不记：新连接用不上以前测得的往返时间；当初写 1 是为了不保留慢启动阈值，而它从 5.6 起本来就不保留了。请删掉这一行。",
      },
      fixes: (document) => [removeLineFix(document, on.line), ...setFixes(document, context, on.line, NO_METRICS, 0)],
    });
  },
});
