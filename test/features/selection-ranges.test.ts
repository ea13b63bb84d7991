import { describe, expect, it } from "vitest";
import type { SelectionRange } from "vscode-languageserver";
import { selectionRanges } from "../../server/features/selection-ranges.ts";
import { atOnce } from "../../server/gently.ts";
import { useCatalogue } from "../support/catalogue.ts";
import { at } from "../support/cursor.ts";

useCatalogue();

/** What each step of "expand selection" takes, from the cursor outwards. */
function steps(marked: string): string[] {
  const { context, position, text } = at(marked);
  const lines = text.split("\n");
  const found: string[] = [];
  for (let step: SelectionRange | undefined = atOnce(selectionRanges(context, [position]))[0]; step; step = step.parent) {
    const { start, end } = step.range;
    const inside = lines.slice(start.line, end.line + 1);
    inside[inside.length - 1] = (inside.at(-1) ?? "").slice(0, end.character);
    inside[0] = (inside[0] ?? "").slice(start.character);
    found.push(inside.join("\n"));
  }
  return found;
}

describe("selection ranges", () => {
  it("grow from the segment over key, assignment, namespace and section to the file", () => {
    expect(steps("vm.swappiness = 1\n### Net\n net.ipv4.tcp_|ecn = 1\nnet.ipv4.ip_forward = 1\nkernel.panic = 1")).toEqual([
      "tcp_ecn",
      "net.ipv4.tcp_ecn",
      "net.ipv4.tcp_ecn = 1",
      " net.ipv4.tcp_ecn = 1",
      " net.ipv4.tcp_ecn = 1\nnet.ipv4.ip_forward = 1",
      "### Net\n net.ipv4.tcp_ecn = 1\nnet.ipv4.ip_forward = 1\nkernel.panic = 1",
      "vm.swappiness = 1\n### Net\n net.ipv4.tcp_ecn = 1\nnet.ipv4.ip_forward = 1\nkernel.panic = 1",
    ]);
  });

  it("grow from the number over the value", () => {
    expect(steps("-net.ipv4.tcp_rmem = 4096 131|072 6291456 ")).toEqual([
      "131072",
      "4096 131072 6291456",
      "-net.ipv4.tcp_rmem = 4096 131072 6291456",
      "-net.ipv4.tcp_rmem = 4096 131072 6291456 ",
    ]);
  });

  it("grow from the word of a comment over its line and block", () => {
    expect(steps("a = 1\n# first li|ne\n# second\nb = 1")).toEqual(["line", "# first line", "# first line\n# second", "a = 1\n# first line\n# second\nb = 1"]);
  });

  it("have an answer everywhere", () => {
    for (const marked of ["|", "a = |", "|=", "\n|\n", "-|", "garbage|", "a|\0b = 1"]) expect(steps(marked).length).toBeGreaterThan(0);
  });
});
