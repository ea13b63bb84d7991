import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { Ajv } from "ajv";
import type { Log, Region, Run } from "sarif";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { edited } from "../support/cursor.ts";

const TEXT = "# 😀, x\r\nnet.ipv4.ip_forward = yes\r\nnet.ipv4.tcp_tw_recycle = 1\r\nvm.swappiness = 10\r\nvm.swappiness = 10\r\n";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sysctl-format-"));
  mkdirSync(join(folder, "a b"));
  writeFileSync(join(folder, "a b", "ü,%:.conf"), TEXT);
  writeFileSync(join(folder, "one.conf"), "net.ipv4.tcp_timestamps = 0\n");
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(args: readonly string[], input = "") {
  return spawnSync(process.execPath, [resolve("dist/cli.js"), "--kernel", "6.12", "--loader", "systemd", ...args], {
    encoding: "utf8",
    input,
    cwd: folder,
    env: { PATH: process.env.PATH, LANG: "C" },
  });
}

function sarif(args: readonly string[], input = ""): Run {
  const log = JSON.parse(run(["--format", "sarif", ...args], input).stdout) as Log;
  const problems = validate(log);
  expect(problems).toEqual([]);
  return log.runs[0] as Run;
}

/** What the published schema says; it is of draft 4, whose keywords used there mean the same now. */
function validate(log: Log): unknown[] {
  const { $schema: _, id: __, ...schema } = JSON.parse(readFileSync("node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json", "utf8"));
  const check = new Ajv({ strict: false, unicodeRegExp: false, validateFormats: false, allErrors: true }).compile(schema);
  return check(log) ? [] : (check.errors ?? []);
}

describe("--format sarif", () => {
  it("is a valid log, with rules, places and relative addresses", () => {
    const { tool, results = [], columnKind } = sarif(["a b/ü,%:.conf"]);
    expect(columnKind).toBe("utf16CodeUnits");
    expect(results.map(({ ruleId, level }) => [ruleId, level])).toEqual([
      ["value-not-a-number", "error"],
      ["removed-parameter", "error"],
      ["duplicate-assignment", "note"],
    ]);
    for (const { ruleId, ruleIndex = -1 } of results) expect(tool.driver.rules?.[ruleIndex]?.id).toBe(ruleId);
    expect(results[0]?.locations?.[0]?.physicalLocation).toEqual({
      artifactLocation: { uri: "a%20b/%C3%BC%2C%25%3A.conf" },
      region: { startLine: 2, startColumn: 23, endLine: 2, endColumn: 26 },
    });
    expect(results[2]?.relatedLocations?.[0]?.physicalLocation?.region?.startLine).toBe(5);
  });

  it("has fixes whose replacements give the fixed text", () => {
    const { results = [] } = sarif(["--stdin", "--stdin-filename", "x.conf"], TEXT);
    const position = (line = 1, character = 1) => ({ line: line - 1, character: character - 1 });
    const range = ({ startLine, startColumn, endLine, endColumn }: Region) => ({ start: position(startLine, startColumn), end: position(endLine, endColumn) });
    const replacements = results.flatMap(({ fixes }) => fixes?.[0]?.artifactChanges[0]?.replacements ?? []);
    const edits = replacements.map(({ deletedRegion, insertedContent }) => ({ range: range(deletedRegion), newText: insertedContent?.text ?? "" }));
    expect(edited(TEXT, edits)).toBe("# 😀, x\r\nnet.ipv4.ip_forward = 1\r\nvm.swappiness = 10\r\n");
  });

  it("gives whole addresses outside the folder, and is valid without findings and for standard input", () => {
    const outside = join(tmpdir(), `sysctl-outside-${process.pid}.conf`);
    writeFileSync(outside, "x\n");
    try {
      expect(sarif([outside]).results?.[0]?.locations?.[0]?.physicalLocation?.artifactLocation?.uri).toBe(pathToFileURL(outside).href);
    } finally {
      rmSync(outside);
    }
    expect(sarif(["--stdin"], "").results).toEqual([]);
    expect(sarif(["--stdin"], "x").results?.[0]?.locations?.[0]?.physicalLocation?.artifactLocation?.uri).toBe("%3Cstdin%3E");
    expect(sarif(["--stdin", "--locale", "zh-cn"], "x").language).toBe("zh-CN");
  });
});

describe("--format github", () => {
  it("is one command a finding, escaped", () => {
    const { stdout, status } = run(["--format", "github", "a b/ü,%:.conf"]);
    const lines = stdout.trimEnd().split("\n");
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/^::error file=a b\/ü%2C%25%3A\.conf,line=2,endLine=2,col=23,endColumn=26,title=value-not-a-number::/);
    expect(lines[2]).toMatch(/^::notice .*title=duplicate-assignment::/);
    expect(status).toBe(1);
  });

  it("escapes per cent signs and line ends of messages", () => {
    const { stdout } = run(["--format", "github", "--stdin"], "net.ipv4.ip_forward = 5%\n");
    expect(stdout).toContain("5%25");
    expect(stdout).not.toMatch(/5%(?!25)/);
  });
});

describe("--format", () => {
  it("names the formats there are", () => {
    expect(run(["--format", "xml", "one.conf"]).stderr).toContain("text, json, sarif or github");
    expect(run(["explain", "vm.swappiness", "--format", "sarif"]).stderr).toContain("text or json");
  });
});
