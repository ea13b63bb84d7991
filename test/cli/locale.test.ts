import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";

const HAN = /\p{Script=Han}/u;

function run(args: readonly string[], environment: NodeJS.ProcessEnv = {}) {
  return spawnSync(process.execPath, ["dist/cli.js", ...args], { encoding: "utf8", input: "", env: { PATH: process.env.PATH, ...environment } });
}

describe("the language of the command", () => {
  it("is that of --locale, LC_ALL, LC_MESSAGES, LANG, in this order", () => {
    for (const [environment, han] of [
      [{ LANG: "zh_CN.UTF-8" }, true],
      [{ LANG: "zh_CN.UTF-8", LC_ALL: "" }, true],
      [{ LANG: "zh_CN.UTF-8", LC_MESSAGES: "C" }, false],
      [{ LANG: "C", LC_MESSAGES: "zh_CN.UTF-8" }, true],
      [{ LANG: "zh_CN.UTF-8", LC_ALL: "en_US.UTF-8" }, false],
      [{}, false],
    ] as const)
      expect(HAN.test(run(["--help"], environment).stdout), JSON.stringify(environment)).toBe(han);
    expect(run(["--help", "--locale", "en"], { LANG: "zh_CN.UTF-8" }).stdout).not.toMatch(HAN);
  });

  it("has the same options in the usage of each language", () => {
    const options = (locale: string) => [...run(["--help", "--locale", locale]).stdout.matchAll(/--[a-z-]+/g)].map(([name]) => name);
    expect(new Set(options("zh-cn"))).toEqual(new Set(options("en")));
    expect(options("en")).toContain("--max-warnings");
  });

  it("is also that of mistakes in the command line", () => {
    for (const args of [["--format", "xml"], ["--kernel", "x"], ["--loader", "x"], ["--max-warnings", "x"], ["--fix"], ["--no-such-option"], ["explain"]]) {
      const { stderr, status } = run(args, { LANG: "zh_CN.UTF-8" });
      expect(status, args.join(" ")).toBe(2);
      expect(stderr, args.join(" ")).toMatch(HAN);
      expect(run(args).stderr, args.join(" ")).not.toMatch(HAN);
    }
    expect(run(["--locale=zh-cn", "--loader", "x"]).stderr).toMatch(HAN);
  });

  it("lets a distribution name the loader, unless one is named", () => {
    const target = (...args: string[]) => JSON.parse(run(["--stdin", "--format", "json", ...args]).stdout).target;
    expect(target("--kernel", "rocky-9")).toEqual({ kernel: "5.14", loader: "systemd" });
    expect(target("--kernel", "rocky-9", "--loader", "procps")).toEqual({ kernel: "5.14", loader: "procps" });
  });
});
