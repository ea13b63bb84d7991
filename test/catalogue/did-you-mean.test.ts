import fc from "fast-check";
import { distance } from "fastest-levenshtein";
import { describe, expect, it } from "vitest";
import { leastEdits, leastEditsRepeated, lettersOf, repeatedLettersOf } from "../../server/catalogue/candidates.ts";
import { catalogue, useCatalogue } from "../support/catalogue.ts";

useCatalogue();

describe("the right key is the first suggestion", () => {
  it.each([
    ["net/ipv4/tcp_orphans_retries", "net/ipv4/tcp_orphan_retries"],
    ["net/ipv4/tcp_fin_timout", "net/ipv4/tcp_fin_timeout"],
    ["net/ipv4/tcp_fintimeout", "net/ipv4/tcp_fin_timeout"],
    ["net/ipv4/tcp_syncookie", "net/ipv4/tcp_syncookies"],
    ["net/ipv4/tcp_max_syn_backlogs", "net/ipv4/tcp_max_syn_backlog"],
    ["net/ipv4/tcp_keepalive_interval", "net/ipv4/tcp_keepalive_intvl"],
    ["net/ipv4/tcp_keepalive_probe", "net/ipv4/tcp_keepalive_probes"],
    ["net/ipv4/tcp_keepalive_tiem", "net/ipv4/tcp_keepalive_time"],
    ["net/ipv4/tcp_tw_resue", "net/ipv4/tcp_tw_reuse"],
    ["net/ipv4/tcp_max_tw_bucket", "net/ipv4/tcp_max_tw_buckets"],
    ["net/ipv4/ip_local_port_rang", "net/ipv4/ip_local_port_range"],
    ["net/ipv4/ip_local_ports_range", "net/ipv4/ip_local_port_range"],
    ["net/ipv4/ip_foward", "net/ipv4/ip_forward"],
    ["net/ipv4/ip_fowrard", "net/ipv4/ip_forward"],
    ["net/ipv4/somaxconn", "net/core/somaxconn"],
    ["net/core/somaxcon", "net/core/somaxconn"],
    ["net/core/tcp_rmem", "net/ipv4/tcp_rmem"],
    ["net/ipv6/tcp_syncookies", "net/ipv4/tcp_syncookies"],
    ["net/ipv4/rmem_max", "net/core/rmem_max"],
    ["net/ipv4/rp_filter", "net/ipv4/conf/all/rp_filter"],
    ["net/ipv4/conf/rp_filter", "net/ipv4/conf/all/rp_filter"],
    ["net/ipv4/conf/eth0/rp_fliter", "net/ipv4/conf/eth0/rp_filter"],
    ["net/ipv4/conf/default/accept_source_routes", "net/ipv4/conf/default/accept_source_route"],
    ["net/ipv6/conf/all/send_redirects", "net/ipv4/conf/all/send_redirects"],
    ["net/ipv4_timestamps", "net/ipv4/tcp_timestamps"],
    ["net/ipv4/netdev_max_backlog", "net/core/netdev_max_backlog"],
    ["net/core/netdev_max_backlogs", "net/core/netdev_max_backlog"],
    ["net/netfilter/nf_conntrack_tcp_timeout_establish", "net/netfilter/nf_conntrack_tcp_timeout_established"],
    ["net/ipv4/icmp_echo_ignore_broadcast", "net/ipv4/icmp_echo_ignore_broadcasts"],
    ["vm/swapiness", "vm/swappiness"],
    ["vm/swappines", "vm/swappiness"],
    ["fs/filemax", "fs/file-max"],
    ["fs/file_max", "fs/file-max"],
    ["kernel/pidmax", "kernel/pid_max"],
    ["net/ipv4/tcp_congestion_controll", "net/ipv4/tcp_congestion_control"],
    ["net/core/default_qdsic", "net/core/default_qdisc"],
    ["NET/IPV4/TCP_FIN_TIMEOUTS", "net/ipv4/tcp_fin_timeout"],
  ])("%s -> %s", (wrong, right) => {
    expect(catalogue().suggest(wrong)[0]).toBe(right);
  });

  it("has none for what is far from everything", () => {
    expect(catalogue().suggest("my/own/setting_of_mine_that_is_long")).toEqual([]);
    expect(catalogue().suggest("constructor")).toEqual([]);
    // More than a third of the name would have to change.
    expect(catalogue().suggest("net/ipv4/tcp_typo_150")).toEqual([]);
  });
});

describe("the best suggestion alone", () => {
  it("is the first of the three, which differ", () => {
    const slip = fc.tuple(fc.nat(), fc.constantFrom("drop", "add", "change", "swap", "folder"), fc.constantFrom("x", "s", "_", "0"));
    fc.assert(
      fc.property(fc.nat(), fc.array(slip, { minLength: 1, maxLength: 4 }), (which, mistakes) => {
        const { parameters } = catalogue();
        const right = parameters[which % parameters.length]?.path.replace("*", "eth0") ?? "";
        const wrong = mistakes.reduce((path, [at, kind, letter]) => mistyped(path, at % path.length, kind, letter), right);
        const three = catalogue().suggest(wrong);
        expect(catalogue().suggest(wrong, 1)).toEqual(three.slice(0, 1));
        expect(new Set(three).size).toBe(three.length);
      }),
      { numRuns: 300 },
    );
  });
});

describe("the fewest edits that the letters of two words tell", () => {
  it("are never more than there are, and a repeated letter tells more", () => {
    const word = fc.string({ unit: fc.constantFrom(..."abcst_-019é"), maxLength: 12 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        const least = leastEdits(lettersOf(a), lettersOf(b));
        const closer = leastEditsRepeated(lettersOf(a), lettersOf(b), repeatedLettersOf(a), repeatedLettersOf(b));
        expect(closer).toBeGreaterThanOrEqual(least);
        expect(closer).toBeLessThanOrEqual(distance(a, b));
      }),
    );
    expect(leastEditsRepeated(lettersOf("tot"), lettersOf("to"), repeatedLettersOf("tot"), repeatedLettersOf("to"))).toBe(1);
  });
});

function mistyped(path: string, at: number, kind: string, letter: string): string {
  const [before, after] = [path.slice(0, at), path.slice(at)];
  if (kind === "drop") return before + after.slice(1) || "x";
  if (kind === "add") return before + letter + after;
  if (kind === "change") return before + letter + after.slice(1);
  if (kind === "swap") return before + after.charAt(1) + after.charAt(0) + after.slice(2);
  return path.replace("ipv4", "core");
}
