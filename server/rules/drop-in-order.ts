import { compareNames } from "../configuration/load-order.ts";
import { overriding } from "./overriding.ts";
import { defineRule, keySpan } from "./rule.ts";
import { shorten } from "./shorten.ts";

const VENDOR = "/usr/lib/sysctl.d/50-default.conf";

export default defineRule({
  name: "drop-in-order",
  severity: "warning",
  title: { en: "The vendor's file is read after this one", "zh-cn": "软件包的文件在这个文件之后读取" },
  documentation: {
    en: "Drop-ins are read in the order of their file names, whatever folder they stand in: /etc/sysctl.d/10-web.conf comes before /usr/lib/sysctl.d/50-default.conf. So a value from a package overrides the one that was set here. Rename the file so that it sorts last, or give it the name of the vendor's file to replace that one as a whole.",
    "zh-cn":
      "片段文件按文件名的顺序读取，与所在目录无关：/etc/sysctl.d/10-web.conf 排在 /usr/lib/sysctl.d/50-default.conf 前面。于是软件包的值盖过了这里设的值。把文件改名，让它排到最后；或者用软件包文件的名字，整个替换掉它。",
  },
  examples: {
    bad: [
      { path: "/etc/sysctl.d/10-web.conf", text: "net.core.somaxconn = 4096", files: { [VENDOR]: "net.core.somaxconn = 1024" } },
      { path: "/etc/sysctl.d/10-web.conf", text: "net.ipv4.conf.*.rp_filter = 1", files: { [VENDOR]: "net.ipv4.conf.*.rp_filter = 2" } },
    ],
    good: [
      { path: "/etc/sysctl.d/90-web.conf", text: "net.core.somaxconn = 4096", files: { [VENDOR]: "net.core.somaxconn = 1024" } },
      { path: "/etc/sysctl.d/50-default.conf", text: "net.core.somaxconn = 4096", files: { [VENDOR]: "net.core.somaxconn = 1024" } },
      { path: "/etc/sysctl.d/10-web.conf", text: "net.core.somaxconn = 4096", files: { "/etc/sysctl.d/90-web.conf": "net.core.somaxconn = 1024" } },
    ],
  },
  across(context) {
    const found = overriding(context);
    if (!found?.vendorWins) return;
    const { own, by } = found;
    const name = laterName(baseName(own.file.name), baseName(by.file.name));
    const value = shorten(by.line.value);
    const effect =
      by.line.kind === "exclusion"
        ? { en: `takes ${own.line.key} back`, "zh-cn": `收回了 ${own.line.key}` }
        : { en: `sets ${own.line.key} to ${value}`, "zh-cn": `把 ${own.line.key} 设成了 ${value}` };
    context.report({
      at: keySpan(own.line),
      message: {
        en: `Without effect: ${by.file.name} sorts after this file and ${effect.en}. The order goes by file name, not by folder: rename this file, for example to ${name}.`,
        "zh-cn": `不起作用：${by.file.name} 排在这个文件后面，${effect["zh-cn"]}。顺序只看文件名，不看目录：请给这个文件改名，例如 ${name}。`,
      },
      related: [{ at: keySpan(by.line), document: by.file.document, message: { en: "The line that counts", "zh-cn": "起作用的行" } }],
    });
  },
});

const baseName = (path: string) => path.slice(path.lastIndexOf("/") + 1);

/** A name like the old one that sorts after the vendor's. */
function laterName(own: string, vendors: string): string {
  const rest = own.replace(/^\d+-?/, "") || own;
  const name = `99-${rest}`;
  return compareNames(name, vendors) > 0 ? name : `zz-${rest}`;
}
