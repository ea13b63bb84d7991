import { describe, expect, it } from "vitest";
import { signatureHelp } from "../../server/features/signature-help.ts";
import { useCatalogue } from "../support/catalogue.ts";
import { at } from "../support/cursor.ts";

useCatalogue();

/** The label with the active parameter in brackets. */
function shown(marked: string, setting: Parameters<typeof at>[1] = {}): string | undefined {
  const { context, position } = at(marked, setting);
  const help = signatureHelp(context, position);
  const [signature] = help?.signatures ?? [];
  const label = signature?.parameters?.[help?.activeParameter ?? 0]?.label;
  if (!signature || !Array.isArray(label)) return undefined;
  return `${signature.label.slice(0, label[0])}[${signature.label.slice(...label)}]${signature.label.slice(label[1])}`;
}

describe("signature help", () => {
  it.each([
    ["net.ipv4.tcp_rmem =|", "net.ipv4.tcp_rmem = [min] default max"],
    ["net.ipv4.tcp_rmem = |", "net.ipv4.tcp_rmem = [min] default max"],
    ["net.ipv4.tcp_rmem = 40|96", "net.ipv4.tcp_rmem = [min] default max"],
    ["net.ipv4.tcp_rmem = 4096|", "net.ipv4.tcp_rmem = [min] default max"],
    ["net.ipv4.tcp_rmem = 4096 |", "net.ipv4.tcp_rmem = min [default] max"],
    ["net.ipv4.tcp_rmem = 4096 |131072", "net.ipv4.tcp_rmem = min [default] max"],
    ["net.ipv4.tcp_rmem = 4096 131072  |", "net.ipv4.tcp_rmem = min default [max]"],
    ["net.ipv4.tcp_rmem = 4096\t1\t2|", "net.ipv4.tcp_rmem = min default [max]"],
    ["|net.ipv4.tcp_rmem = 1 2 3", undefined],
    ["net.ipv4.tcp_rmem = 1 2 3 |", undefined],
    ["net.ipv4.tcp_ecn = |", undefined],
    ["fs.file-nr = |", undefined],
    ["# net.ipv4.tcp_rmem = |", undefined],
    ["no.such = |", undefined],
  ])("%s", (marked, expected) => {
    expect(shown(marked)).toBe(expected);
  });

  it("says unit, default and range of each number", () => {
    const { context, position } = at("net.ipv4.tcp_rmem = |");
    expect(signatureHelp(context, position)?.signatures[0]?.parameters?.[1]?.documentation).toBe("bytes; default 131072 (128 KiB); 4,096 to 2,147,483,647");
  });

  it("speaks Chinese", () => {
    expect(shown("net.ipv4.tcp_rmem = 1 |", { locale: "zh-cn" })).toMatch(/\p{Script=Han}/u);
  });

  it("names its parameters by their words where the client knows no columns", () => {
    const { context, position } = at("net.ipv4.tcp_rmem = |", { client: { labelOffsets: false } });
    expect(signatureHelp(context, position)?.signatures[0]?.parameters?.map(({ label }) => label)).toEqual(["min", "default", "max"]);
  });
});
