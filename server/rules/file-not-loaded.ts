import type { Unread } from "../configuration/placement.ts";
import type { Text } from "../locale.ts";
import type { Loader } from "../target.ts";
import { wholeFile } from "./edits.ts";
import { defineRule } from "./rule.ts";

const LINE = "net.ipv4.ip_forward = 1";

export default defineRule({
  name: "file-not-loaded",
  severity: "warning",
  title: { en: "The loader does not read this file", "zh-cn": "加载程序不读取这个文件" },
  documentation: {
    en: "Both loaders read what is called `*.conf` in /etc/sysctl.d, /run/sysctl.d, /usr/local/lib/sysctl.d and /usr/lib/sysctl.d, and nothing in folders below. Of several files with one name they read the one in the folder named first. `sysctl --system` ends with /etc/sysctl.conf; systemd-sysctl does not read that file, unless a drop-in is a link to it, as /etc/sysctl.d/99-sysctl.conf is on many distributions. Copies such as `.bak` and `.dpkg-old` are passed over in silence. A file that is hidden by one of the same name is information: that is how files from packages are replaced.",
    "zh-cn":
      "两个加载程序都读取 /etc/sysctl.d、/run/sysctl.d、/usr/local/lib/sysctl.d 和 /usr/lib/sysctl.d 里名为 `*.conf` 的文件，不读下级目录。同名文件只读排在前面的目录里的那个。`sysctl --system` 最后读取 /etc/sysctl.conf；systemd-sysctl 不读它，除非有片段文件是指向它的链接，许多发行版的 /etc/sysctl.d/99-sysctl.conf 就是。`.bak`、`.dpkg-old` 之类的副本不报告。被同名文件顶替的文件只给信息：软件包的文件就是这样替换的。",
  },
  examples: {
    bad: [
      { path: "/etc/sysctl.d/90-web", text: LINE },
      { path: "/etc/sysctl.conf", text: LINE },
      { path: "/etc/sysctl.d/web/90-web.conf", text: LINE },
      { path: "/etc/sysctl.d/.90-web.conf", text: LINE },
      { path: "/usr/lib/sysctl.d/50-default.conf", text: LINE, files: { "/etc/sysctl.d/50-default.conf": "" }, severity: "information" },
    ],
    good: [
      { path: "/etc/sysctl.d/90-web.conf", text: LINE },
      { path: "/etc/sysctl.conf", text: LINE, loader: "procps" },
      { path: "/etc/sysctl.d/90-web.conf.bak", text: LINE },
      LINE,
    ],
  },
  needsPlacement: true,
  file({ target, file, placement, report }) {
    if (!placement?.unread) return;
    const { unread } = placement;
    report({ at: wholeFile(file.document), severity: unread.reason === "hidden" ? "information" : "warning", message: messageFor(unread, target.loader) });
  },
});

function messageFor(unread: Unread, loader: Loader): Text {
  const program = loader === "systemd" ? "systemd-sysctl" : "sysctl --system";
  switch (unread.reason) {
    case "hidden":
      return {
        en: `Nothing in this file is applied: ${unread.by} has the same name and is read in its place.`,
        "zh-cn": `这个文件的内容都不会生效：${unread.by} 同名，代替它被读取。`,
      };
    case "name":
      return {
        en: `Nothing in this file is applied: ${program} reads only files called *.conf here${loader === "systemd" ? ", and no hidden ones" : ""}. Rename it.`,
        "zh-cn": `这个文件的内容都不会生效：${program} 在这里只读名为 *.conf 的文件${loader === "systemd" ? "，且不读隐藏文件" : ""}。请改名。`,
      };
    case "folder":
      return {
        en: `Nothing in this file is applied: ${program} does not look into this folder. Move it to /etc/sysctl.d.`,
        "zh-cn": `这个文件的内容都不会生效：${program} 不看这个目录。请把它移到 /etc/sysctl.d。`,
      };
    case "sysctl.conf":
      return {
        en: "Nothing in this file is applied at boot: systemd-sysctl does not read /etc/sysctl.conf. Move the lines to /etc/sysctl.d/99-local.conf, or make /etc/sysctl.d/99-sysctl.conf a link to this file.",
        "zh-cn":
          "这个文件的内容在启动时都不会生效：systemd-sysctl 不读 /etc/sysctl.conf。请把这些行移到 /etc/sysctl.d/99-local.conf，或者建一个指向它的链接 /etc/sysctl.d/99-sysctl.conf。",
      };
  }
}
