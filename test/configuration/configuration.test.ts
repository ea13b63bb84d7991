import { describe, expect, it } from "vitest";
import type { Loader } from "../../server/target.ts";
import { analyse, useCatalogue } from "../support/catalogue.ts";

useCatalogue();

const held = (text: string, path: string, loader: Loader) => analyse(text, "6.12", loader).configuration.lastWrite(path)?.value;

// As procps 4.0.2 and systemd-sysctl 252 do it, in either order of the lines; see also the glob_* and excl_* cases of test/loaders/measured.json.
describe("the write that wins", () => {
  const LO = "net/ipv4/conf/lo/rp_filter";

  it.each(["systemd", "procps"] as const)("an explicit key beats a pattern, an exclusion keeps a pattern off (%s)", (loader) => {
    expect(held("net.ipv4.conf.*.rp_filter = 1\n", LO, loader)).toBe("1");
    expect(held("net.ipv4.conf.lo.rp_filter = 2\nnet.ipv4.conf.*.rp_filter = 1\n", LO, loader)).toBe("2");
    expect(held("net.ipv4.conf.*.rp_filter = 1\n-net.ipv4.conf.lo.rp_filter\n", LO, loader)).toBeUndefined();
    expect(held("-net.ipv4.conf.lo.rp_filter\nnet.ipv4.conf.*.rp_filter = 1\n", LO, loader)).toBeUndefined();
  });

  it("an exclusion takes an assignment back with systemd-sysctl, not with procps", () => {
    const text = "net.ipv4.tcp_retries2 = 7\n-net.ipv4.tcp_retries2\n";
    expect(held(text, "net/ipv4/tcp_retries2", "systemd")).toBeUndefined();
    expect(held(text, "net/ipv4/tcp_retries2", "procps")).toBe("7");
  });
});

// As a new network namespace of 6.18 holds it.
describe("what holds where nothing is written", () => {
  it.each([
    ["net.ipv4.conf.all.accept_source_route", "0"],
    ["net.ipv4.conf.default.accept_source_route", "1"],
    ["net.ipv6.conf.all.accept_dad", "0"],
    ["net.ipv4.tcp_timestamps", "1"],
  ])("%s is %s", (key, value) => {
    expect(analyse("", "6.12").configuration.effective(key)?.value).toBe(value);
  });
});
