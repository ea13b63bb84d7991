import { grouped } from "../catalogue/number.ts";
import { setCompanion } from "./companion.ts";
import { type ConfigurationContext, defineRule, keySpan, valueSpan } from "./rule.ts";
import { written } from "./written.ts";

const FAMILIES = ["net.ipv4", "net.ipv6"].map((folder) => ({ policy: `${folder}.fib_multipath_hash_policy`, fields: `${folder}.fib_multipath_hash_fields` }));
const FIVE_TUPLE = "55";
/** The fields, and with them policy 3, came with 5.14. */
const SINCE = 5_014_000;
const CUSTOM = 3;

export default defineRule({
  name: "multipath-hash-pair",
  severity: "information",
  title: { en: "Multipath hash policy and fields do not go together", "zh-cn": "多路径哈希策略与字段不配套" },
  documentation: {
    en: "`fib_multipath_hash_fields` is read only while `fib_multipath_hash_policy` is 3; under any other policy it is stored and ignored. Conversely policy 3 without fields uses their default, 7: source address, destination address and protocol. All connections of two hosts then share one path; 55 adds the ports. IPv4 and IPv6 each have their own pair. Source: fib_multipath_hash() in net/ipv4/route.c, rt6_multipath_hash() in net/ipv6/route.c.",
    "zh-cn":
      "只有 `fib_multipath_hash_policy` 为 3 时才会读 `fib_multipath_hash_fields`；其他策略下它只是存着，不起作用。反过来，策略为 3 而没写字段，就用默认的 7：源地址、目的地址和协议。这时两台主机之间的所有连接走同一条路径；55 会加上端口。IPv4 和 IPv6 各有一对参数。来源：net/ipv4/route.c 的 fib_multipath_hash()，net/ipv6/route.c 的 rt6_multipath_hash()。",
  },
  reads: FAMILIES.flatMap(({ policy, fields }) => [policy, fields]),
  examples: {
    bad: [
      "net.ipv4.fib_multipath_hash_policy = 3",
      "net.ipv6.fib_multipath_hash_fields = 55",
      "net.ipv4.fib_multipath_hash_policy = 1\nnet.ipv4.fib_multipath_hash_fields = 55",
    ],
    good: [
      "net.ipv4.fib_multipath_hash_policy = 3\nnet.ipv4.fib_multipath_hash_fields = 55",
      "net.ipv4.fib_multipath_hash_policy = 1",
      { text: "net.ipv4.fib_multipath_hash_policy = 3", kernel: "5.4" },
      { text: "net.ipv4.fib_multipath_hash_fields = 55", kernel: "5.4" },
      "net.ipv4.fib_multipath_hash_policy = 4\nnet.ipv4.fib_multipath_hash_fields = 55",
      "net.ipv4.fib_multipath_hash_fields = 0",
    ],
  },
  check(context) {
    if (context.target.kernel < SINCE) return;
    for (const { policy, fields } of FAMILIES) checkFamily(policy, fields, context);
  },
});

function checkFamily(policyKey: string, fieldsKey: string, context: ConfigurationContext): void {
  const { effective, number, report } = context;
  const policy = number(policyKey);
  const policyLine = effective(policyKey)?.line;
  const fieldsLine = effective(fieldsKey)?.line;
  const fields = written(context, fieldsKey, 1, 4_095);
  if (policyLine && policy === CUSTOM && !fieldsLine) {
    report({
      at: valueSpan(policyLine),
      message: {
        en: `Policy 3 hashes the fields in ${fieldsKey}, by default 7: addresses and protocol, so all connections of two hosts share one path. Write ${FIVE_TUPLE} there to add the ports.`,
        "zh-cn": `策略 3 按 ${fieldsKey} 里的字段哈希，默认是 7，即地址和协议，两台主机之间的所有连接走同一条路径。请在那里写 ${FIVE_TUPLE}，把端口加进来。`,
      },
      fixes: (document) => [
        {
          title: { en: `Add ${fieldsKey} = ${FIVE_TUPLE}`, "zh-cn": `添加 ${fieldsKey} = ${FIVE_TUPLE}` },
          edits: [setCompanion(document, policyLine, fieldsKey, FIVE_TUPLE, undefined)],
        },
      ],
    });
  }
  if (!fields || !(policy >= 0 && policy < CUSTOM)) return;
  report({
    at: keySpan(fields.line),
    message: {
      en: `Stored, but not used: the fields (${grouped(fields.value)}) count only while ${policyKey} is 3, and it is ${policy}. Set that to 3, or remove this line.`,
      "zh-cn": `只是存着，不起作用：${policyKey} 为 3 时才用这些字段（${grouped(fields.value)}），现在是 ${policy}。请把它设为 3，或者删除这一行。`,
    },
    ...(policyLine ? { related: [{ at: valueSpan(policyLine), message: { en: "The policy is set here", "zh-cn": "策略在这里设置" } }] } : {}),
    fixes: (document) => [
      { title: { en: `Set ${policyKey} to 3`, "zh-cn": `把 ${policyKey} 设为 3` }, edits: [setCompanion(document, fields.line, policyKey, "3", policyLine)] },
    ],
  });
}
