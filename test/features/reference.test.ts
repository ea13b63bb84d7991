import { describe, expect, it } from "vitest";
import { parseRelease } from "../../server/catalogue/release.ts";
import { assignmentsOf, parameterAt, parameterRow } from "../../server/features/reference.ts";
import { searchParameters } from "../../server/features/search.ts";
import { atOnce } from "../../server/gently.ts";
import { analyse, catalogue, texts, useCatalogue } from "../support/catalogue.ts";
import { at } from "../support/cursor.ts";

useCatalogue();

const search = (query: string, locale?: "en" | "zh-cn") => searchParameters(query, catalogue(), texts(locale));

function row(key: string, kernel = "6.12") {
  const parameter = catalogue().get(key);
  if (!parameter) throw new Error(`no parameter ${key}`);
  return parameterRow(parameter, parseRelease(kernel) ?? 0, texts());
}

describe("searching the reference", () => {
  it("puts the name first", () => {
    expect(search("tcp_fin_timeout")[0]).toBe("net.ipv4.tcp_fin_timeout");
    expect(search("swappiness")[0]).toBe("vm.swappiness");
    expect(search("rmem_max")[0]).toBe("net.core.rmem_max");
  });

  it("finds words of title and text, in the language at hand, and wants all of them", () => {
    expect(search("FIN-WAIT-2")).toContain("net.ipv4.tcp_fin_timeout");
    expect(search("半连接", "zh-cn")).toContain("net.ipv4.tcp_max_syn_backlog");
    expect(search("tcp keepalive probes").slice(0, 3)).toContain("net.ipv4.tcp_keepalive_probes");
    expect(search("keepalive nosuchword")).toEqual([]);
  });

  it("knows keys with slashes and with an interface", () => {
    expect(search("net/ipv4/ip_forward")[0]).toBe("net.ipv4.ip_forward");
    expect(search("net.ipv4.conf.eth0.rp_filter")[0]).toBe("net.ipv4.conf.*.rp_filter");
  });

  it("finds all without a query, and bears any text", () => {
    expect(search("  ")).toHaveLength(catalogue().parameters.length);
    for (const query of ["constructor", "\0", "\ud800", "(".repeat(5_000), "*", "[", "__proto__"]) expect(() => search(query)).not.toThrow();
  });
});

describe("a row of the reference", () => {
  it("says what the release lacks", () => {
    expect(row("net.ipv4.tcp_tw_recycle", "4.4")).not.toHaveProperty("absent");
    expect(row("net.ipv4.tcp_tw_recycle", "4.12")).toMatchObject({ absent: "removed" });
    expect(row("net.ipv4.tcp_migrate_req", "5.4")).toMatchObject({ absent: "not-yet" });
  });
});

describe("what a file sets", () => {
  const assignments = (text: string, kernel?: string) => atOnce(assignmentsOf(analyse(text, kernel)));

  it("is each assignment with its line, and whether it differs from the default", () => {
    const text = "# x\nnet.ipv4.tcp_fin_timeout = 30\nnet.ipv4.tcp_retries2 = 0xf\nnet.core.default_qdisc=fq\nnet.ipv4.tcp_syn_retries = 500\nno.such = 1";
    expect(assignments(text)).toEqual([
      { key: "net.ipv4.tcp_fin_timeout", value: "30", line: 1, differs: true },
      { key: "net.ipv4.tcp_retries2", value: "0xf", line: 2, differs: false },
      { key: "net.core.default_qdisc", value: "fq", line: 3, differs: true },
      { key: "net.ipv4.tcp_syn_retries", value: "500", line: 4 },
    ]);
  });

  it("says nothing of defaults for interfaces and patterns", () => {
    expect(assignments("net.ipv4.conf.eth0.rp_filter = 1\nnet.ipv4.conf.default.rp_filter = 1\nnet.ipv4.tcp_keepalive_* = 3")).toEqual([
      { key: "net.ipv4.conf.*.rp_filter", value: "1", line: 0 },
      { key: "net.ipv4.conf.*.rp_filter", value: "1", line: 1, differs: true },
      ...["intvl", "probes", "time"].map((name) => ({ key: `net.ipv4.tcp_keepalive_${name}`, value: "3", line: 2 })),
    ]);
  });

  it("is bounded for a file full of patterns", () => {
    expect(assignments("net.* = 1\n".repeat(3_000)).length).toBeLessThan(12_000);
  });
});

describe("the parameter under the cursor", () => {
  it("is that of the line, on key and value", () => {
    for (const marked of ["net.ipv4.conf.eth0.rp_|filter = 1", "net.ipv4.conf.eth0.rp_filter = 1|"]) {
      const { context, position } = at(marked);
      expect(parameterAt(context, position)).toEqual({ key: "net.ipv4.conf.*.rp_filter", written: "net.ipv4.conf.eth0.rp_filter" });
    }
  });

  it("is what was written where nothing is known of it, and nothing on a comment", () => {
    expect(parameterAt(...pair("net.no_such| = 1"))).toEqual({ written: "net.no_such" });
    expect(parameterAt(...pair("# net.ipv4.ip_forward| = 1"))).toBeUndefined();
  });
});

function pair(marked: string) {
  const { context, position } = at(marked);
  return [context, position] as const;
}
