import { describe, expect, it } from "vitest";
import { complete, resolveCompletion } from "../../server/features/completion.ts";
import { catalogue, useCatalogue } from "../support/catalogue.ts";
import { at, edited } from "../support/cursor.ts";

useCatalogue();

function items(marked: string, setting?: Parameters<typeof at>[1]) {
  const { context, position } = at(marked, setting);
  return complete(context, position)?.items ?? [];
}

const labels = (marked: string, setting?: Parameters<typeof at>[1]) => items(marked, setting).map((item) => item.label);

/** The text after the item called `label` is taken. */
function taken(marked: string, label: string): string {
  const { context, position, text } = at(marked);
  const item = complete(context, position)?.items.find((each) => each.label === label);
  if (!item?.textEdit || !("range" in item.textEdit)) throw new Error(`no ${label} at ${marked}`);
  return edited(text, [item.textEdit]);
}

describe("completion of keys", () => {
  it("offers whole keys, what people set most often first", () => {
    expect(labels("net.ipv4.tcp_keep|").slice(0, 3).sort()).toEqual([
      "net.ipv4.tcp_keepalive_intvl",
      "net.ipv4.tcp_keepalive_probes",
      "net.ipv4.tcp_keepalive_time",
    ]);
    expect(labels("net.ipv4.tcp_keep|")[0]).toBe("net.ipv4.tcp_keepalive_time");
    expect(labels("|")[0]).toBe("net.ipv4.tcp_syncookies");
  });

  it("goes segment by segment", () => {
    expect(labels("net.|")).toEqual(expect.arrayContaining(["net.core.", "net.ipv4.", "net.ipv6.", "net.netfilter."]));
    expect(labels("net.ipv4.conf.|", { interfaces: ["eth0", "wlan0"] })).toEqual(
      expect.arrayContaining(["net.ipv4.conf.all.", "net.ipv4.conf.default.", "net.ipv4.conf.eth0."]),
    );
    expect(labels("net.ipv4.conf.eth0.rp|")).toContain("net.ipv4.conf.eth0.rp_filter");
  });

  it("offers interfaces that the file names", () => {
    expect(labels("net.ipv4.conf.br-lan.rp_filter = 1\nnet.ipv4.conf.b|")).toContain("net.ipv4.conf.br-lan.");
  });

  it("finds a leaf by its beginning", () => {
    expect(labels("tcp_fin|")[0]).toBe("net.ipv4.tcp_fin_timeout");
    expect(labels("somax|")[0]).toBe("net.core.somaxconn");
  });

  it("writes slashes for who writes slashes", () => {
    expect(labels("net/ipv4/tcp_fin|")).toContain("net/ipv4/tcp_fin_timeout");
    expect(labels("net/ipv4/conf/eth0.100/rp|")).toContain("net/ipv4/conf/eth0.100/rp_filter");
  });

  it("replaces the whole key, and only the key", () => {
    expect(taken("net.ipv4.tcp_fi|n_time = 30", "net.ipv4.tcp_fin_timeout")).toBe("net.ipv4.tcp_fin_timeout = 30");
    expect(taken("-tcp_fin|", "net.ipv4.tcp_fin_timeout")).toBe("-net.ipv4.tcp_fin_timeout = ");
    expect(taken("  net.ipv4.tcp_fin|", "net.ipv4.tcp_fin_timeout")).toBe("  net.ipv4.tcp_fin_timeout = ");
  });

  it("leaves out what the target lacks", () => {
    expect(labels("net.ipv4.tcp_tw_re|")).not.toContain("net.ipv4.tcp_tw_recycle");
    expect(labels("net.ipv4.tcp_tw_re|", { kernel: "4.4" })).toContain("net.ipv4.tcp_tw_recycle");
  });

  it("stays small, and asks to be asked again", () => {
    const { context, position } = at("|", { client: { sharedEditRange: true, isVsCode: true } });
    const list = complete(context, position);
    expect(list?.isIncomplete).toBe(true);
    expect(JSON.stringify(list).length).toBeLessThan(40_000);
  });

  it("says nothing in comments", () => {
    expect(items("# net.ipv4.|")).toEqual([]);
    expect(items("  ; net.ipv4.|")).toEqual([]);
  });

  it("documents an item when asked", () => {
    const { context, position } = at("tcp_fin|");
    const [first] = complete(context, position)?.items ?? [];
    expect(first?.documentation).toBeUndefined();
    if (!first) throw new Error("no item");
    const resolved = resolveCompletion(context, first, catalogue(), context.analysis.options.target);
    expect(JSON.stringify(resolved.documentation)).toContain("FIN-WAIT-2");
  });
});

describe("completion of values", () => {
  it("offers suggestions with their case and the target's default", () => {
    const list = items("net.ipv4.tcp_fin_timeout = |");
    expect(list.map((item) => item.label)).toEqual(["30", "15", "60"]);
    expect(list[0]?.labelDetails?.description).toBe("many short connections that this host closes first");
    expect(list[2]?.labelDetails?.description).toBe("default: 1 minute");
  });

  it("offers enumerations with their meaning", () => {
    expect(labels("net.ipv4.conf.all.rp_filter = |")).toEqual(expect.arrayContaining(["0", "1", "2"]));
    expect(labels("net.ipv4.tcp_congestion_control = |")).toEqual(expect.arrayContaining(["bbr", "cubic", "reno"]));
  });

  it("replaces the value, keeps the style", () => {
    expect(taken("net.ipv4.tcp_fin_timeout = 1|2", "30")).toBe("net.ipv4.tcp_fin_timeout = 30");
    expect(taken("net.ipv4.tcp_fin_timeout =|", "30")).toBe("net.ipv4.tcp_fin_timeout = 30");
    expect(taken("net.ipv4.tcp_fin_timeout=|", "30")).toBe("net.ipv4.tcp_fin_timeout=30");
    expect(taken("net.ipv4.tcp_rmem = 4096 | 1", "4096 131072 6291456")).toBe("net.ipv4.tcp_rmem = 4096 131072 6291456");
  });

  it("offers nothing for what it does not know", () => {
    expect(items("no.such.key = |")).toEqual([]);
    expect(items("net.netfilter.nf_conntrack_count = |")).toEqual([]);
  });
});

describe("completion of profiles", () => {
  const profiles = (marked: string, setting?: Parameters<typeof at>[1]) => labels(marked, setting).filter((label) => label.startsWith("profile "));

  it("offers blocks on a line of its own, by name or as such", () => {
    expect(profiles("|")).toHaveLength(8);
    expect(profiles("kernel.panic = 5\nprofile|\n")).toHaveLength(8);
    expect(profiles("rout|")).toEqual(["profile router"]);
    expect(profiles("Web-s|")).toEqual(["profile web-server"]);
    for (const marked of ["net.|", "- |", "vm.swappiness = |", "# prof|", "x| = 1", "pro| x", "tcp_fin|"]) expect(profiles(marked)).toEqual([]);
  });

  it("inserts them for the target of the file, with its line ends", () => {
    const text = taken("# sysctl-lint target kernel=5.4\r\nrouter|\r\n", "profile router");
    expect(text).toContain("# Written for Linux 5.4.\r\n");
    expect(text.replaceAll("\r\n", "")).not.toContain("\n");
    expect(text).toMatch(/gc_thresh3 = 8192\r\n$/);
  });

  it("shows them when the client asks", () => {
    const { context, position } = at("profile|", { kernel: "5.4", locale: "zh-cn" });
    const item = complete(context, position)?.items.find(({ label }) => label === "profile router");
    if (!item) throw new Error("no profile");
    const resolved = resolveCompletion(context, JSON.parse(JSON.stringify(item)), catalogue(), { kernel: 0 });
    expect(JSON.stringify(resolved.documentation)).toContain("按 Linux 5.4 写成");
    expect(resolved.textEdit).toEqual(item.textEdit);
  });
});
