import { ASSUMED_HZ } from "../catalogue/jiffies.ts";
import { grouped } from "../catalogue/number.ts";
import { oneDecimal } from "./arithmetic.ts";
import { replaceValue } from "./edits.ts";
import { defineRule, valueSpan } from "./rule.ts";
import { written } from "./written.ts";

const BUDGET = "net.core.netdev_budget";
const TIME = "net.core.netdev_budget_usecs";
/** Packets per microsecond that no CPU takes through the network stack. */
const UNREACHABLE = 2;
const ENOUGH = 600;

export default defineRule({
  name: "netdev-budget-pair",
  severity: "warning",
  title: { en: "Packet budget that the time limit never lets be used", "zh-cn": "时间限制先到，包数预算用不完" },
  documentation: {
    en: "A round of the receive softirq ends after `net.core.netdev_budget` packets or after `net.core.netdev_budget_usecs` (since 4.12; two jiffies by default, 8 ms at HZ=250), whichever comes first. A CPU takes one or two packets a microsecond at best, so a budget of 50000 in 8 ms is never reached and the line changes nothing. Reported are budgets of more than two packets per microsecond. Raise the two together, or leave the time and write 600 to 3000; if column 3 of /proc/net/softnet_stat grows all the same, spread the load over more CPUs. Source: net_rx_action() in net/core/dev.c.",
    "zh-cn":
      "接收软中断的一轮在收满 `net.core.netdev_budget` 个包、或者用完 `net.core.netdev_budget_usecs`（4.12 起；默认两个 jiffy，HZ=250 时 8 毫秒）后结束，先到者为准。一个 CPU 每微秒最多处理一两个包，8 毫秒里的 50000 个包永远达不到，这一行等于没写。每微秒超过两个包的预算会被报告。请两个一起调高，或者时间不动、预算写 600 到 3000；如果 /proc/net/softnet_stat 第 3 列仍在增长，就把负载分到更多 CPU。来源：net/core/dev.c 的 net_rx_action()。",
  },
  reads: [BUDGET, TIME],
  examples: {
    bad: [
      "net.core.netdev_budget = 50000",
      "net.core.netdev_budget = 65536\nnet.core.netdev_budget_usecs = 8000",
      { text: "net.core.netdev_budget = 10000", kernel: "4.19" },
    ],
    good: [
      "net.core.netdev_budget = 600",
      "net.core.netdev_budget = 3000",
      "net.core.netdev_budget = 50000\nnet.core.netdev_budget_usecs = 50000",
      { text: "net.core.netdev_budget = 50000", kernel: "4.9" },
      "net.core.netdev_budget = 50000\nnet.core.netdev_budget = 600",
      "net.core.netdev_budget = 50000000000",
    ],
  },
  check(context) {
    // Before 4.12 the time was fixed at two jiffies.
    if (context.target.kernel < 4_012_000) return;
    const budget = written(context, BUDGET, 1);
    if (!budget) return;
    const set = context.number(TIME);
    const { hz = ASSUMED_HZ } = context.target;
    const jiffy = 1_000_000 / hz;
    const time = Math.round((set > 0 ? Math.ceil(set / jiffy) : 2) * jiffy);
    const rate = budget.value / time;
    if (!(rate > UNREACHABLE)) return;
    const timeLine = context.effective(TIME)?.line;
    context.report({
      at: valueSpan(budget.line),
      message: {
        en: `Never used up: a round also ends after ${time / 1000} ms (netdev_budget_usecs, HZ=${hz}), and ${grouped(budget.value)} packets in that time are ${oneDecimal(rate)} million a second on one CPU. Write ${ENOUGH} to 3000, or raise both.`,
        "zh-cn": `用不完：一轮最多 ${time / 1000} 毫秒（netdev_budget_usecs，HZ=${hz}），这段时间处理 ${grouped(budget.value)} 个包相当于单个 CPU 每秒 ${oneDecimal(rate * 100)} 万个。请写 ${ENOUGH} 到 3000，或者两个一起调高。`,
      },
      ...(timeLine ? { related: [{ at: valueSpan(timeLine), message: { en: "The time limit is set here", "zh-cn": "时间限制在这里设置" } }] } : {}),
      fixes: () => [
        { title: { en: `Write ${ENOUGH}, twice the default`, "zh-cn": `改成 ${ENOUGH}，默认值的两倍` }, edits: [replaceValue(budget.line, String(ENOUGH))] },
      ],
    });
  },
});
