import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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

  it("is also that of what is wrong with a file", () => {
    const folder = mkdtempSync(join(tmpdir(), "sysctl-locale-"));
    try {
      const broken = join(folder, "broken.conf");
      writeFileSync(broken, Buffer.from([0x23, 0xe9, 0x0a, ...Buffer.from("kernel.sysrq = yes\n")]));
      writeFileSync(join(folder, ".sysctl-lint.json"), "{");
      const missing = join(tmpdir(), "no-such.conf");
      const cases = [
        [["--fix", missing], `${missing}: no such file`, `${missing}：没有这个文件`],
        [[folder], "not valid JSON", "不是有效的 JSON"],
        [["effective", "/dev/null"], "/dev/null: not a regular file", "/dev/null：不是普通文件"],
      ] as const;
      const expectAll = (all: readonly (readonly [readonly string[], string, string])[]) => {
        for (const [args, english, chinese] of all)
          for (const [locale, words] of Object.entries({ en: english, "zh-cn": chinese })) {
            const { stderr, status } = run([...args, "--locale", locale]);
            expect(stderr).toContain(words);
            expect(status, words).toBe(2);
          }
      };
      expectAll(cases);
      rmSync(join(folder, ".sysctl-lint.json"));
      expectAll([[["--fix", broken], `${broken}: not fixed: not UTF-8`, `${broken}：未修复：不是 UTF-8 编码`]]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("lets a distribution name the loader, unless one is named", () => {
    const target = (...args: string[]) => JSON.parse(run(["--stdin", "--format", "json", ...args]).stdout).target;
    expect(target("--kernel", "rocky-9")).toEqual({ kernel: "5.14", loader: "systemd" });
    expect(target("--kernel", "rocky-9", "--loader", "procps")).toEqual({ kernel: "5.14", loader: "procps" });
  });
});
