import type { Configuration } from "../configuration/configuration.ts";
import type { SysctlDocument } from "../document/document.ts";
import { wholeFile } from "./edits.ts";
import { defineRule } from "./rule.ts";

const OWN = "/etc/sysctl.d/50-default.conf";
const VENDOR = "/usr/lib/sysctl.d/50-default.conf";

/** So many of the lost parameters are named. */
const NAMED = 5;
/** A longer file is not looked through. */
const MAX_LINES = 2_000;

export default defineRule({
  name: "drop-in-masks-vendor-file",
  severity: "information",
  title: { en: "Replaces a whole file of a package", "zh-cn": "整个替换了软件包的文件" },
  documentation: {
    en: "Of several drop-ins with one name only the one in the folder named first is read: /etc/sysctl.d before /run/sysctl.d, /usr/local/lib/sysctl.d and /usr/lib/sysctl.d. So everything that the other one sets is gone, not only what this file sets as well. To change single values, use a name of its own that sorts later.",
    "zh-cn":
      "同名的片段文件只读一个，目录的先后是 /etc/sysctl.d、/run/sysctl.d、/usr/local/lib/sysctl.d、/usr/lib/sysctl.d。于是另一个文件设置的一切都没有了，不只是这个文件也设置的那些。只想改个别值时，请用一个排在后面的新名字。",
  },
  examples: {
    bad: [
      { path: OWN, text: "net.core.somaxconn = 4096", files: { [VENDOR]: "net.core.somaxconn = 1024\nnet.ipv4.conf.*.rp_filter = 2" } },
      { path: OWN, text: "", files: { [VENDOR]: "net.core.somaxconn = 1024" } },
    ],
    good: [{ path: "/etc/sysctl.d/60-web.conf", text: "net.core.somaxconn = 4096", files: { [VENDOR]: "net.core.somaxconn = 1024" } }],
  },
  needsPlacement: true,
  file({ file, configuration, placement, report }) {
    const hides = placement?.unread ? undefined : placement?.hides.at(-1);
    if (!hides) return;
    const lost = lostKeys(hides.document, configuration);
    const names = lost.slice(0, NAMED).join(", ");
    const more = lost.length - NAMED;
    const consequence =
      lost.length === 0
        ? { en: "What it sets is set here or elsewhere, too.", "zh-cn": "它设置的参数，这里或别处也都设置了。" }
        : {
            en: `Nothing sets any more: ${names}${more > 0 ? ` and ${more} more` : ""}.`,
            "zh-cn": `不再被设置的有：${names.replaceAll(", ", "、")}${more > 0 ? ` 等 ${lost.length} 个` : ""}。`,
          };
    report({
      at: wholeFile(file.document),
      message: {
        en: `${hides.path} is not read, because this file has the same name. ${consequence.en}`,
        "zh-cn": `${hides.path} 与这个文件同名，因此不会被读取。${consequence["zh-cn"]}`,
      },
      related: [{ at: wholeFile(hides.document), document: hides.document, message: { en: "The file that is not read", "zh-cn": "不被读取的文件" } }],
    });
  },
});

/** The keys that only the hidden file sets. */
function lostKeys(hidden: SysctlDocument, configuration: Configuration): string[] {
  const lost = new Map<string, string>();
  for (const { kind, path, key } of hidden.lines.slice(0, MAX_LINES))
    if (kind === "assignment" && !lost.has(path) && configuration.statementsFor(path).length === 0) lost.set(path, key);
  return [...lost.values()];
}
