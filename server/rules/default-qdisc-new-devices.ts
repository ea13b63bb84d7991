import { defineRule, keySpan } from "./rule.ts";

const QDISC = "net.core.default_qdisc";

export default defineRule({
  name: "default-qdisc-new-devices",
  severity: "information",
  title: { en: "Default qdisc is for interfaces to come", "zh-cn": "默认 qdisc 只对之后的网卡有效" },
  documentation: {
    en: `\`net.core.default_qdisc\` is used when an interface comes up for the first time. One that runs already keeps its queueing discipline: \`sysctl -p\` alone changes nothing there. Look with \`tc qdisc show\`, change with \`tc qdisc replace dev eth0 root fq\`, or reboot.

A card with several transmit queues gets \`mq\` at the root and the default below each queue, so each queue is scheduled by itself (a \`cake\` there is not one shaper for the link). Bridges, veth, most tunnels and loopback have no queue and get \`noqueue\`; CAN devices get \`pfifo_fast\`.

Told for values other than the kernel's default. Source: attach_default_qdiscs() and attach_one_default_qdisc() in net/sched/sch_generic.c.`,
    "zh-cn": `\`net.core.default_qdisc\` 在网卡第一次启用时使用。已经在运行的网卡保持原来的队列规则（qdisc）：只执行 \`sysctl -p\` 不会有变化。请用 \`tc qdisc show\` 查看，用 \`tc qdisc replace dev eth0 root fq\` 更换，或者重启。

有多个发送队列的网卡，根上是 \`mq\`，每个队列下面才是默认队列规则，各队列分别调度（在那里 \`cake\` 不是整条链路的整形器）。网桥、veth、大多数隧道和环回接口没有队列，用 \`noqueue\`；CAN 设备用 \`pfifo_fast\`。

值与内核默认值不同时才提示。来源：net/sched/sch_generic.c 的 attach_default_qdiscs() 和 attach_one_default_qdisc()。`,
  },
  reads: [QDISC],
  examples: {
    bad: ["net.core.default_qdisc = fq", "net.core.default_qdisc = cake", "net.core.default_qdisc = pfifo_fast\nnet.core.default_qdisc = fq_codel"],
    good: [
      "net.core.default_qdisc = pfifo_fast",
      "net.core.default_qdisc = fq\nnet.core.default_qdisc = pfifo_fast",
      "net.ipv4.tcp_congestion_control = bbr",
      "net.core.default_qdisc = fq # fair",
      { text: "net.core.default_qdisc = fq", kernel: "3.10" },
    ],
  },
  check({ effective, effectiveDefault, report }) {
    const qdisc = effective(QDISC);
    const usual = effectiveDefault(QDISC);
    // One word: anything else is refused. Before 3.12 there is no such parameter.
    if (!qdisc?.line || usual === undefined || qdisc.value === usual || !/^[a-z0-9_]{1,15}$/.test(qdisc.value)) return;
    report({
      at: keySpan(qdisc.line),
      message: {
        en: `For interfaces that come up from now on: one that runs keeps its qdisc until a reboot or tc qdisc replace. Cards with several queues get mq with ${qdisc.value} below, bridges and veth get noqueue.`,
        "zh-cn": `只对之后启用的网卡有效：正在运行的网卡保持原来的 qdisc，直到重启或执行 tc qdisc replace。多队列网卡的根是 mq，下面才是 ${qdisc.value}；网桥和 veth 用 noqueue。`,
      },
    });
  },
});
