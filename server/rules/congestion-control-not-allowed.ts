import { tokens } from "../catalogue/number.ts";
import { replace } from "./edits.ts";
import { defineRule, valueSpan } from "./rule.ts";
import { beside } from "./set-parameter.ts";

const DEFAULT = "net.ipv4.tcp_congestion_control";
const ALLOWED = "net.ipv4.tcp_allowed_congestion_control";

export default defineRule({
  name: "congestion-control-not-allowed",
  severity: "information",
  title: { en: "Default congestion control missing from the allowed ones", "zh-cn": "默认拥塞控制不在允许列表里" },
  documentation: {
    en: `A write to \`net.ipv4.tcp_congestion_control\` puts the algorithm on the list of those that every program may choose. A later write to \`net.ipv4.tcp_allowed_congestion_control\` replaces that list. If the default is not on it, connections still use it, but a program that asks for it by name (\`TCP_CONGESTION\`) on a socket that has another one gets EPERM without CAP_NET_ADMIN, and a container cannot set it as its own default.

Add the name to the list, or write the list first. The order in which the loader writes counts. Source: tcp_set_allowed_congestion_control() and tcp_set_default_congestion_control() in net/ipv4/tcp_cong.c.`,
    "zh-cn": `写 \`net.ipv4.tcp_congestion_control\` 时，内核会把这个算法加入所有程序都能选用的列表；之后再写 \`net.ipv4.tcp_allowed_congestion_control\`，会替换整个列表。如果默认算法不在里面，连接仍然用它；但程序如果在用着别的算法的套接字上按名字选它（\`TCP_CONGESTION\`），没有 CAP_NET_ADMIN 就会得到 EPERM，容器也不能把它设成自己的默认算法。

请把名字加进列表，或者先写列表。以加载程序实际写入的顺序为准。来源：net/ipv4/tcp_cong.c 的 tcp_set_allowed_congestion_control() 和 tcp_set_default_congestion_control()。`,
  },
  reads: [DEFAULT, ALLOWED],
  examples: {
    bad: [
      "net.ipv4.tcp_congestion_control = bbr\nnet.ipv4.tcp_allowed_congestion_control = reno cubic",
      "net.ipv4.tcp_congestion_control = htcp\nnet.ipv4.tcp_allowed_congestion_control = reno",
      {
        text: "net.ipv4.tcp_allowed_congestion_control = reno\nnet.ipv4.tcp_congestion_control = bbr\nnet.ipv4.tcp_allowed_congestion_control = cubic",
        loader: "procps",
      },
    ],
    good: [
      "net.ipv4.tcp_congestion_control = bbr\nnet.ipv4.tcp_allowed_congestion_control = reno cubic bbr",
      "net.ipv4.tcp_allowed_congestion_control = reno cubic\nnet.ipv4.tcp_congestion_control = bbr",
      "net.ipv4.tcp_allowed_congestion_control = reno",
      "net.ipv4.tcp_congestion_control = bbr",
      "net.ipv4.tcp_congestion_control = westwood\nnet.ipv4.tcp_allowed_congestion_control = westwood",
    ],
  },
  check(context) {
    const { writes, report } = context;
    const order = writes([DEFAULT, ALLOWED]);
    const last = order.at(-1);
    const chosen = order.findLast(({ key }) => key === DEFAULT);
    if (!last || !chosen || last.key !== ALLOWED) return;
    const name = chosen.line.value;
    const { line } = last;
    // A longer name is refused, and so is an empty list's meaning unclear: other rules speak.
    if (!/^[a-z0-9_-]{1,15}$/.test(name) || line.value === "" || tokens(line.value).some(({ text }) => text === name)) return;
    report({
      at: valueSpan(line),
      message: {
        en: `Replaces the list that ${DEFAULT} = ${name} has just extended: programs without privileges and containers can no longer ask for ${name} by name. Add it here, or write this list first.`,
        "zh-cn": `这会替换掉 ${DEFAULT} = ${name} 刚加入的列表：没有特权的程序和容器不能再按名字选用 ${name}。请在这里加上它，或者先写这个列表。`,
      },
      related: beside(context, ALLOWED, DEFAULT, { en: "The default", "zh-cn": "默认算法" }),
      fixes: () => [
        {
          title: { en: `Add ${name}`, "zh-cn": `加上 ${name}` },
          edits: [replace(line, line.valueEnd, line.valueEnd, ` ${name}`)],
        },
      ],
    });
  },
});
