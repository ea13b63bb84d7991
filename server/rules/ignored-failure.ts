import { formatRelease } from "../catalogue/release.ts";
import { keyInStyleOf } from "../document/key.ts";
import { replaceKey } from "./edits.ts";
import { keyProblem } from "./key-problem.ts";
import { defineRule, keySpan } from "./rule.ts";

export default defineRule({
  name: "ignored-failure",
  severity: "information",
  on: ["absent"],
  title: { en: "Leading dash hides that nothing is set", "zh-cn": "行首的减号掩盖了设置失败" },
  documentation: {
    en: "A `-` in front of a key tells the loader to stay silent when the write fails. Here it cannot succeed on the target: the parameter does not exist there. That may be intended (one file for several kernels), or it hides a typing error.",
    "zh-cn":
      "键前面的 `-` 让加载程序在写入失败时保持安静。而这里在目标内核上不可能成功：参数根本不存在。也许是有意的（一个文件给多个内核用），也许掩盖了拼写错误。",
  },
  examples: {
    bad: ["-net.ipv4.tcp_tw_recycle = 1", "-net.ipv4.ip_fowrard = 1", "-net.ipv4.conf.lo = 1"],
    good: ["-net.ipv4.ip_forward = 1", "-net.ipv4.conf.lo.rp_filter"],
  },
  line({ line, resolution, catalogue, target, report }) {
    if (line.kind !== "assignment" || !line.ignoreFailure || keyProblem(line, catalogue, target.loader)) return;
    const isFolder = resolution?.kind === "folder";
    const missing = isFolder || (resolution?.kind === "parameter" ? !resolution.parameter.existsIn(target.kernel) : resolution?.kind === "unknown");
    if (!missing) return;
    const keys = (count: 1 | 3) => (resolution?.kind === "unknown" ? catalogue.suggest(line.path, count).map((path) => keyInStyleOf(line.key, path)) : []);
    const kernel = formatRelease(target.kernel);
    const message = {
      en: `${isFolder ? `${line.key} is a folder of parameters` : `Linux ${kernel} has no ${line.key}`}: nothing is set, and the leading dash keeps the loader from saying so.`,
      "zh-cn": `${isFolder ? `${line.key} 是一组参数的目录` : `Linux ${kernel} 没有 ${line.key}`}：什么也不会设置，而行首的减号让加载程序不报告。`,
    };
    report({
      at: keySpan(line),
      message,
      guess: () => {
        const [first] = keys(1);
        return first === undefined ? undefined : { en: `${message.en} Did you mean ${first}?`, "zh-cn": `${message["zh-cn"]}你要写的是 ${first} 吗？` };
      },
      fixes: () => keys(3).map((key) => ({ title: { en: `Change to ${key}`, "zh-cn": `改成 ${key}` }, edits: [replaceKey(line, key)] })),
    });
  },
});
