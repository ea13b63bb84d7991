import { describe, expect, it } from "vitest";
import { highlights } from "../../server/features/highlights.ts";
import { atOnce } from "../../server/gently.ts";
import { useCatalogue } from "../support/catalogue.ts";
import { at } from "../support/cursor.ts";

useCatalogue();

/** "line: text kind" of each highlight. */
function marked(text: string): string[] | undefined {
  const { context, position, text: plain } = at(text);
  const lines = plain.split("\n");
  return atOnce(highlights(context, position))?.map(
    ({ range: { start, end }, kind }) => `${start.line + 1}: ${lines[start.line]?.slice(start.character, end.character)} ${kind}`,
  );
}

describe("highlights", () => {
  it("mark every line about the same path", () => {
    expect(marked("vm.swap|piness = 1\n# vm.swappiness = 2\n  vm/swappiness=3\nkernel.panic = 1\n-vm.swappiness")).toEqual([
      "1: vm.swappiness 3",
      "3: vm/swappiness 3",
      "5: vm.swappiness 1",
    ]);
  });

  it("mark patterns and what they match", () => {
    const text = "net.ipv4.conf.*.rp_filter = 1\nnet.ipv4.conf.eth0.rp_filter = 2\nnet.ipv4.conf.eth0.arp_ignore = 1";
    const both = ["1: net.ipv4.conf.*.rp_filter 3", "2: net.ipv4.conf.eth0.rp_filter 3"];
    expect(marked(`|${text}`)).toEqual(both);
    expect(marked(text.replace("eth0.rp", "eth0|.rp"))).toEqual(both);
  });

  it("leave values, comments and garbage to the editor", () => {
    for (const text of ["vm.swappiness = |1", "# vm|.swappiness", "gar|bage", "|"]) expect(marked(text)).toBeUndefined();
  });

  it("are the nearest where there are thousands", () => {
    const found = marked(`${"vm.swappiness = 1\n".repeat(15_000)}|${"vm.swappiness = 1\n".repeat(15_000)}`);
    expect(found?.length).toBeLessThanOrEqual(10_001);
    expect([found?.[0], found?.at(-1)]).toEqual(["10001: vm.swappiness 3", "20001: vm.swappiness 3"]);
  });
});
