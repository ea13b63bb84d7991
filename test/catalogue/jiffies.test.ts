import { describe, expect, it } from "vitest";
import { boundAt } from "../../server/catalogue/jiffies.ts";
import { rangeText } from "../../server/catalogue/range-text.ts";
import { judgeWrite } from "../../server/catalogue/write.ts";
import { SysctlDocument } from "../../server/document/document.ts";
import { analyse, brief, catalogue, useCatalogue } from "../support/catalogue.ts";

useCatalogue();

const NEWEST = 7_000_000;

describe("bounds that depend on HZ", () => {
  it.each([
    ["net.ipv4.tcp_fin_timeout", 100, "21474836", "21474837"],
    ["net.ipv4.tcp_fin_timeout", 250, "8589934", "8589935"],
    ["net.ipv4.tcp_fin_timeout", 1_000, "2147483", "2147484"],
    ["net.ipv4.tcp_fin_timeout", 1_000, "-2147483", "-2147484"],
    ["net.ipv4.tcp_probe_interval", 1_000, "4294967", "4294968"],
    ["net.core.netdev_budget_usecs", 100, "20000", "19999"],
    ["net.core.netdev_budget_usecs", 250, "8000", "7999"],
    ["net.core.netdev_budget_usecs", 300, "6666", "6665"],
    ["net.core.netdev_budget_usecs", 1_000, "2000", "1999"],
    ["net.rxrpc.resend_timeout", 1_000, "1", "0"],
    ["dev.parport.default.timeslice", 1_000, "1000", "1001"],
  ])("%s at HZ=%i takes %s, not %s", (key, hz, taken, refused) => {
    const parameter = catalogue().get(key)?.at(NEWEST, hz);
    if (!parameter) throw new Error(`no ${key}`);
    expect(judgeWrite(taken, parameter).status).toBe("accepted");
    expect(judgeWrite(refused, parameter).status).toBe("refused");
  });

  it("are all known", () => {
    // A bound that follows from HZ=250 is no round number; one that is not in the list would be wrong for every other kernel.
    const unmoved = catalogue()
      .parameters.filter(({ facts }) => facts.jiffies)
      .flatMap((parameter) => (parameter.at(NEWEST).accepts ?? []).flat(2).map((bound) => ({ key: parameter.key, bound, unit: parameter.facts.jiffies })))
      .filter(({ bound, unit = "seconds" }) => boundAt(1_000, bound, unit) === bound)
      .map(({ bound }) => String(bound));
    // Whole types, 0 and 1, and what the kernel counts in hundredths of a second (64-bit ticks, where only nonsense reaches the bound).
    const fixed = ["0", "1", "2147483647", "18446744073709551615", "9223372036854775807", "9223372036854775812", "3689348814741910300", "-3689348814741910300"];
    expect([...new Set(unmoved)].filter((bound) => !fixed.includes(bound))).toEqual([]);
  });

  it("are told with what they are elsewhere", () => {
    const text = (key: string, hz: number) => {
      const parameter = catalogue().get(key)?.at(NEWEST, hz);
      return parameter && rangeText(parameter, 0);
    };
    expect(text("net.ipv4.tcp_fin_timeout", 1_000)?.en).toBe("-2,147,483 to 2,147,483 at HZ=1000 (21,474,836 at HZ=100, 8,589,934 at HZ=250)");
    expect(text("net.core.netdev_budget_usecs", 300)?.["zh-cn"]).toBe(
      "6,666 到 2,147,483,647（HZ=300；HZ=100 时下限 20,000，HZ=250 时 8,000，HZ=1000 时 2,000）",
    );
    expect(text("net.ipv4.neigh.*.base_reachable_time_ms", 1_000)?.en).toBe("0 to 2,147,483,647");
  });

  it("follow a comment that names another kernel of the same release", () => {
    const analysis = analyse("# sysctl-lint target kernel=7.0\nnet.core.netdev_budget_usecs = 5000\n");
    expect(brief(analysis.findings())).toEqual(["2:value-out-of-range:error"]);
    const name = { start: { line: 0, character: 21 }, end: { line: 0, character: 31 } };
    SysctlDocument.update(analysis.document, [{ range: name, text: "ubuntu-26.04" }], 2);
    analysis.update();
    expect(analysis.document.getText()).toContain("target ubuntu-26.04\n");
    expect(brief(analysis.findings())).toEqual([]);
  });
});
