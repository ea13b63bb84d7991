import { describe, expect, it } from "vitest";
import { documentLinks, resolveLink } from "../../server/features/document-links.ts";
import { atOnce } from "../../server/gently.ts";
import { texts, useCatalogue } from "../support/catalogue.ts";
import { at } from "../support/cursor.ts";

useCatalogue();

function linked(text: string, kernel = "6.12", client = {}) {
  const { context } = at(`${text}|`, { kernel, client });
  return atOnce(documentLinks(context))
    .map((link) => resolveLink(context, JSON.parse(JSON.stringify(link)), texts()))
    .map(({ range, target, tooltip }) => [text.split("\n")[range.start.line]?.slice(range.start.character, range.end.character), target, tooltip]);
}

describe("document links", () => {
  it("lead from a parameter's name to the kernel's page of the release", () => {
    expect(linked("# x\nnet.ipv4.tcp_ecn = 1\n-net/ipv4/conf/eth0.5/rp_filter\nvm.swappiness = 1")).toEqual([
      ["tcp_ecn", "https://www.kernel.org/doc/html/v6.12/networking/ip-sysctl.html", "Open the kernel's documentation (6.12)"],
      ["rp_filter", "https://www.kernel.org/doc/html/v6.12/networking/ip-sysctl.html", "Open the kernel's documentation (6.12)"],
      ["swappiness", "https://www.kernel.org/doc/html/v6.12/admin-guide/sysctl/vm.html#swappiness", "Open the kernel's documentation (6.12)"],
    ]);
    expect(linked("net.ipv4.tcp_ecn = 1", "5.15")[0]?.[1]).toContain("/v5.15/");
  });

  it("have no tooltip where the client shows none", () => {
    expect(linked("net.ipv4.tcp_ecn = 1", "6.12", { linkTooltips: false })[0]?.[2]).toBeUndefined();
  });

  it("are not there for what the target lacks, for unknown keys and for patterns", () => {
    expect(linked("net.ipv4.tcp_tw_recycle = 1\nno.such = 1\nnet.ipv4.tcp_keepalive_* = 1\n# net.ipv4.tcp_ecn")).toEqual([]);
  });

  it("stay as they are when they are not ours", () => {
    const { context } = at("|");
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };
    expect(resolveLink(context, { range }, texts())).toEqual({ range });
  });
});
