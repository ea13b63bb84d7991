import type { Text } from "../locale.ts";
import { defineRule, valueSpan } from "./rule.ts";
import { setFixes } from "./set-parameter.ts";
import { written } from "./written.ts";

const FAST_OPEN = "net.ipv4.tcp_fastopen";
const CLIENT: Side = { bit: 1, name: { en: "client", "zh-cn": "客户端" } };
const SERVER: Side = { bit: 2, name: { en: "server", "zh-cn": "服务器端" } };

interface Side {
  readonly bit: number;
  readonly name: Text;
}

/** Bits that only qualify what another one switches on. */
const OPTIONS: readonly { readonly bit: number; readonly of: Side; readonly does: Text }[] = [
  { bit: 4, of: CLIENT, does: { en: "data without a cookie", "zh-cn": "不用 Cookie 就发送数据" } },
  { bit: 0x200, of: SERVER, does: { en: "data accepted without a cookie", "zh-cn": "不用 Cookie 就接受数据" } },
  { bit: 0x400, of: SERVER, does: { en: "on for every listener", "zh-cn": "对所有监听者打开" } },
];

export default defineRule({
  name: "tcp-fastopen-bits",
  severity: "warning",
  title: { en: "Fast Open option without the side it belongs to", "zh-cn": "Fast Open 选项缺少对应的一端" },
  documentation: {
    en: `\`net.ipv4.tcp_fastopen\` is a sum of bits. 1 switches the client side on, 2 the server side. The others only qualify them: 4 (send data without a cookie) needs 1; 512 (accept data without a cookie) and 1024 (on for every listener, unasked) need 2. Alone they do nothing: 1024 is not "server on".

Add the missing bit: 5 for 4, 514 for 512, 1026 or 1027 for 1024. Source: tcp_try_fastopen() in net/ipv4/tcp_fastopen.c, inet_listen() in net/ipv4/af_inet.c, tcp_sendmsg_fastopen() in net/ipv4/tcp.c.`,
    "zh-cn": `\`net.ipv4.tcp_fastopen\` 是各个位的和。1 打开客户端，2 打开服务器端，其余的位只是附加选项：4（不用 Cookie 就发送数据）需要 1；512（不用 Cookie 就接受数据）和 1024（对所有监听者打开，无需程序要求）需要 2。单独写它们不起作用：1024 并不等于“打开服务器端”。

请补上缺少的位：4 改成 5，512 改成 514，1024 改成 1026 或 1027。来源：net/ipv4/tcp_fastopen.c 的 tcp_try_fastopen()、net/ipv4/af_inet.c 的 inet_listen()、net/ipv4/tcp.c 的 tcp_sendmsg_fastopen()。`,
  },
  reads: [FAST_OPEN],
  examples: {
    bad: ["net.ipv4.tcp_fastopen = 4", "net.ipv4.tcp_fastopen = 1024", "net.ipv4.tcp_fastopen = 513", "net.ipv4.tcp_fastopen = 0x404"],
    good: [
      "net.ipv4.tcp_fastopen = 3",
      "net.ipv4.tcp_fastopen = 5",
      "net.ipv4.tcp_fastopen = 1027",
      "net.ipv4.tcp_fastopen = 1538",
      "net.ipv4.tcp_fastopen = 0",
      "net.ipv4.tcp_fastopen = 4\nnet.ipv4.tcp_fastopen = 7",
      "net.ipv4.tcp_fastopen = -1",
      { text: "net.ipv4.tcp_fastopen = 1024", kernel: "3.5" },
    ],
  },
  check(context) {
    const { target, report } = context;
    const flags = written(context, FAST_OPEN);
    if (!flags || target.kernel < 3_007_000) return;
    const { line, value } = flags;
    const dead = OPTIONS.filter(({ bit, of }) => (value & bit) !== 0 && (value & of.bit) === 0);
    const [first] = dead;
    if (!first) return;
    const mended = dead.reduce((sum, { of }) => sum | of.bit, value);
    report({
      at: valueSpan(line),
      message: {
        en: `Bit ${first.bit} (${first.does.en}) does nothing: it qualifies the ${first.of.name.en} side, which bit ${first.of.bit} switches on. Write ${mended}, or leave the bit out.`,
        "zh-cn": `位 ${first.bit}（${first.does["zh-cn"]}）不起作用：它是${first.of.name["zh-cn"]}的附加选项，那一端要由位 ${first.of.bit} 打开。请写成 ${mended}，或去掉这个位。`,
      },
      fixes: (document) => setFixes(document, context, line, FAST_OPEN, mended),
    });
  },
});
