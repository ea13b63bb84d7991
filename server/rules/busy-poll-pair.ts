import { setCompanion } from "./companion.ts";
import { defineRule, keySpan } from "./rule.ts";
import { written } from "./written.ts";

const POLL = "net.core.busy_poll";
const READ = "net.core.busy_read";
/** epoll learnt to spin. */
const EPOLL = 4_012_000;

export default defineRule({
  name: "busy-poll-pair",
  severity: "warning",
  title: { en: "Busy polling without sockets that take part", "zh-cn": "忙轮询没有套接字参与" },
  documentation: {
    en: "`net.core.busy_poll` lets `poll()` and `select()` spin, but only on sockets that have a busy-poll time of their own: from `net.core.busy_read`, or from the program with `SO_BUSY_POLL`. With `busy_read` at 0 the switch does nothing for ordinary programs. epoll is different: since 4.12 it spins on the queue of the socket that was ready last, whatever `busy_read` says, so there the finding is only information. Set both, or neither and let the program decide. Source: sock_poll() in net/socket.c, sk_can_busy_loop() in include/net/busy_poll.h, ep_set_busy_poll_napi_id() in fs/eventpoll.c.",
    "zh-cn":
      "`net.core.busy_poll` 允许 `poll()` 和 `select()` 自旋等待，但只针对自己有忙轮询时间的套接字：来自 `net.core.busy_read`，或者程序设置的 `SO_BUSY_POLL`。`busy_read` 为 0 时，这个开关对普通程序不起作用。epoll 不同：从 4.12 起，它在最近就绪的套接字的队列上自旋，不看 `busy_read`，所以从那时起只作为信息报告。请两个都设，或者都不设，交给程序决定。来源：net/socket.c 的 sock_poll()，include/net/busy_poll.h 的 sk_can_busy_loop()，fs/eventpoll.c 的 ep_set_busy_poll_napi_id()。",
  },
  reads: [POLL, READ],
  examples: {
    bad: [
      { text: "net.core.busy_poll = 50", kernel: "3.18" },
      { text: "net.core.busy_poll = 50", severity: "information" },
      { text: "net.core.busy_read = 0\nnet.core.busy_poll = 50", severity: "information" },
    ],
    good: [
      "net.core.busy_poll = 50\nnet.core.busy_read = 50",
      "net.core.busy_read = 50",
      "net.core.busy_poll = 0",
      { text: "net.core.busy_poll = 50", kernel: "3.10" },
      "net.core.busy_poll = 50\nnet.core.busy_read = fifty",
    ],
  },
  check(context) {
    const { target } = context;
    if (target.kernel < 3_011_000) return;
    const poll = written(context, POLL, 1);
    if (!poll || context.number(READ) !== 0) return;
    const readLine = context.effective(READ)?.line;
    const epoll = target.kernel >= EPOLL;
    context.report({
      at: keySpan(poll.line),
      severity: epoll ? "information" : "warning",
      message: {
        en: `${epoll ? "Reaches epoll only: " : "Does nothing yet: "}poll() and select() spin only on sockets with a busy-poll time of their own, and ${READ} is 0. Set it as well, or SO_BUSY_POLL in the program.`,
        "zh-cn": `${epoll ? "只对 epoll 有效：" : "还不起作用："}poll() 和 select() 只在自己有忙轮询时间的套接字上自旋，而 ${READ} 是 0。请一并设置，或者在程序里用 SO_BUSY_POLL。`,
      },
      fixes: (document) => [
        {
          title: { en: `Set ${READ} to ${poll.value} too`, "zh-cn": `同时把 ${READ} 设为 ${poll.value}` },
          edits: [setCompanion(document, poll.line, READ, String(poll.value), readLine)],
        },
      ],
    });
  },
});
