import { describe, expect, it } from "vitest";
import type { DocumentSymbol, SymbolInformation } from "vscode-languageserver";
import { outline } from "../../server/features/outline.ts";
import { atOnce } from "../../server/gently.ts";
import { useCatalogue } from "../support/catalogue.ts";
import { at } from "../support/cursor.ts";

useCatalogue();

/** The tree as text, a level an indent, with the lines that each covers. */
function drawn(text: string): string[] {
  const { context } = at(`${text}|`);
  const draw = (symbols: readonly DocumentSymbol[], indent: string): string[] =>
    symbols.flatMap(({ name, detail, range, children = [] }) => [
      `${indent}${name}${detail === undefined ? "" : ` = ${detail}`} ${range.start.line + 1}-${range.end.line + 1}`,
      ...draw(children, `${indent}  `),
    ]);
  return draw(atOnce(outline(context)) as DocumentSymbol[], "");
}

describe("outline", () => {
  it.each([
    ["# --- TCP ---", "TCP"],
    ["### Network", "Network"],
    ["##### Memory #####", "Memory"],
    ["#==== 网络 ====", "网络"],
    ["; *** Disk ***", "Disk"],
    ["# [kernel]", "kernel"],
    ["#########\n# Swap\n#########", "Swap"],
    ["# Swap\n# ------", "Swap"],
  ])("takes %j for the heading of a section", (heading, name) => {
    const last = heading.split("\n").length + 3;
    expect(drawn(`${heading}\nvm.swappiness = 10\n\nkernel.panic = 5\n`)).toEqual([
      `${name} 1-${last}`,
      `  vm.swappiness = 10 ${last - 2}-${last - 2}`,
      `  kernel.panic = 5 ${last}-${last}`,
    ]);
  });

  it.each(["# what the next line does", "#net.ipv4.ip_forward = 1", "### net.ipv4.ip_forward = 1", "# sysctl-lint disable", "#", "##########3"])(
    "takes %j for no heading of one line",
    (comment) => {
      expect(drawn(`${comment}\nvm.swappiness = 10\n\nkernel.panic = 5\n`)).toEqual(["vm.swappiness = 10 2-2", "kernel.panic = 5 4-4"]);
    },
  );

  it("takes plain words above several lines for the heading of those", () => {
    expect(drawn("# Do not swap\n# (much)\nvm.swappiness = 10\nvm.overcommit_memory = 1\n\nkernel.panic = 5\n")).toEqual([
      "Do not swap 1-4",
      "  vm.swappiness = 10 3-3",
      "  vm.overcommit_memory = 1 4-4",
      "kernel.panic = 5 6-6",
    ]);
  });

  it("nests plain headings in decorated ones, and groups what follows each other by namespace", () => {
    const text = "kernel.panic = 5\n### Network\n\n# buffers\nnet.core.rmem_max = 1\nnet.core.wmem_max = 1\n\nnet.ipv4.tcp_ecn = 1\nnet.ipv4.ip_forward = 1\n";
    expect(drawn(text)).toEqual([
      "kernel.panic = 5 1-1",
      "Network 2-9",
      "  buffers 4-6",
      "    net.core.rmem_max = 1 5-5",
      "    net.core.wmem_max = 1 6-6",
      "  net.ipv4 8-9",
      "    net.ipv4.tcp_ecn = 1 8-8",
      "    net.ipv4.ip_forward = 1 9-9",
    ]);
  });

  it("shows exclusions, and strikes removed parameters through", () => {
    const { context } = at("-net.ipv4.conf.lo.rp_filter\n\nvm.swappiness = 1\nnet.ipv4.tcp_tw_recycle = 1|");
    const symbols = atOnce(outline(context)) as DocumentSymbol[];
    expect(symbols.map(({ name, detail, tags }) => [name, detail, tags])).toEqual([
      ["net.ipv4.conf.lo.rp_filter", "excluded", undefined],
      ["vm.swappiness", "1", undefined],
      ["net.ipv4.tcp_tw_recycle", "1", [1]],
    ]);
  });

  it("is a flat list for clients without trees", () => {
    const { context } = at("### Network\nvm.swappiness = 1|", { client: { hierarchicalSymbols: false } });
    expect((atOnce(outline(context)) as SymbolInformation[]).map(({ name, containerName }) => [name, containerName])).toEqual([
      ["Network", undefined],
      ["vm.swappiness", "Network"],
    ]);
  });

  it("gives every symbol a name, and a place within the one above", () => {
    const inside = (symbols: readonly DocumentSymbol[], first: number, last: number) => {
      for (const { name, range, selectionRange, children = [] } of symbols) {
        expect(name).not.toBe("");
        expect(range.start.line).toBeGreaterThanOrEqual(first);
        expect(range.end.line).toBeLessThanOrEqual(last);
        expect(selectionRange.start.line).toBeGreaterThanOrEqual(range.start.line);
        expect(selectionRange.end.line).toBeLessThanOrEqual(range.end.line);
        inside(children, range.start.line, range.end.line);
      }
    };
    const { context } = at(`= 1\n=\n-\n### a\n# b\nx = 1\ny = 2\n### c\n### d\n${"k".repeat(9_999)} = ${"v".repeat(9_999)}\n\0a = 1\n|`);
    inside(atOnce(outline(context)) as DocumentSymbol[], 0, 99);
  });
});
