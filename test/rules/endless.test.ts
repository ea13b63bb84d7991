import { describe, expect, it } from "vitest";
import { ENDLESS } from "../../server/document/line.ts";
import { analyse, useCatalogue } from "../support/catalogue.ts";

useCatalogue();

const found = (text: string, loader: "systemd" | "procps") =>
  analyse(text, "6.12", loader)
    .findings()
    .map(({ rule, severity, at }) => `${at.line.number} ${rule} ${severity}`);

describe("an endless line", () => {
  const STATEMENTS = [
    `net.ipv4.tcp_rmem = ${"4096 ".repeat(ENDLESS / 5 + 1)}1`,
    `vm.no_such = ${"'".repeat(ENDLESS)}`,
    `${"*".repeat(ENDLESS)} = 1`,
    "？".repeat(ENDLESS),
    `-${"/".repeat(ENDLESS)}`,
  ];

  it.each(STATEMENTS)("that is a statement is an error, and nothing else is said of it", (text) => {
    expect(found(`vm.swappiness = 1\n${text}`, "systemd")).toEqual(["1 line-too-long error"]);
    expect(found(`vm.swappiness = 1\n${text}`, "procps")).toEqual(["1 line-too-long error"]);
  });

  it("that is a comment stops systemd-sysctl only", () => {
    const comment = `# sysctl-lint disable ${"unknown-parameter ".repeat(ENDLESS / 16)}\nvm.no_such = 1`;
    expect(found(comment, "systemd")).toEqual(["0 line-too-long error", "1 unknown-parameter warning"]);
    expect(found(comment, "procps")).toEqual(["1 unknown-parameter warning"]);
  });

  it("sets nothing that other lines could depend on", () => {
    const text = `vm.swappiness = 7\nvm.swappiness = 9${" ".repeat(ENDLESS)}9`;
    expect(found(text, "procps")).toEqual(["1 line-too-long error"]);
  });
});

describe("a message", () => {
  it("leaves out the middle of a key that is longer than any", () => {
    const [finding] = analyse(`net.ipv4.${"k".repeat(100_000)}end = 1`, "6.12", "procps").findings();
    expect(finding?.message.en.length).toBeLessThan(400);
    expect(finding?.message.en).toContain("net.ipv4.kkk");
    expect(finding?.message.en).toContain("kkkend.");
    expect(finding?.message["zh-cn"].length).toBeLessThan(400);
  });
});
