import { describe, expect, it } from "vitest";
import { foldingRanges } from "../../server/features/folding.ts";
import { atOnce } from "../../server/gently.ts";
import { useCatalogue } from "../support/catalogue.ts";
import { at } from "../support/cursor.ts";

useCatalogue();

const TEXT = `# sysctl.conf of a router
# (and nothing else)

### Network
net.core.rmem_max = 1
net.ipv4.tcp_ecn = 1
net.ipv4.ip_forward = 1

########
# Memory
########
vm.swappiness = 1

# region Old
kernel.panic = 1
#endregion
`;

/** "first-last kind", lines from 1. */
function folded(text: string, client = {}): string[] {
  const { context } = at(`${text}|`, { client });
  return atOnce(foldingRanges(context)).map(({ startLine, endLine, kind }) => `${startLine + 1}-${endLine + 1}${kind ? ` ${kind}` : ""}`);
}

describe("folding", () => {
  it("folds comments, sections, runs of a namespace and regions", () => {
    expect(folded(TEXT)).toEqual(["1-2 comment", "4-7", "6-7", "9-11 comment", "10-16", "14-16 region"]);
  });

  it("heeds the client's limit", () => {
    expect(folded(TEXT, { foldingRangeLimit: 2 })).toEqual(["1-2 comment", "4-7"]);
  });

  it("pairs regions as they nest, and leaves those without an end", () => {
    expect(folded("# region a\n\n# region b\n\n# endregion\n\n# region c\n# endregion x\n")).toEqual(["3-5 region", "7-8 region"]);
  });

  it("begins no two on a line, whatever the text", () => {
    for (const text of ["", "=", "# a\n# b", "#region\n# b\n#endregion\na = 1\n", "a = 1\na = 1\n### x\n"]) {
      const starts = folded(text).map((range) => range.split("-")[0]);
      expect(new Set(starts).size).toBe(starts.length);
    }
  });
});
