import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codeActions } from "../../server/features/code-actions.ts";
import { sortAssignments } from "../../server/features/sort.ts";
import { ORDER_COUNTS } from "../../server/features/sort-order.ts";
import { atOnce } from "../../server/gently.ts";
import type { Loader } from "../../server/target.ts";
import { predicted } from "../loaders/predicted.ts";
import { catalogue, findings, useCatalogue } from "../support/catalogue.ts";
import { applied, at } from "../support/cursor.ts";

useCatalogue();

const sorted = (text: string) => applied(text, atOnce(sortAssignments(at(`${text}|`).context)));

describe("sorting", () => {
  it.each([
    ["by key", "vm.b = 1\nkernel.a=2\n  net.c = 3", "kernel.a=2\n  net.c = 3\nvm.b = 1"],
    ["within paragraphs", "b.b = 1\na.a = 1\n\nd.d = 1\nc.c = 1\n", "a.a = 1\nb.b = 1\n\nc.c = 1\nd.d = 1\n"],
    ["line ends stay", "b.b = 1\r\na.a = 1", "a.a = 1\r\nb.b = 1"],
    ["dots and slashes alike", "net/b = 1\nnet.a = 1\n", "net.a = 1\nnet/b = 1\n"],
    ["the same path keeps its order", "c.c = 1\nb/b = 2\na.a = 1\nb.b = 1\n", "a.a = 1\nb/b = 2\nb.b = 1\nc.c = 1\n"],
    ["comments travel", "# b\n# more\nb.b = 1\n# a\na.a = 1\n", "# a\na.a = 1\n# b\n# more\nb.b = 1\n"],
    ["comments above several stay", "# both\nb.b = 1\na.a = 1\n", "# both\na.a = 1\nb.b = 1\n"],
    ["lines without comments do not come below one", "b.b = 1\nc.c = 1\n# a\na.a = 1\n", "b.b = 1\nc.c = 1\n# a\na.a = 1\n"],
    ["headings stay", "# --- x ---\nb.b = 1\na.a = 1\n### y\nd.d = 1\nc.c = 1", "# --- x ---\na.a = 1\nb.b = 1\n### y\nc.c = 1\nd.d = 1"],
    ["patterns stay", "net.ipv4.d = 1\nnet.ipv4.b* = 1\nnet.ipv4.c = 1\nnet.ipv4.a = 1", "net.ipv4.d = 1\nnet.ipv4.b* = 1\nnet.ipv4.a = 1\nnet.ipv4.c = 1"],
    ["exclusions stay", "c.c = 1\n-a.a\nb.b = 1", "c.c = 1\n-a.a\nb.b = 1"],
    ["garbage stays", "c.c = 1\nwhat\nb.b = 1", "c.c = 1\nwhat\nb.b = 1"],
    [
      "what depends on the order stays",
      "vm.swappiness = 1\nvm.dirty_ratio = 5\nvm.dirty_bytes = 1000000\nkernel.panic = 1",
      "vm.swappiness = 1\nvm.dirty_ratio = 5\nvm.dirty_bytes = 1000000\nkernel.panic = 1",
    ],
    [
      "interfaces, too",
      "net.ipv4.conf.eth0.forwarding = 1\nnet.ipv4.conf.all.accept_redirects = 1",
      "net.ipv4.conf.eth0.forwarding = 1\nnet.ipv4.conf.all.accept_redirects = 1",
    ],
    ["our comments hold for what follows", "c.c = 1\n# sysctl-lint disable x\nb.b = 1\na.a = 1", "c.c = 1\n# sysctl-lint disable x\na.a = 1\nb.b = 1"],
    ["and for the next line", "# sysctl-lint disable-next-line x\nb.b = 1\n# y\na.a = 1", "# y\na.a = 1\n# sysctl-lint disable-next-line x\nb.b = 1"],
    ["even where more follows", "# sysctl-lint disable-next-line x\nd.d = 1\nb.b = 1\na.a = 1", "# sysctl-lint disable-next-line x\nd.d = 1\na.a = 1\nb.b = 1"],
    ["lone carriage returns and NULs stay", "c.c = 1\rb.b = 1\na.a = 1\0x\n0.a = 1", "c.c = 1\rb.b = 1\na.a = 1\0x\n0.a = 1"],
  ])("%s", (_, text, expected) => {
    expect(sorted(text)).toBe(expected);
  });

  it("leaves a paragraph as it is that nobody could look at", () => {
    const lines = (count: number) => Array.from({ length: count }, (_, i) => `k${i} = 1`).join("\n");
    expect(atOnce(sortAssignments(at(`${lines(20)}|`).context))).toHaveLength(1);
    expect(atOnce(sortAssignments(at(`${lines(100_001)}|`).context))).toEqual([]);
  });

  it("is an action for those who ask for it by name", () => {
    const { context } = at("vm.b = 1\nkernel.a=2|");
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
    expect(atOnce(codeActions(context, range, [], ["source.sort"])).map(({ kind }) => kind)).toEqual(["source.sort.sysctl"]);
    expect(atOnce(codeActions(context, range, [], undefined)).map(({ kind }) => kind)).not.toContain("source.sort.sysctl");
    expect(atOnce(codeActions(at("a.a = 1\nb.b = 1|").context, range, [], ["source.sort.sysctl"]))).toEqual([]);
  });

  it("knows every parameter that it leaves where it is", () => {
    for (const key of ORDER_COUNTS) expect(catalogue().get(key), key).toBeDefined();
  });
});

const LINES = [
  "vm.swappiness = 10",
  "vm.swappiness = 60",
  "vm/swappiness = 20",
  "kernel.panic = 5",
  "net.ipv4.conf.eth0.rp_filter = 1",
  "net.ipv4.conf.*.rp_filter = 2",
  "-net.ipv4.conf.eth0.rp_filter",
  "-net.ipv4.conf.lo.rp_filter = 0",
  "net.ipv4.conf.all.rp_filter = 0",
  "net.ipv4.tcp_tw_recycle = 1",
  "net.ipv4.tcp_syn_retries = 500",
  "# about the next",
  "#kernel.panic = 1",
  "# --- x ---",
  "# sysctl-lint disable-next-line value-out-of-range",
  "garbage",
  "",
];

describe("sorting any file", () => {
  const texts = fc
    .array(fc.tuple(fc.constantFrom(...LINES), fc.constantFrom("\n", "\n", "\n", "\r\n", "\r")), { maxLength: 14 })
    .map((lines) => lines.flat().join(""));
  const loaders = fc.constantFrom<Loader[]>("systemd", "procps");

  it("leaves what the loaders set as it is, and every line as it is written", () => {
    fc.assert(
      fc.property(texts, loaders, (text, loader) => {
        const after = sorted(text);
        expect(after.split(/\r\n|\r|\n/).sort()).toEqual(text.split(/\r\n|\r|\n/).sort());
        expect([...predicted(after, "6.12", loader)].sort()).toEqual([...predicted(text, "6.12", loader)].sort());
      }),
      { numRuns: 100 },
    );
  });

  it("changes no finding besides its place", () => {
    const found = (text: string) => findings(text, "6.12").map(({ rule, at: { line } }) => `${rule}: ${line.text}`);
    fc.assert(
      fc.property(texts, (text) => {
        expect(found(sorted(text)).sort()).toEqual(found(text).sort());
      }),
      { numRuns: 100 },
    );
  });

  it("moves no comment to where it would be about more lines", () => {
    const [one, two] = ["#kernel.panic = 1\nvm.swappiness = 10\n", "# sysctl-lint disable-next-line value-out-of-range\nnet.ipv4.tcp_syn_retries = 500\n"];
    for (const last of ["kernel.panic = 5\n", "-kernel.panic\n"]) expect(sorted(one + two + last)).toBe(one + two + last);
  });

  it("keeps a statement below the comment about it, though a heading stands between", () => {
    const text = "# sysctl-lint disable-next-line value-out-of-range\n# --- x ---\nvm.swappiness = 10\nnet.ipv4.tcp_syn_retries = 500\n";
    expect(sorted(text)).toBe(text);
  });

  it("done twice does no more than done once", () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(sorted(sorted(text))).toBe(sorted(text));
      }),
      { numRuns: 100 },
    );
  });
});
