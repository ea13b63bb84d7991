import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FileAnalysis } from "../../server/analysis.ts";
import { Configuration } from "../../server/configuration/configuration.ts";
import { FileIndex } from "../../server/configuration/file-index.ts";
import { SysctlDocument } from "../../server/document/document.ts";
import { matchesGlob } from "../../server/document/glob.ts";
import { RULES } from "../../server/rules/index.ts";
import { catalogue, findings, target, useCatalogue } from "../support/catalogue.ts";

useCatalogue();

/** Does every name of a path match the name of the pattern at its place? As glob(3) does it: folder by folder. Any name may be an interface's. */
function matches(pattern: string, path: string): boolean {
  const [names, found] = [pattern.split("/"), path.split("/")];
  return names.length === found.length && names.every((name, i) => found[i] === "*" || matchesGlob(name, found[i] ?? ""));
}

const name = fc.constantFrom(
  "*",
  "net",
  "ipv4",
  "ipv?",
  "n*",
  "[kn]*",
  "[!k]*",
  "tcp_*",
  "*_rmem",
  "kernel",
  "c*f",
  "vm",
  "dirty_*",
  "conf",
  "\\net",
  "[",
  "",
  "neigh",
  "rp_filter",
  "all",
);
const pattern = fc.array(name, { minLength: 1, maxLength: 5 }).map((names) => names.join("/"));

describe("a pattern", () => {
  it("stands for the parameters that match it, found without looking at all of them", () => {
    const paths = catalogue().parameters.map(({ path }) => path);
    fc.assert(
      fc.property(pattern, (text) => {
        fc.pre(catalogue().splitInterface(text) === undefined && /[*?[]/.test(text));
        const resolution = catalogue().resolve(text);
        const found =
          resolution.kind === "glob" ? resolution.parameters.map(({ path }) => path) : resolution.kind === "parameter" ? [resolution.parameter.path] : [];
        expect(found).toEqual(paths.filter((path) => matches(text, path)).sort());
      }),
      { numRuns: 2_000 },
    );
  });

  it("below the interfaces stands for what the rest of it matches", () => {
    const keys = (text: string) => {
      const resolution = catalogue().resolve(text);
      return resolution.kind === "glob" ? resolution.parameters.map(({ key }) => key) : resolution.kind;
    };
    expect(keys("net/ipv4/conf/eth0/rp_f*")).toEqual(["net.ipv4.conf.*.rp_filter"]);
    expect(keys("net/ipv4/conf/e*/*_filter")).toEqual(["net.ipv4.conf.*.arp_filter", "net.ipv4.conf.*.rp_filter"]);
    expect(keys("net/ipv4/conf/e*/rp_filter")).toBe("parameter");
    expect(keys("net/ipv4/conf/eth0/no*such")).toBe("unknown");
  });

  it("wins where it is the last that matches, among a few and among many", () => {
    const few = ["net.ipv4.tcp_* = 1", "net.ipv4.conf.*.rp_filter = 2", "net.*.tcp_timestamps = 3", "net.ipv4.conf.a*.rp_filter = 0", "net.acme.* = 4"];
    const many = Array.from({ length: 60 }, (_, i) => `net.ipv4.udp_${i}* = 9`);
    const winners = (lines: readonly string[]) => {
      const index = new FileIndex(SysctlDocument.create("file:///x", "sysctl", 1, lines.join("\n")), "procps", catalogue());
      index.update();
      const configuration = new Configuration(catalogue(), target("6.12", "procps"), [index]);
      const keys = [
        "net/ipv4/tcp_timestamps",
        "net/ipv4/tcp_sack",
        "net/ipv4/conf/all/rp_filter",
        "net/ipv4/conf/eth0/rp_filter",
        "net/acme/turbo",
        "vm/swappiness",
      ];
      return keys.map((key) => configuration.lastWrite(key)?.value);
    };
    expect(winners(few)).toEqual(["3", "1", "0", "2", "4", undefined]);
    for (const lines of [
      [...few, ...many],
      [...many, ...few],
      [...many.slice(30), ...few, ...many.slice(0, 30)],
    ])
      expect(winners(lines)).toEqual(winners(few));
  });
});

describe("many patterns", () => {
  const NARROW = ["net.ipv4.tcp_[rw]mem", "net.*.tcp_timestamps", "net.ipv4.conf.a*.rp_filter", "vm.swap*", "net.ipv4.udp_*"];
  const BROAD = ["net.ipv4.*", "net.*.tcp_*", "*.*", "net.ipv4.conf.*.*", "net.ipv4.tcp_[!r]*", "*.*.*.all.*"];
  const PATHS = ["net/ipv4/tcp_rmem", "net/ipv4/tcp_timestamps", "net/ipv4/conf/all/rp_filter", "net/ipv4/conf/eth0/rp_filter", "vm/swappiness"];

  it("give a parameter what the last that matches it says", () => {
    const lines = fc.array(fc.constantFrom(...NARROW, ...BROAD), { minLength: 20, maxLength: 30 });
    fc.assert(
      fc.property(lines, (keys) => {
        const text = keys.map((key, i) => `${key} = ${i}`).join("\n");
        const index = new FileIndex(SysctlDocument.create("file:///x", "sysctl", 1, text), "procps", catalogue());
        index.update();
        const configuration = new Configuration(catalogue(), target("6.12", "procps"), [index]);
        for (const path of PATHS) {
          const last = keys.findLastIndex((key) => matchesGlob(key.replaceAll(".", "/"), path));
          expect(configuration.lastWrite(path, () => true)?.value).toBe(last < 0 ? undefined : `${last}`);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("the user's own parameters", () => {
  const text = "acme.turbo = 1\nacme.boost = 2\nnet.acme.x1 = 3\n".repeat(1_000);
  const check = (customParameters: readonly string[]) => {
    const document = SysctlDocument.create("file:///x", "sysctl", 1, text);
    const steps = FileAnalysis.inSteps(document, { catalogue: catalogue(), target: target(), rules: RULES, customParameters });
    let count = 0;
    for (;;) {
      const step = steps.next();
      if (step.done) return { count, lines: step.value.findings().map(({ rule, at }) => `${rule} ${at.line.number % 3}`) };
      count++;
    }
  };

  it("are known by name, with slashes or dots, and by pattern", () => {
    const { lines } = check(["acme.turbo", "net/acme/x?"]);
    expect(new Set(lines.filter((line) => line.startsWith("unknown")))).toEqual(new Set(["unknown-parameter 1"]));
  });

  it("are compared with few lines at a time where there are many patterns, and not at all where no file could be called so", () => {
    const many = Array.from({ length: 1_000 }, (_, i) => `*${"a".repeat(50)}b${i}`);
    expect(check(many).count).toBeGreaterThan(500);
    expect(check(many.map((pattern) => `${pattern}${"a".repeat(100)}`)).count).toBeLessThan(100);
  });
});

describe("guesses at what was meant", () => {
  it("are made for the first thousand lines of a file, whatever came first while it was edited", () => {
    const text = "net.ipv4.tcp_fin_timout = 30\n".repeat(1_100);
    const guesses = findings(text).filter(({ rule, message }) => rule === "unknown-parameter" && message.en.includes("Did you mean"));
    expect(guesses.length).toBe(1_000);
    expect(guesses.at(-1)?.at.line.number).toBe(999);
  });
});
