import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { complete } from "../../server/features/completion.ts";
import { hover } from "../../server/features/hover.ts";
import { inlayHints } from "../../server/features/inlay-hints.ts";
import { code } from "../../server/features/markdown.ts";
import { signatureHelp } from "../../server/features/signature-help.ts";
import { atOnce } from "../../server/gently.ts";
import { HINT_KINDS } from "../../server/settings.ts";
import { useCatalogue } from "../support/catalogue.ts";
import { at } from "../support/cursor.ts";

useCatalogue();

/** Takes code away as CommonMark reads it (6.1): from a run of backticks to the next run of the same length. */
function withoutCode(markdown: string): string {
  const runs = [...markdown.matchAll(/`+/g)];
  let rest = "";
  let from = 0;
  for (let i = 0; i < runs.length; i++) {
    const run = runs[i] as RegExpMatchArray & { index: number };
    if (run.index < from) continue;
    const end = runs.slice(i + 1).find(([other]) => other.length === run[0].length);
    if (end?.index === undefined) continue;
    rest += markdown.slice(from, run.index);
    from = end.index + end[0].length;
  }
  return rest + markdown.slice(from);
}

const EVIL = "](command:evil) ![evil](https://evil/x.png) <img src evil> <https://evil> [evil]: # https://evil";
/** Ways out of code that somebody may try. */
const escapes = fc.constantFrom("", "`", "``", "```", "\n\n", "\\`", "`` ` ``", "\r", "\u2028", " `", "` ");
const evil = fc.tuple(escapes, escapes, escapes).map(([a, b, c]) => `${a}${EVIL}${b}evil${c}`);

describe("code in Markdown", () => {
  it("lets nothing out", () => {
    fc.assert(
      fc.property(evil, fc.string({ unit: fc.constantFrom("`", "a", "\n", " ", "\u202e") }), (text, other) => {
        for (const each of [text, other + text, text + other]) {
          expect(withoutCode(`before ${code(each)} after`)).toBe("before  after");
          expect(code(each)).not.toMatch(/[\n\r\u2028\u202e]/);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("is plain for plain text, and bounded", () => {
    expect(code("net.ipv4.ip_forward")).toBe("`net.ipv4.ip_forward`");
    expect(code("a`b")).toBe("`` a`b ``");
    expect(code("x".repeat(1e6)).length).toBeLessThan(300);
  });
});

describe("what a file holds, in what is shown about it", () => {
  const markdowns = (marked: string): string[] => {
    const { context, position } = at(marked);
    const range = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
    const shown = [
      hover(context, position),
      complete(context, position),
      signatureHelp(context, position),
      atOnce(inlayHints(context, range, new Set(HINT_KINDS))),
    ];
    const found: string[] = [];
    JSON.stringify(shown, (_, value) => {
      if (value?.kind === "markdown") found.push(value.value);
      return value;
    });
    return found;
  };

  // A key ends at its first `=` and line; a dot or slash would make another path.
  const name = evil.map((text) => text.replaceAll(/[=\n\r./]/g, ""));
  it.each([
    ["a key", (text: string) => `net.ipv4.conf.${text}.rp_fil|ter = 1`],
    ["a pattern", (text: string) => `net.ipv4.conf.*${text}.rp_fil|ter = 1`],
    ["a number", (text: string) => `net.ipv4.tcp_rmem = 4096 1|${text.replaceAll(/\s/g, "")} 3`],
    ["a value", (text: string) => `net.ipv4.tcp_congestion_control = cub|ic${text}`],
    ["flags", (text: string) => `kernel.sysrq = 17|6${text}`],
  ])("is code or nothing: %s", (_, make) => {
    fc.assert(
      fc.property(name, (text) => {
        for (const markdown of markdowns(make(text))) expect(withoutCode(markdown)).not.toContain("evil");
      }),
      { numRuns: 60 },
    );
    expect(markdowns("net.ipv4.conf.eth0.rp_fil|ter = 1").length).toBeGreaterThan(0);
  });
});
