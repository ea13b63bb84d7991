import { describe, expect, it } from "vitest";
import { codeActions } from "../../server/features/code-actions.ts";
import { atOnce } from "../../server/gently.ts";
import { findings, useCatalogue } from "../support/catalogue.ts";
import { at, edited } from "../support/cursor.ts";

useCatalogue();

function actions(marked: string, only?: string[]) {
  const { context, position, text } = at(marked);
  return atOnce(codeActions(context, { start: position, end: position }, [], only)).map((action) => ({
    ...action,
    result: edited(text, action.edit?.changes?.["file:///etc/sysctl.conf"] ?? []),
  }));
}

/** The file after the preferred fix under the cursor. */
function fixed(marked: string): string | undefined {
  return actions(marked, ["quickfix"]).find((action) => action.isPreferred)?.result;
}

describe("quick fixes", () => {
  it.each([
    ["net.ipv4.tcp_syncookies = 1 |#表示开启SYN Cookies", "# 表示开启SYN Cookies\nnet.ipv4.tcp_syncookies = 1"],
    ["a = 1\r\n  net.ipv4.tcp_syncookies = 1 |// on\r\n", "a = 1\r\n  # on\r\n  net.ipv4.tcp_syncookies = 1\r\n"],
    ["# first\nnet.ipv4.tcp_tw_rec|ycle = 1\n# last\n", "# first\n# last\n"],
    ["# first\nnet.ipv4.tcp_tw_rec|ycle = 1", "# first"],
    ["net.ipv4.ip_local_port_range = |102465000", "net.ipv4.ip_local_port_range = 1024 65000"],
    ["net.ipv4.netfilter.ip_con|ntrack_max = 1048576", "net.netfilter.nf_conntrack_max = 1048576"],
    ["net.ipv4.tcp_orp|hans_retries = 3", "net.ipv4.tcp_orphan_retries = 3"],
    ["net.ipv4.ip_forward| 1", "net.ipv4.ip_forward = 1"],
    ["net.ipv4.ip_forward = |yes", "net.ipv4.ip_forward = 1"],
    ["net.core.rmem_max = |16M", "net.core.rmem_max = 16777216"],
    ["net.ipv4.tcp_mem = |1G 2G 4G", "net.ipv4.tcp_mem = 262144 524288 1048576"],
    ["net.ipv4.tcp_keepalive_time = |10min", "net.ipv4.tcp_keepalive_time = 600"],
    ["net.ipv4.ip_local_reserved_ports = 8080,| 9000 - 9010", "net.ipv4.ip_local_reserved_ports = 8080,9000-9010"],
    ["net.ipv4.conf.eth0.1|00.rp_filter = 1", "net.ipv4.conf.eth0/100.rp_filter = 1"],
  ])("%s", (marked, expected) => {
    expect(fixed(marked)).toBe(expected);
    expect(findings(expected).filter((finding) => finding.severity === "error")).toEqual([]);
  });

  it("does nothing where nothing is wrong", () => {
    expect(actions("net.ipv4.ip_for|ward = 1", ["quickfix"])).toEqual([]);
  });
});

describe("suggested values", () => {
  it("are offered on any value, with the case each suits", () => {
    const list = actions("net.ipv4.tcp_fin_timeout = 6|00", ["refactor"]);
    expect(list.map((action) => action.title)).toEqual([
      "Set to 30: many short connections that this host closes first",
      "Set to 15: a proxy whose peers often vanish without closing",
      "Set to 60: the default",
    ]);
    expect(list[0]?.result).toBe("net.ipv4.tcp_fin_timeout = 30");
    expect(list[0]?.kind).toBe("refactor.rewrite");
  });

  it("leave out the value that is there", () => {
    expect(actions("net.ipv4.tcp_fin_timeout = 3|0", ["refactor"]).map((action) => action.title)).not.toContain(
      "Set to 30: many short connections that this host closes first",
    );
  });

  it("are those that the target takes", () => {
    const titles = (kernel: string) => {
      const { context, position } = at("vm.swappiness = 6|0", { kernel });
      return atOnce(codeActions(context, { start: position, end: position }, [], ["refactor"])).map((action) => action.title);
    };
    expect(titles("6.12").some((title) => title.startsWith("Set to 180"))).toBe(true);
    expect(titles("4.19").some((title) => title.startsWith("Set to 180"))).toBe(false);
  });
});
