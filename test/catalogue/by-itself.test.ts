import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { FileAnalysis } from "../../server/analysis.ts";
import { SysctlDocument } from "../../server/document/document.ts";
import { diagnostics } from "../../server/features/diagnostics.ts";
import { RULES } from "../../server/rules/index.ts";
import { catalogue, target, useCatalogue } from "../support/catalogue.ts";
import { CLIENT } from "../support/cursor.ts";

useCatalogue();

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** Bytes in use that somebody can still reach. */
function held(): number {
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}

/** Checks a file, and lets go of it; a number makes it another one each time. */
function look(line: (n: number) => string, n: number, filler: number): void {
  const text = JSON.parse(JSON.stringify(`${line(n)}\n#${"x".repeat(filler)}\n`)) as string;
  const analysis = new FileAnalysis(SysctlDocument.create("file:///x", "sysctl", 1, text), { catalogue: catalogue(), rules: RULES, target: target("6.12") });
  diagnostics({ analysis, locale: "en", client: CLIENT, interfaces: [], machine: undefined, ruleAddress: undefined });
}

describe("what is remembered of a file that is closed", () => {
  it.each([
    ["a value", (n: number) => `net.ipv4.tcp_rmem = 4096 131072 ${6_291_456 + n}`],
    ["a pattern", (n: number) => `net/ipv4/tcp_no_such_${n}* = 1`],
    ["a typing error", (n: number) => `net/ipv4/tcp_no_such_parameter_${n} = 1`],
  ])("is not the whole file (%s)", (_, line) => {
    look(line, 0, 0);
    const before = held();
    for (let n = 1; n <= 20; n++) look(line, n, 1_000_000);
    expect(held() - before).toBeLessThan(5_000_000);
  });
});
