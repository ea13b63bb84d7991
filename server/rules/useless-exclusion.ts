import type { Configuration } from "../configuration/configuration.ts";
import { matchesGlob } from "../document/glob.ts";
import { isGlob } from "../document/key.ts";
import type { Line } from "../document/line.ts";
import { removeLineFix } from "./edits.ts";
import { defineRule, keySpan } from "./rule.ts";

/** More of them, or more comparisons (each of about a microsecond), are too many for one key stroke; only a hostile file asks for them. */
const MAX_EXCLUSIONS = 5_000;
const MAX_COMPARISONS = 50_000;
/** A comparison of longer texts counts as several: characters of the one times those of the other. */
const A_COMPARISON = 2_000;

export default defineRule({
  name: "useless-exclusion",
  severity: "hint",
  title: { en: "Exclusion without a pattern", "zh-cn": "没有对应模式的排除行" },
  documentation: {
    en: "`-key` alone keeps patterns such as `net.ipv4.conf.*.rp_filter` off a parameter. No pattern in the files that are applied together matches this one. systemd-sysctl also takes back an earlier assignment of the key; procps does not. An exclusion that is a pattern itself excludes nothing: both loaders compare it letter by letter with keys, so with systemd-sysctl it takes back an assignment to the very same pattern, and with procps it does nothing at all.",
    "zh-cn":
      "单独一行 `-键` 让 `net.ipv4.conf.*.rp_filter` 这样的模式不去动某个参数。一起加载的文件里没有匹配它的模式。systemd-sysctl 还会收回前面对这个键的赋值，procps 不会。写成模式的排除行什么也排除不了：两个加载程序都逐字比较，所以在 systemd-sysctl 里它只收回对同一个模式的赋值，在 procps 里则毫无作用。",
  },
  examples: {
    bad: [
      "-net.ipv4.tcp_retries2",
      "net.ipv4.conf.*.rp_filter = 1\n-net.ipv4.conf.eth0.arp_ignore",
      "net.ipv4.conf.*.rp_filter = 1\n-net.ipv4.conf.eth*.rp_filter",
      { text: "net.ipv4.tcp_retries2 = 7\n-net.ipv4.tcp_retries2", loader: "procps" },
    ],
    good: [
      "net.ipv4.conf.*.rp_filter = 1\n-net.ipv4.conf.eth0.rp_filter",
      "net.ipv4.tcp_retries2 = 7\n-net.ipv4.tcp_retries2",
      { path: "/etc/sysctl.d/90.conf", text: "-net.ipv4.conf.lo.rp_filter", files: { "/usr/lib/sysctl.d/50-default.conf": "net.ipv4.conf.*.rp_filter = 2" } },
    ],
  },
  file({ configuration, exclusions, report }) {
    if (exclusions.size === 0) return;
    const patterns = configuration.patterns();
    if (exclusions.size > MAX_EXCLUSIONS || exclusions.size * patterns.length > MAX_COMPARISONS) return;
    const work = sum(exclusions, ({ path }) => path.length) * sum(patterns, ({ line }) => line.path.length);
    if (work > MAX_COMPARISONS * A_COMPARISON) return;
    for (const line of exclusions) {
      if (line.path === "" || isUseful(line, patterns, configuration)) continue;
      report({
        at: keySpan(line),
        unnecessary: true,
        message: isGlob(line.path)
          ? {
              en: `Excludes nothing: an exclusion is not read as a pattern. Exclude each key by its name.`,
              "zh-cn": "什么也没有排除：排除行不会当作模式来读。请逐个写出要排除的键。",
            }
          : { en: `Excludes nothing: no pattern in these files matches ${line.key}.`, "zh-cn": `什么也没有排除：这些文件里没有匹配 ${line.key} 的模式。` },
        fixes: (document) => [removeLineFix(document, line)],
      });
    }
  },
});

function isUseful(exclusion: Line, patterns: ReturnType<Configuration["patterns"]>, configuration: Configuration): boolean {
  const { path } = exclusion;
  if (!isGlob(path) && patterns.some(({ line }) => matchesGlob(line.path, path))) return true;
  return configuration.target.loader === "systemd" && configuration.statementsFor(path).some(({ line }) => line.kind === "assignment");
}

function sum<T>(all: Iterable<T>, count: (each: T) => number): number {
  let total = 0;
  for (const each of all) total += count(each);
  return total;
}
