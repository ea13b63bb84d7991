import { describe, expect, it } from "vitest";
import { inlayHints } from "../../server/features/inlay-hints.ts";
import { atOnce } from "../../server/gently.ts";
import { HINT_KINDS, type HintKind } from "../../server/settings.ts";
import { useCatalogue } from "../support/catalogue.ts";
import { at } from "../support/cursor.ts";

useCatalogue();

/** The text with its hints in angle brackets. */
function hinted(text: string, kinds: readonly HintKind[] = HINT_KINDS, locale: "en" | "zh-cn" = "en", lines: [number, number] = [0, 99]): string {
  const { context } = at(`${text}|`, { locale });
  const shown = text.split("\n");
  const range = { start: { line: lines[0], character: 0 }, end: { line: Math.min(lines[1], shown.length - 1), character: 0 } };
  for (const { position, label } of atOnce(inlayHints(context, range, new Set(kinds))).reverse()) {
    const line = shown[position.line] ?? "";
    shown[position.line] = `${line.slice(0, position.character)}<${label}>${line.slice(position.character)}`;
  }
  return shown.join("\n");
}

describe("inlay hints", () => {
  it.each([
    ["net.ipv4.tcp_keepalive_time = 1200", "net.ipv4.tcp_keepalive_time = 1200<20 min>"],
    ["net.ipv4.tcp_keepalive_time=7875", "net.ipv4.tcp_keepalive_time=7875<2 h 11 min 15 s>"],
    ["net.ipv4.tcp_keepalive_time = 30", "net.ipv4.tcp_keepalive_time = 30"],
    ["vm.dirty_expire_centisecs = 3000 ", "vm.dirty_expire_centisecs = 3000<30 s> "],
    ["net.ipv4.tcp_min_rtt_wlen = 300", "net.ipv4.tcp_min_rtt_wlen = 300<5 min>"],
    ["net.core.rmem_max = 16777216", "net.core.rmem_max = 16777216<16 MiB>"],
    ["net.ipv4.tcp_mem = 1 2 100000000", "net.ipv4.tcp_mem = 1<4 KiB> 2<8 KiB> 100000000<381.5 GiB>"],
    ["vm.min_free_kbytes = 65536", "vm.min_free_kbytes = 65536<64 MiB>"],
    ["vm.nr_hugepages = 512", "vm.nr_hugepages = 512"],
    ["net.ipv4.tcp_retries2 = 010", "net.ipv4.tcp_retries2 = 010<octal: 8>"],
    ["net.core.rmem_max = 0x1000000", "net.core.rmem_max = 0x1000000<hexadecimal: 16,777,216, 16 MiB>"],
    ["kernel.sysrq = 176", "kernel.sysrq = 176<emergency sync + remount read-only + reboot and power off>"],
    ["kernel.sysrq = 0", "kernel.sysrq = 0"],
    ["kernel.hostname = 1200", "kernel.hostname = 1200"],
    ["no.such = 1200\n# net.core.rmem_max = 16777216", "no.such = 1200\n# net.core.rmem_max = 16777216"],
  ])("%s", (text, expected) => {
    expect(hinted(text)).toBe(expected);
  });

  it("speak Chinese", () => {
    expect(hinted("net.ipv4.tcp_keepalive_time = 1200\nnet.ipv4.tcp_retries2 = 010", HINT_KINDS, "zh-cn")).toBe(
      "net.ipv4.tcp_keepalive_time = 1200<20 分钟>\nnet.ipv4.tcp_retries2 = 010<八进制：8>",
    );
  });

  it("are given for the range asked for", () => {
    const text = "vm.min_free_kbytes = 65536\nvm.min_free_kbytes = 65536\nvm.min_free_kbytes = 65536";
    expect(hinted(text, HINT_KINDS, "en", [1, 1])).toBe("vm.min_free_kbytes = 65536\nvm.min_free_kbytes = 65536<64 MiB>\nvm.min_free_kbytes = 65536");
  });

  it("can be switched off kind by kind", () => {
    const text = "net.ipv4.tcp_keepalive_time = 02260\nnet.core.rmem_max = 4096\nkernel.sysrq = 16";
    const each = (kind: HintKind) => hinted(text, [kind]).match(/<.*>/g);
    expect(HINT_KINDS.map(each)).toEqual([["<20 min>"], ["<4 KiB>"], ["<octal: 1,200>"], ["<emergency sync>"]]);
    expect(hinted(text, [])).toBe(text);
  });

  it("explain themselves in a tooltip", () => {
    const { context } = at("net.ipv4.tcp_keepalive_time = 7200|");
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };
    const tooltip = JSON.stringify(atOnce(inlayHints(context, range, new Set(["time"])))[0]?.tooltip);
    expect(tooltip).toContain("2 hours");
    expect(tooltip).toContain("the default");
  });

  it("of a hostile line are few", () => {
    expect(hinted(`net.ipv4.tcp_rmem = ${"4096 ".repeat(100_000)}`).match(/</g)).toHaveLength(3);
  });
});
