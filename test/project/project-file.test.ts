import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { NO_PROJECT, readProject, withProject } from "../../server/project.ts";
import { RULES } from "../../server/rules/index.ts";
import { readSettings } from "../../server/settings.ts";
import { target } from "../support/catalogue.ts";

const NAMES = new Set(RULES.map((rule) => rule.name));
const schema = new Ajv({ strict: false }).compile(JSON.parse(readFileSync("syntaxes/sysctl-lint.schema.json", "utf8")));
const read = (value: unknown) => readProject(JSON.stringify(value), NAMES);

describe(".sysctl-lint.json", () => {
  it.each([
    {},
    { $schema: "x", kernel: "6.12", loader: "procps" },
    { kernel: "debian-12", loader: "auto", rules: { "value-out-of-range": "off" }, customParameters: ["kernel.acme_*"] },
  ])("%j is read, and valid to the schema", (value) => {
    expect(() => read(value)).not.toThrow();
    expect(schema(value)).toBe(true);
  });

  it.each([
    [[], "must be an object"],
    [null, "must be an object"],
    [{ kernal: "6.12" }, 'unknown property "kernal"'],
    [{ loader: "openrc" }, 'unknown loader "openrc"'],
    [{ rules: { nonsense: "off" } }, 'no rule "nonsense"'],
    [{ rules: { "bad-list": "loud" } }, "rules.bad-list"],
    [{ rules: [] }, "must be an object"],
    [{ customParameters: "x" }, "customParameters"],
    [{ constructor: {} }, "unknown property"],
  ])("%j is refused by both", (value, message) => {
    expect(() => read(value)).toThrow(message);
    expect(schema(value)).toBe(false);
  });

  it("is refused for a kernel that is none, and for text that is no JSON", () => {
    expect(() => read({ kernel: "six" })).toThrow('unknown kernel "six"');
    expect(() => readProject("{", NAMES)).toThrow();
  });

  it("wins over settings, and leaves what it does not say", () => {
    const settings = readSettings(
      { target: { kernel: "5.4", loader: "procps" }, rules: { "bad-list": "off" }, customParameters: ["a"] },
      { kernel: undefined, loader: undefined, hz: undefined },
    );
    const both = withProject(settings, read({ kernel: "6.12", rules: { "octal-value": "hint" }, customParameters: ["b"] }));
    expect(both.target).toMatchObject(target("6.12", "procps"));
    expect([...(both.settings ?? [])]).toEqual([
      ["bad-list", "off"],
      ["octal-value", "hint"],
    ]);
    expect(both.customParameters).toEqual(["a", "b"]);
    expect(withProject(settings, NO_PROJECT).target).toEqual(settings.target);
  });
});
