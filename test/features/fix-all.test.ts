import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fixAll, fixAllEdit } from "../../server/features/fix-all.ts";
import { atOnce } from "../../server/gently.ts";
import { RULES } from "../../server/rules/index.ts";
import type { Example } from "../../server/rules/rule.ts";
import type { Target } from "../../server/target.ts";
import { analyse, findings, useCatalogue } from "../support/catalogue.ts";
import { edited } from "../support/cursor.ts";

useCatalogue();

function fixed(text: string, loader?: "systemd" | "procps"): string {
  const analysis = analyse(text, undefined, loader);
  atOnce(fixAll(analysis));
  return analysis.document.getText();
}

const errors = (text: string, loader?: "systemd" | "procps") => findings(text, undefined, loader).filter(({ severity }) => severity === "error");

/** Lines as people have them, most of them wrong in a way of their own. */
const LINES = [
  "net.ipv4.tcp_tw_recycle = 1",
  "net.ipv4.ip_forward = 1 # on",
  "net.ipv4.ip_forward = yes",
  "net.ipv4.ip_forward 1",
  "net.ipv4.ip_forward == 1",
  'net.ipv4.ip_forward = "1"',
  "net.ipv4.tcp_syn_retries = 500",
  "net.ipv4.tcp_syn_retries 500",
  "net.ipv4.tcp_orphans_retries = 3",
  "net.core.rmem_max = 16M",
  "net．ipv4．ip_forward＝yes",
  "net.ipv4.tcp_mem = 1G 2G 4G // pages",
  "net.ipv4.ip_local_port_range = 102465000",
  "net.ipv4.ip_local_port_range = 1024 65000",
  "net.ipv4.ip_local_reserved_ports = 8080, 9000 - 9010",
  "net.ipv4.tcp_rmem = 4096 \\",
  "87380 \\",
  "6291456",
  "net.ipv4.conf.eth0.100.rp_filter = 1",
  "sysctl -w net.ipv4.ip_forward=1",
  "echo 1 > /proc/sys/net/ipv4/ip_forward",
  "// net.ipv4.ip_forward = 1",
  "vm.swappiness = 10",
  "vm.swappiness = 10",
  "vm.swappiness = 20",
  "net.ipv4.netfilter.ip_conntrack_max = 1048576",
  "-net.ipv4.tcp_sakc = 1",
  "\ufeffnet.ipv4.tcp_sack = 1",
  "net.ipv4.tcp_congestion_control = BBR",
  "prose about nothing",
  "# comment",
  "; comment",
  "",
];

const text = fc.array(fc.tuple(fc.constantFrom(...LINES), fc.constantFrom("\n", "\n", "\n", "\r\n")), { maxLength: 14 }).chain((lines) =>
  fc.boolean().map((ended) => {
    const joined = lines.map(([line, end]) => line + end).join("");
    return ended ? joined : joined.replace(/\r?\n$/, "");
  }),
);

describe("all fixes at once", () => {
  it.each([
    [
      "net.ipv4.ip_forward = yes\r\n\r\n# keep  \r\nnet.core.rmem_max = 16777216 # big\r\n",
      "net.ipv4.ip_forward = 1\r\n\r\n# keep  \r\n# big\r\nnet.core.rmem_max = 16777216\r\n",
    ],
    ["\ufeffnet.ipv4.ip_forward = 1", "net.ipv4.ip_forward = 1"],
    ["net.ipv4.tcp_tw_recycle = 1\nnet.ipv4.tcp_tw_recycle = 1", ""],
    ["vm.swappiness = 10\nvm.swappiness = 10\nvm.swappiness = 10\n", "vm.swappiness = 10\n"],
    ["net.ipv4.tcp_rmem = 4096 \\\n87380 \\\n6291456\n", "net.ipv4.tcp_rmem = 4096 87380 6291456\n"],
  ])("%j becomes %j", (before, after) => {
    expect(fixed(before)).toBe(after);
  });

  it("leaves what needs a decision", () => {
    for (const kept of ["net.ipv4.tcp_syn_retries = 500\n", "vm.swappiness = 10\nvm.swappiness = 20\n"]) expect(fixed(kept)).toBe(kept);
  });

  it("goes on with what a fix uncovers", () => {
    expect(fixed("net.core.rmem_max 16777216 # big\n")).toBe("# big\nnet.core.rmem_max = 16777216\n");
    expect(fixed("net．core．rmem_max＝16M\n")).toBe("net.core.rmem_max=16777216\n");
  });

  it("takes no fix that only uncovers another error", () => {
    expect(fixed("net.ipv4.tcp_syn_retries 500\nnet.ipv4.ip_forward 1\n")).toBe("net.ipv4.tcp_syn_retries 500\nnet.ipv4.ip_forward = 1\n");
  });

  it.each(["systemd", "procps"] as const)("change nothing the second time and introduce no error (%s)", (loader) => {
    fc.assert(
      fc.property(text, (before) => {
        const after = fixed(before, loader);
        expect(fixed(after, loader)).toBe(after);
        expect(errors(after, loader).length).toBeLessThanOrEqual(errors(before, loader).length);
      }),
      { numRuns: 200 },
    );
  });

  it("are one edit for an editor, and leave the open document alone", () => {
    fc.assert(
      fc.property(text, (before) => {
        const analysis = analyse(before);
        const edit = atOnce(fixAllEdit(analysis));
        expect(analysis.document.getText()).toBe(before);
        expect(edit ? edited(before, [edit]) : before).toBe(fixed(before));
      }),
      { numRuns: 100 },
    );
  });

  it("of a long file take a moment only", () => {
    const long = Array.from({ length: 400 }, (_, i) => `net.ipv4.conf.eth${i}.rp_filter = 1 # ${i}\nnet.ipv4.tcp_syn_retries 50${i}\n`).join("");
    const start = performance.now();
    const after = fixed(long);
    expect(performance.now() - start).toBeLessThan(15_000);
    expect(after).toContain("# 7\nnet.ipv4.conf.eth7.rp_filter = 1\nnet.ipv4.tcp_syn_retries 507\n");
  });

  /** The numbers that the kernel stores, by path. */
  function stored(text: string, kernel?: string, loader?: Target["loader"]): Map<string, string> {
    const analysis = analyse(text, kernel, loader);
    const map = new Map<string, string>();
    for (const line of analysis.document.lines) {
      const { parameter, verdict } = analysis.resolve(line);
      if (parameter && !parameter.facts.readOnly && verdict?.status === "accepted")
        map.set(line.path, verdict.numbers.map(({ number }) => number?.value).join(" "));
    }
    return map;
  }

  it("never change a number that the kernel takes, nor take it away if it has an effect", () => {
    for (const rule of RULES)
      for (const entry of rule.examples.bad) {
        const { text, kernel, loader }: Example = typeof entry === "string" ? { text: entry } : entry;
        const { document } = analyse(text, kernel, loader);
        for (const { rule: name, severity, fixes } of findings(text, kernel, loader)) {
          const fix = severity === "error" || name === "no-effect-parameter" ? undefined : fixes?.(document).find((each) => each.preferred);
          if (!fix) continue;
          const after = stored(edited(text, fix.edits), kernel, loader);
          for (const [path, numbers] of stored(text, kernel, loader)) expect(after.get(path), `${name}: ${text}`).toBe(numbers);
        }
      }
  });
});
