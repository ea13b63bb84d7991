import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const { wordPattern } = JSON.parse(readFileSync("syntaxes/language-configuration.json", "utf8")) as { wordPattern: string };

describe("the word pattern", () => {
  it.each([
    ["net.ipv4.conf.*.rp_filter = 1", ["net.ipv4.conf.*.rp_filter", "1"]],
    ["-net/ipv4/conf/eth0.100/rp_filter=-1", ["net/ipv4/conf/eth0.100/rp_filter", "-1"]],
    ["net.ipv4.tcp_rmem = 4096 0x10", ["net.ipv4.tcp_rmem", "4096", "0x10"]],
  ])("takes a whole key of %s", (text, words) => {
    expect([...text.matchAll(new RegExp(wordPattern, "g"))].map(([word]) => word)).toEqual(words);
  });
});
