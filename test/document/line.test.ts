import { describe, expect, it } from "vitest";
import { keyOfPath, pathOfKey } from "../../server/document/key.ts";
import { ENDLESS, Line } from "../../server/document/line.ts";

const parse = (text: string) => Line.parse(text, "\n");

describe("a line is what the loaders read", () => {
  it.each([
    ["", "blank"],
    [" \t ", "blank"],
    ["# net.ipv4.ip_forward = 1", "comment"],
    ["\t; net.ipv4.ip_forward = 1", "comment"],
    ["net.ipv4.ip_forward = 1", "assignment"],
    ["net.ipv4.ip_forward=1", "assignment"],
    ["=", "assignment"],
    ["// net.ipv4.ip_forward = 1", "assignment"],
    ["-net.ipv4.ip_forward = 1", "assignment"],
    ["-net.ipv4.conf.lo.rp_filter", "exclusion"],
    ["-", "exclusion"],
    ["net.ipv4.ip_forward 1", "malformed"],
    ["[sysctl]", "malformed"],
    ["\ufeff# remark", "malformed"],
  ])("%j is %s", (text, kind) => {
    expect(parse(text).kind).toBe(kind);
  });

  it("finds key and value without the blanks around them", () => {
    const line = parse("  - net.ipv4.tcp_rmem\t=  4096 87380  6291456 \t");
    expect(line.key).toBe("net.ipv4.tcp_rmem");
    expect(line.value).toBe("4096 87380  6291456");
    expect(line.ignoreFailure).toBe(true);
  });

  it("takes the first equals sign", () => {
    const line = parse("kernel.core_pattern = |/bin/dump --to=%p");
    expect(line.key).toBe("kernel.core_pattern");
    expect(line.value).toBe("|/bin/dump --to=%p");
  });

  it("gives systemd's further lines behind a NUL", () => {
    const line = parse("net.ipv4.tcp_retries2 = 7\0junk\0\0 net.ipv4.ip_forward = 1");
    expect(line.value).toBe("7");
    expect(line.rest?.kind).toBe("malformed");
    expect(line.rest?.rest?.key).toBe("net.ipv4.ip_forward");
    expect(line.rest?.rest?.rest).toBeUndefined();
  });
});

describe("an endless line", () => {
  const kindOf = (text: string) => Line.parse(text, "\n").kind;

  it("is a statement or comment of a MiB, blanks around keys and values left out", () => {
    const long = "x".repeat(ENDLESS);
    for (const text of [long, `${long} = 1`, `vm.swappiness = ${long}`, `-${long}`, `#${long}`, ` ;${long} `]) expect(kindOf(text)).toBe("endless");
    const blanks = " ".repeat(ENDLESS);
    expect(kindOf(`${blanks}vm.swappiness${blanks}=${blanks}1${blanks}`)).toBe("assignment");
    expect(kindOf(`${blanks}# x`)).toBe("comment");
    expect(kindOf(`${"k".repeat(ENDLESS / 2)} = ${"1".repeat(ENDLESS / 2 - 1)}`)).toBe("assignment");
    expect(kindOf(`${"k".repeat(ENDLESS / 2)} = ${"1".repeat(ENDLESS / 2)}`)).toBe("endless");
  });
});

describe("a key names a path", () => {
  it("unless it is longer than any path", () => {
    expect(pathOfKey("a.".repeat(2048))).toBe(`${"a/".repeat(2047)}a`);
    expect(pathOfKey("a.".repeat(2049))).toBe("a.".repeat(2049));
  });

  it.each([
    ["net.ipv4.ip_forward", "net/ipv4/ip_forward"],
    ["net/ipv4/ip_forward", "net/ipv4/ip_forward"],
    ["net.ipv4.conf.eth0/100.rp_filter", "net/ipv4/conf/eth0.100/rp_filter"],
    ["net/ipv4/conf/eth0.100/rp_filter", "net/ipv4/conf/eth0.100/rp_filter"],
    ["net.ipv4/tcp_retries2", "net/ipv4.tcp_retries2"],
    ["net/ipv4.tcp_retries2", "net/ipv4.tcp_retries2"],
    ["net..ipv4.tcp_retries2", "net/ipv4/tcp_retries2"],
    ["net//ipv4/tcp_retries2", "net/ipv4/tcp_retries2"],
    [".net.ipv4.tcp_retries2.", "net/ipv4/tcp_retries2"],
    ["/proc/sys/net/ipv4/ip_forward", "proc/sys/net/ipv4/ip_forward"],
    ["constructor", "constructor"],
    ["", ""],
  ])("%j -> %j", (key, path) => {
    expect(pathOfKey(key)).toBe(path);
  });

  it("and back", () => {
    expect(keyOfPath("net/ipv4/conf/eth0.100/rp_filter")).toBe("net.ipv4.conf.eth0/100.rp_filter");
  });
});
