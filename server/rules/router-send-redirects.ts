import { addBelow } from "./companion.ts";
import { forwardsIpv4, READS_FORWARDING } from "./interface-settings.ts";
import { defineRule, keySpan } from "./rule.ts";

const SEND = "net.ipv4.conf.*.send_redirects";
const ACCEPT = "net.ipv4.conf.*.accept_redirects";
const SECURE = "net.ipv4.conf.*.secure_redirects";

export default defineRule({
  name: "router-send-redirects",
  severity: "information",
  title: { en: "A router still sends redirects", "zh-cn": "路由器仍在发送重定向" },
  documentation: {
    en: "With forwarding on, the kernel tells a sender by ICMP redirect to use another gateway whenever a packet leaves by the interface it came in by. VPN and NAT gateways and container hosts usually want the traffic to keep passing through them, and redirects show the topology. `accept_redirects` = 0 is about redirects that this host receives, not about those it sends. `send_redirects` must be 0 in `all` **and** the interface (`default`). Said only where the file forwards and deals with redirects otherwise. Source: ip_rt_send_redirect() in net/ipv4/route.c.",
    "zh-cn":
      "开启转发后，只要数据包从进来的接口再出去，内核就会用 ICMP 重定向告诉发送者换一个网关。VPN 网关、NAT 网关和容器主机通常希望流量一直经过自己，重定向还会暴露网络结构。`accept_redirects` = 0 管的是本机收到的重定向，不管本机发出的。`send_redirects` 要在 `all` **和**接口（`default`）上都是 0 才行。只有当文件开启了转发、又在别处设置了重定向时才提示。来源：net/ipv4/route.c 的 ip_rt_send_redirect()。",
  },
  reads: [SEND, ACCEPT, SECURE, ...READS_FORWARDING],
  examples: {
    bad: [
      "net.ipv4.ip_forward = 1\nnet.ipv4.conf.all.accept_redirects = 0",
      "net.ipv4.conf.all.forwarding = 1\nnet.ipv4.conf.default.accept_redirects = 0",
      "net.ipv4.ip_forward = 1\nnet.ipv4.conf.all.secure_redirects = 0\nnet.ipv4.conf.all.accept_redirects = 0",
    ],
    good: [
      "net.ipv4.ip_forward = 1",
      "net.ipv4.ip_forward = 1\nnet.ipv4.conf.all.accept_redirects = 0\nnet.ipv4.conf.all.send_redirects = 0",
      "net.ipv4.ip_forward = 1\nnet.ipv4.conf.all.accept_redirects = 0\nnet.ipv4.conf.all.send_redirects = 1",
      "net.ipv4.ip_forward = 0\nnet.ipv4.conf.all.accept_redirects = 0",
      "net.ipv4.conf.all.accept_redirects = 0",
      "net.ipv4.ip_forward = 1\nnet.ipv4.conf.all.accept_redirects = 1",
    ],
  },
  check(context) {
    const router = forwardsIpv4(context);
    if (!router || context.interfaces(SEND).hasOther()) return;
    const [refused] = [ACCEPT, SECURE].flatMap((key) => context.interfaces(key).where((number) => number === 0));
    if (!refused) return;
    context.report({
      at: keySpan(refused.line),
      message: {
        en: "This host forwards, and still sends redirects itself: send_redirects is 1. To stop that, write 0 for net.ipv4.conf.all.send_redirects and for default.",
        "zh-cn": "这台主机开启了转发，自己仍会发送重定向：send_redirects 是 1。要停止发送，请把 net.ipv4.conf.all.send_redirects 和 default 的都写成 0。",
      },
      fixes: (document) => [
        {
          title: { en: "Send none: add both lines", "zh-cn": "不再发送：添加这两行" },
          edits: [addBelow(document, refused.line, ["net.ipv4.conf.all.send_redirects = 0", "net.ipv4.conf.default.send_redirects = 0"])],
        },
      ],
    });
  },
});
