import { addBelow } from "./companion.ts";
import { forwardsIpv4, READS_FORWARDING } from "./interface-settings.ts";
import { type ConfigurationContext, defineRule, keySpan } from "./rule.ts";

const KEY = "net.ipv4.conf.*.rp_filter";
const MARTIANS = "net.ipv4.conf.*.log_martians";
const MARK = "net.ipv4.conf.*.src_valid_mark";
const ROUTES_BY_MARK = ["net.ipv4.fwmark_reflect", "net.ipv4.tcp_fwmark_accept"];

export default defineRule({
  name: "rp-filter-loose-or-off",
  severity: "information",
  title: { en: "What reverse path filtering lets through", "zh-cn": "反向路径过滤放行了什么" },
  documentation: {
    en: "`rp_filter` drops packets whose source address does not belong to the side they came from. 1 (strict) also drops answers that take another way: several uplinks, asymmetric routes, VPNs that route by firewall mark unless `src_valid_mark` is 1. 2 (loose) asks only for some route back, so with a default route it drops next to nothing. 0 drops nothing. Said in three cases only: a router, or a file that logs martians, with 0 for `all` and `default`; a file that logs martians with 2; strict filtering with routing by mark and no `src_valid_mark`. Source: __fib_validate_source() in net/ipv4/fib_frontend.c.",
    "zh-cn":
      "`rp_filter` 丢弃源地址与来路不符的数据包。1（严格）也会丢弃走另一条路回来的应答：多条上行链路、非对称路由，以及按防火墙标记选路的 VPN（除非 `src_valid_mark` 为 1）。2（宽松）只要求存在某条回程路由，有默认路由时几乎什么都不丢。0 什么都不丢。只在三种情况下提示：路由器或记录 martian 的文件，`all` 和 `default` 都是 0；记录 martian 的文件用了 2；严格模式加按标记选路，却没有 `src_valid_mark`。来源：net/ipv4/fib_frontend.c 的 __fib_validate_source()。",
  },
  reads: [KEY, MARTIANS, MARK, ...ROUTES_BY_MARK, ...READS_FORWARDING],
  examples: {
    bad: [
      "net.ipv4.ip_forward = 1\nnet.ipv4.conf.all.rp_filter = 0\nnet.ipv4.conf.default.rp_filter = 0",
      "net.ipv4.conf.all.rp_filter = 0\nnet.ipv4.conf.default.rp_filter = 0\nnet.ipv4.conf.all.log_martians = 1",
      "net.ipv4.conf.all.rp_filter = 2\nnet.ipv4.conf.all.log_martians = 1",
      "net.ipv4.conf.all.rp_filter = 1\nnet.ipv4.fwmark_reflect = 1",
    ],
    good: [
      "net.ipv4.conf.all.rp_filter = 0\nnet.ipv4.conf.default.rp_filter = 0",
      "net.ipv4.conf.all.rp_filter = 2",
      "net.ipv4.conf.all.rp_filter = 1\nnet.ipv4.conf.all.log_martians = 1",
      "net.ipv4.ip_forward = 1\nnet.ipv4.conf.all.rp_filter = 0",
      "net.ipv4.ip_forward = 1\nnet.ipv4.conf.all.rp_filter = 0\nnet.ipv4.conf.default.rp_filter = 1",
      "net.ipv4.conf.all.rp_filter = 1\nnet.ipv4.fwmark_reflect = 1\nnet.ipv4.conf.all.src_valid_mark = 1",
      "net.ipv4.conf.all.rp_filter = 2\nnet.ipv4.fwmark_reflect = 1",
    ],
  },
  check(context) {
    const settings = context.interfaces(KEY);
    const all = settings.get("all");
    if (!all) return;
    const anywhere = (key: string, wanted: number) => context.interfaces(key).some((number) => number === wanted);
    const wide = settings.get("default") ?? settings.get("*");
    const at = keySpan(all.line);
    if (all.number === 0 && wide && !settings.some((number) => number !== 0, ["all"])) {
      const router = forwardsIpv4(context) !== undefined;
      if (router || anywhere(MARTIANS, 1)) context.report({ at, message: router ? OFF_ON_ROUTER : OFF_WITH_LOG });
    }
    if (all.number === 2 && anywhere(MARTIANS, 1)) context.report({ at, message: LOOSE });
    if (all.number === 1 && routesByMark(context) && !anywhere(MARK, 1)) {
      const text = "net.ipv4.conf.all.src_valid_mark = 1";
      context.report({
        at,
        message: STRICT_WITH_MARKS,
        fixes: (document) => [{ title: { en: `Add ${text}`, "zh-cn": `添加 ${text}` }, edits: [addBelow(document, all.line, [text])] }],
      });
    }
  },
});

function routesByMark({ effective, number }: ConfigurationContext): boolean {
  return ROUTES_BY_MARK.some((key) => effective(key)?.line && number(key) === 1);
}

const OFF_ON_ROUTER = {
  en: "0 checks nothing: this router passes packets on whatever source they claim. With asymmetric routes use 2 (some route back), else 1 (the way back must be the way in).",
  "zh-cn": "0 不做任何检查：无论源地址写什么，这台路由器都会转发。有非对称路由时用 2（存在回程路由即可），否则用 1（回程必须走同一接口）。",
};
const OFF_WITH_LOG = {
  en: "With 0 forged sources are neither dropped nor logged: log_martians then shows only addresses that can never be right. 1 is strict, 2 asks for some route back.",
  "zh-cn": "为 0 时，伪造的源地址既不丢弃也不记录：log_martians 只会记下绝不可能正确的地址。1 是严格模式，2 只要求存在回程路由。",
};
const LOOSE = {
  en: "2 is the loose mode: it drops only sources without any route back, next to nothing where there is a default route. 1 is strict; several uplinks or VPNs may need 2.",
  "zh-cn": "2 是宽松模式：只丢弃没有任何回程路由的源地址，有默认路由时几乎什么都不丢。1 是严格模式；多条上行链路或 VPN 可能需要 2。",
};
const STRICT_WITH_MARKS = {
  en: "Strict filtering looks for the way back without the packet's mark: what came by a way that only the mark leads to is dropped. Set src_valid_mark to 1 as well, or use 2.",
  "zh-cn": "严格模式查回程路由时不看数据包的标记：只有靠标记才能走的路，来的包会被丢弃。请同时把 src_valid_mark 设成 1，或者用 2。",
};
