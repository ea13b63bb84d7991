import { describe, expect, it } from "vitest";
import { hover } from "../../server/features/hover.ts";
import { useCatalogue } from "../support/catalogue.ts";
import { at } from "../support/cursor.ts";

useCatalogue();

function hovered(marked: string, setting?: Parameters<typeof at>[1]): string {
  const { context, position } = at(marked, setting);
  return hover(context, position)?.contents.value ?? "";
}

describe("hover on a key", () => {
  it("shows title, summary, facts of the target, explanation, related keys and the kernel's page", () => {
    const text = hovered("net.ipv4.tcp_fin|_timeout = 30");
    expect(text).toContain("**FIN-WAIT-2 time-out of orphaned connections**");
    expect(text).toContain("Default in 6.12: `60` (1 minute)");
    expect(text).toContain("Accepts: -8,589,934 to 8,589,934 at HZ=250 (21,474,836 at HZ=100, 2,147,483 at HZ=1000)");
    expect(text).toContain("Unit: seconds");
    expect(text).toContain("It does not shorten TIME-WAIT");
    expect(text).toContain("`net.ipv4.tcp_tw_reuse`");
    expect(text).toContain("(https://www.kernel.org/doc/html/v6.12/networking/ip-sysctl.html)");
  });

  it("speaks of the target's release", () => {
    expect(hovered("net.core.somaxco|nn = 1", { kernel: "4.19" })).toContain("Default in 4.19: `128`");
    expect(hovered("net.core.somaxco|nn = 1", { kernel: "6.12" })).toContain("Default in 6.12: `4096`");
  });

  it("shows Chinese", () => {
    expect(hovered("net.ipv4.tcp_fin|_timeout = 30", { locale: "zh-cn" })).toContain("它不会缩短 TIME-WAIT");
  });

  it.each([
    ["net/ipv4/conf/eth0.100/rp_fil|ter = 1", "net.ipv4.conf.eth0/100.rp_filter"],
    ["-net.ipv4.conf.e|th0.rp_filter = 1", "net.ipv4.conf.eth0.rp_filter"],
    ["net.ipv4.conf.*.rp_|filter = 1", "net.ipv4.conf.*.rp_filter"],
    ["-net.ipv4.conf.lo.rp_|filter", "net.ipv4.conf.lo.rp_filter"],
  ])("%s is %s", (marked, key) => {
    expect(hovered(marked)).toContain(`\`${key}\``);
  });

  it("says what became of removed and renamed parameters", () => {
    expect(hovered("net.ipv4.tcp_tw_rec|ycle = 1")).toContain("Removed in Linux 4.12");
    expect(hovered("net.ipv4.netfilter.ip_conntrack|_max = 1")).toContain("now `net.netfilter.nf_conntrack_max`");
  });

  it("lists what a pattern matches", () => {
    expect(hovered("net.ipv4.tcp_keepalive_|* = 1")).toContain("`net.ipv4.tcp_keepalive_time`");
  });

  it("is plain text for clients without Markdown", () => {
    const text = hovered("net.ipv4.tcp_fin|_timeout = 30", { client: { markdown: false } });
    expect(text).not.toMatch(/[*`]|\]\(/);
  });

  it("says nothing elsewhere", () => {
    for (const marked of ["# net.ipv4.tcp_fin|_timeout", "no.such.ke|y = 1", "|", "gar|bage"]) expect(hovered(marked)).toBe("");
  });
});

describe("hover on a value", () => {
  it.each([
    ["net.ipv4.tcp_keepalive_time = 12|00", "20 minutes"],
    ["net.ipv4.tcp_rmem = 4096 131072 |67108864", "**max** `67108864` bytes = 64 MiB"],
    ["net.ipv4.tcp_mem = 1 2 |927000000", "3.5 TiB"],
    ["net.ipv4.conf.all.rp_filter = |2", "`2`"],
    ["net.ipv4.tcp_retries2 = |010", "octal (leading zero): 8"],
    ["net.ipv4.tcp_syn_retries = |500", "the kernel refuses it"],
    ["net.ipv4.tcp_fin_timeout = |60", "the default"],
    ["kernel.sysrq = |176", "`16`"],
  ])("%s: %s", (marked, expected) => {
    expect(hovered(marked)).toContain(expected);
  });
});
