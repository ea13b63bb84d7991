import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SysctlDocument } from "../../server/document/document.ts";
import { semanticTokens, TOKEN_MODIFIERS, TOKEN_TYPES, tokenEdits } from "../../server/features/semantic-tokens.ts";
import { atOnce } from "../../server/gently.ts";
import { useCatalogue } from "../support/catalogue.ts";
import { at } from "../support/cursor.ts";

useCatalogue();

/** "text:type.modifier" of each token. */
function tokens(text: string, kernel?: string, first?: number, last?: number): string[] {
  const { context } = at(`${text}|`, kernel ? { kernel } : {});
  return decode(atOnce(semanticTokens(context, first, last))).map(({ line, start, length, type, modifiers }) => {
    const names = TOKEN_MODIFIERS.filter((_, i) => modifiers & (1 << i));
    return [`${text.split("\n")[line]?.slice(start, start + length)}:${TOKEN_TYPES[type]}`, ...names].join(".");
  });
}

function decode(data: readonly number[]) {
  const found: { line: number; start: number; length: number; type: number; modifiers: number }[] = [];
  let [line, start] = [0, 0];
  for (let i = 0; i < data.length; i += 5) {
    const [lines = 0, columns = 0, length = 0, type = 0, modifiers = 0] = data.slice(i, i + 5);
    start = lines === 0 ? start + columns : columns;
    line += lines;
    found.push({ line, start, length, type, modifiers });
  }
  return found;
}

describe("semantic tokens", () => {
  it.each([
    ["net.ipv4.tcp_ecn = 1", ["net.ipv4.tcp_ecn:property", "=:operator", "1:number"]],
    ["net.ipv4.tcp_tw_recycle = 1", ["net.ipv4.tcp_tw_recycle:property.deprecated", "=:operator"]],
    ["fs.file-nr = 1", ["fs.file-nr:property.readonly", "=:operator", "1:number"]],
    ["no.such_key = 1", ["=:operator"]],
    ["-net.ipv4.conf.eth0.rp_filter = 0x1", ["-:operator", "net.ipv4.conf.:property", "eth0:namespace", ".rp_filter:property", "=:operator", "0x1:number"]],
    ["net/ipv4/conf/eth0.100/rp_filter=1", ["net/ipv4/conf/:property", "eth0.100:namespace", "/rp_filter:property", "=:operator", "1:number"]],
    ["net.ipv4.conf.eth0/100.rp_filter=1", ["net.ipv4.conf.:property", "eth0/100:namespace", ".rp_filter:property", "=:operator", "1:number"]],
    ["-net.ipv4.conf.*.rp_filter", ["-:operator", "net.ipv4.conf.:property", "*:regexp", ".rp_filter:property"]],
    ["net.ipv4.tcp_keepalive_[it]*=1", ["net.ipv4.tcp_keepalive_:property", "[it]:regexp", "*:regexp", "=:operator"]],
    ["net.ipv4.tcp_rmem = 4096 8192 x", ["net.ipv4.tcp_rmem:property", "=:operator", "4096:number", "8192:number"]],
    ["net.ipv4.tcp_congestion_control = bbr", ["net.ipv4.tcp_congestion_control:property", "=:operator", "bbr:enumMember"]],
    ["kernel.hostname = a b", ["kernel.hostname:property", "=:operator", "a b:string"]],
    ["# sysctl-lint disable unknown-parameter", ["disable:keyword"]],
    ["# net.ipv4.tcp_ecn = 1", []],
  ])("%s", (text, expected) => {
    expect(tokens(text)).toEqual(expected);
  });

  it("tell a dash from the key that begins with one", () => {
    const { context } = at("--net.ipv4.tcp_ecn = 1|");
    expect(decode(atOnce(semanticTokens(context)))[0]).toMatchObject({ start: 0, length: 1 });
  });

  it("depend on the target's release", () => {
    expect(tokens("net.ipv4.tcp_tw_recycle = 1", "4.4")[0]).toBe("net.ipv4.tcp_tw_recycle:property");
    expect(tokens("# sysctl-lint target kernel=4.4\nnet.ipv4.tcp_tw_recycle = 1")).toContain("net.ipv4.tcp_tw_recycle:property");
  });

  it("follow a target that a comment names, also on lines that were coloured before", () => {
    const { context } = at("#\nnet.ipv4.tcp_tw_recycle = 1|");
    const modifiers = () => decode(atOnce(semanticTokens(context))).find(({ length }) => length > 3)?.modifiers;
    expect(modifiers()).toBe(1);
    const whole = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };
    SysctlDocument.update(context.analysis.document, [{ range: whole, text: "# sysctl-lint target kernel=4.4" }], 2);
    context.analysis.update();
    expect(decode(atOnce(semanticTokens(context))).find(({ line }) => line === 1)?.modifiers).toBe(0);
  });

  it("of a range are those of its lines", () => {
    expect(tokens("vm.swappiness = 1\nvm.dirty_ratio = 2\nkernel.panic = 3", "6.12", 1, 1)).toEqual(["vm.dirty_ratio:property", "=:operator", "2:number"]);
  });

  it("never overlap, are in order and within their lines, for any text", () => {
    const piece = fc.constantFrom(
      "net.ipv4.conf.",
      "eth0",
      "*",
      "[a",
      "]",
      ".rp_filter",
      " = ",
      "=",
      "1",
      " 0x1",
      "\n",
      "\r",
      "\0",
      "-",
      "# sysctl-lint disable x",
      "é",
      "\ud800",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const { context } = at(`${pieces.join("")}|`);
        let [line, end] = [0, 0];
        for (const token of decode(atOnce(semanticTokens(context)))) {
          expect(token.line > line || token.start >= end).toBe(true);
          expect(token.length).toBeGreaterThan(0);
          [line, end] = [token.line, token.start + token.length];
          expect(end).toBeLessThanOrEqual(context.analysis.document.lines[line]?.text.length ?? 0);
        }
      }),
    );
  });

  it("of a hostile line are bounded", () => {
    expect(tokens(`net.ipv4.${"*".repeat(100_000)} = 1`).length).toBeLessThanOrEqual(500);
    expect(tokens(`net.ipv4.${"[".repeat(1_000_000)} = 1`).length).toBeLessThanOrEqual(500);
  });
});

describe("edits of tokens", () => {
  it("make the old list into the new one", () => {
    const list = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 20 });
    fc.assert(
      fc.property(list, list, (before, after) => {
        const now = [...before];
        for (const { start, deleteCount, data } of atOnce(tokenEdits(before, after))) now.splice(start, deleteCount, ...data);
        expect(now).toEqual(after);
      }),
    );
  });

  it("are none where nothing changed, and small for a small change", () => {
    expect(atOnce(tokenEdits([1, 2, 3], [1, 2, 3]))).toEqual([]);
    expect(atOnce(tokenEdits([1, 2, 3], [1, 5, 3]))).toEqual([{ start: 1, deleteCount: 1, data: [5] }]);
  });
});
