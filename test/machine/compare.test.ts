import { describe, expect, it } from "vitest";
import { compare } from "../../server/features/compare.ts";
import { importRunning } from "../../server/features/import-running.ts";
import { atOnce } from "../../server/gently.ts";
import { analyse, brief, catalogue, findings, target, texts, useCatalogue } from "../support/catalogue.ts";
import { fakeMachine } from "../support/machine.ts";

useCatalogue();

describe("comparing a file with the running kernel", () => {
  const rows = (text: string, files: Parameters<typeof fakeMachine>[0]) => atOnce(compare(analyse(text), fakeMachine(files), "en")).rows;

  it("shows what the file leaves each parameter at, beside running value and default", () => {
    expect(
      rows("vm.swappiness = 60\nnet.ipv4.tcp_fin_timeout = 0x3c\nvm.swappiness = 10\n", { "vm/swappiness": "60", "net/ipv4/tcp_fin_timeout": "60" }),
    ).toEqual([
      { key: "vm.swappiness", line: 2, file: "10", running: "60", default: "60", differs: true },
      { key: "net.ipv4.tcp_fin_timeout", line: 1, file: "0x3c", running: "60", default: "60", differs: false },
    ]);
  });

  it("says why there is nothing to compare", () => {
    expect(rows("net.acme.turbo = 1\nnet.ipv4.tcp_fastopen_key = 0-0-0-1\n", { "net/ipv4/tcp_fastopen_key": { missing: "secret" } })).toEqual([
      { key: "net.acme.turbo", line: 0, file: "1", missing: "this kernel does not have it now" },
      { key: "net.ipv4.tcp_fastopen_key", line: 1, file: "0-0-0-1", missing: "not shown, it is a secret" },
    ]);
  });

  it("takes a pattern for what it matches, and single lines before it", () => {
    const files = Object.fromEntries(["all", "default", "eth0", "lo"].map((name) => [`net/ipv4/conf/${name}/rp_filter`, "0"]));
    const found = rows("net.ipv4.conf.*.rp_filter = 1\nnet.ipv4.conf.lo.rp_filter = 0\n", files);
    expect(found.map(({ key, line, differs }) => [key, line, differs])).toEqual([
      ["net.ipv4.conf.all.rp_filter", 0, true],
      ["net.ipv4.conf.default.rp_filter", 0, true],
      ["net.ipv4.conf.eth0.rp_filter", 0, true],
      ["net.ipv4.conf.lo.rp_filter", 1, false],
    ]);
  });

  it("shows what the kernel refuses", () => {
    expect(rows("vm.swappiness = many\n", { "vm/swappiness": "60" })).toEqual([
      { key: "vm.swappiness", line: 0, file: "many", running: "60", default: "60", isRefused: true },
    ]);
  });

  it("has an end", () => {
    const text = Array.from({ length: 5_000 }, (_, i) => `net.acme.p${i} = 1`).join("\n");
    const { rows: found, isComplete } = atOnce(compare(analyse(text), fakeMachine({}), "en"));
    expect(found).toHaveLength(2_000);
    expect(isComplete).toBe(false);
  });
});

describe("importing running values", () => {
  const imported = (files: Parameters<typeof fakeMachine>[0], locale: "en" | "zh-cn" = "en") => {
    let pauses = 0;
    const context = { machine: fakeMachine(files), catalogue: catalogue(), texts: texts(locale), locale, kernel: target().kernel };
    return importRunning(context, async () => void pauses++).then((text) => ({ text, pauses }));
  };

  const FILES = {
    "vm/swappiness": "10",
    "net/ipv4/tcp_fin_timeout": "120",
    "net/ipv4/tcp_syncookies": "1",
    "net/ipv4/tcp_rmem": "4096\t131072\t33554432",
    "net/ipv4/conf/all/rp_filter": "1",
    "net/ipv4/conf/default/rp_filter": "0",
    "net/ipv4/conf/eth0/rp_filter": "2",
    "net/ipv4/conf/all/accept_source_route": "0",
    "net/ipv4/conf/default/accept_source_route": "1",
    "net/ipv4/tcp_fastopen_key": { missing: "secret" },
  } as const;

  it("writes what is not at its default, sorted, with the default beside it", async () => {
    const { text, pauses } = await imported(FILES);
    expect(text.split("\n").filter((line) => line && !line.startsWith("#"))).toEqual([
      "net.ipv4.conf.all.rp_filter = 1",
      "net.ipv4.tcp_fin_timeout = 120",
      "net.ipv4.tcp_rmem = 4096 131072 33554432",
      "vm.swappiness = 10",
    ]);
    expect(text).toContain("# FIN-WAIT-2 time-out of orphaned connections. Default 60 (1 minute), running 120 (2 minutes)\nnet.ipv4.tcp_fin_timeout = 120\n");
    expect(pauses).toBeGreaterThan(10);
  });

  it("speaks Chinese", async () => {
    expect((await imported(FILES, "zh-cn")).text).toMatch(/默认值 60（1 分钟），运行值 120（2 分钟）/);
  });

  it("gives a file that is as it should be", async () => {
    const { text } = await imported(FILES);
    expect(brief(findings(text)).filter((each) => each.endsWith("error"))).toEqual([]);
  });
});
