import { defineRule, keySpan } from "./rule.ts";

const SECURE = "net.ipv4.conf.*.secure_redirects";
const SHARED = "net.ipv4.conf.*.shared_media";
const ACCEPT = "net.ipv4.conf.*.accept_redirects";

export default defineRule({
  name: "secure-redirects-overridden",
  severity: "information",
  title: { en: "secure_redirects is not looked at", "zh-cn": "secure_redirects 不会被查看" },
  documentation: {
    en: "`secure_redirects` = 1 believes a redirect only if it names the gateway of a known route; 0 believes any gateway on the network, so 1 is the stricter value. But the check is made only while `shared_media` is 0 in `all` and in the interface, and it is 1 by default: with it neither value does anything. What refuses redirects is `accept_redirects` = 0. Said only where the file leaves redirects on. Source: __ip_do_redirect() in net/ipv4/route.c.",
    "zh-cn":
      "`secure_redirects` = 1 时，只有重定向所指的网关是已知路由的网关才会采信；0 则采信网络上任何网关，所以 1 更严格。但只有当 `shared_media` 在 `all` 和接口上都是 0 时才做这个检查，而它默认是 1：这时两个值都不起作用。拒绝重定向靠的是 `accept_redirects` = 0。只有文件没有关掉重定向时才提示。来源：net/ipv4/route.c 的 __ip_do_redirect()。",
  },
  reads: [SECURE, SHARED, ACCEPT],
  examples: {
    bad: [
      "net.ipv4.conf.all.secure_redirects = 1",
      "net.ipv4.conf.all.secure_redirects = 0",
      "net.ipv4.conf.all.accept_redirects = 1\nnet.ipv4.conf.all.secure_redirects = 1\nnet.ipv4.conf.default.secure_redirects = 1",
      "net.ipv4.conf.all.secure_redirects = 1\nnet.ipv4.conf.all.shared_media = 1",
    ],
    good: [
      "net.ipv4.conf.all.secure_redirects = 0\nnet.ipv4.conf.all.accept_redirects = 0",
      "net.ipv4.conf.all.secure_redirects = 1\nnet.ipv4.conf.default.accept_redirects = 0",
      "net.ipv4.conf.all.secure_redirects = 1\nnet.ipv4.conf.all.shared_media = 0\nnet.ipv4.conf.default.shared_media = 0",
      "net.ipv4.conf.all.accept_redirects = 1",
    ],
  },
  check(context) {
    const [secure] = context.interfaces(SECURE).where((number) => number === 0 || number === 1);
    if (!secure) return;
    const isOff = (key: string) => context.interfaces(key).some((number) => number === 0);
    if (isOff(ACCEPT) || isOff(SHARED)) return;
    context.report({
      at: keySpan(secure.line),
      message: {
        en: `Not looked at while shared_media is 1, its default. ${secure.number === 0 ? "0 would accept more redirects, not fewer: " : ""}To refuse redirects set accept_redirects to 0 in all and default.`,
        "zh-cn": `shared_media 为默认值 1 时，这个值不会被查看。${secure.number === 0 ? "而且 0 会接受更多重定向，不是更少。" : ""}要拒绝重定向，请把 all 和 default 的 accept_redirects 设成 0。`,
      },
    });
  },
});
