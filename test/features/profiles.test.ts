import { describe, expect, it } from "vitest";
import { judgeWrite } from "../../server/catalogue/write.ts";
import { writeProfile, writtenProfiles } from "../../server/features/profiles.ts";
import { PROFILES } from "../../server/profiles/index.ts";
import { RULES } from "../../server/rules/index.ts";
import type { Loader } from "../../server/target.ts";
import { analyse, brief, catalogue, target, useCatalogue } from "../support/catalogue.ts";

useCatalogue();

const RELEASES = ["3.10", "4.4", "4.18", "5.4", "5.15", "6.1", "6.12", "7.0"];
const LOADERS: readonly Loader[] = ["systemd", "procps"];

describe.each(PROFILES.map((profile) => [profile.name, profile] as const))("the profile %s", (_, profile) => {
  it.each(RELEASES)("has no finding of ours on Linux %s", (kernel) => {
    for (const locale of ["en", "zh-cn"] as const) {
      const { text } = writeProfile(profile, catalogue(), target(kernel), locale);
      for (const loader of LOADERS) expect(brief(analyse(text, kernel, loader).findings()), text).toEqual([]);
    }
  });

  it.each(RELEASES)("sets what Linux %s has, takes and does not do anyway", (kernel) => {
    const { text } = writeProfile(profile, catalogue(), target(kernel), "en");
    const analysis = analyse(text, kernel);
    const lines = analysis.document.lines.filter(({ kind }) => kind === "assignment");
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines) {
      const { parameter } = analysis.resolve(line);
      expect(parameter, line.text).toBeDefined();
      if (parameter?.isNumeric) expect(judgeWrite(line.value, parameter).status, line.text).toBe("accepted");
      const always = profile.steps.some(({ set }) => set.some((setting) => setting.key === line.key && setting.always));
      if (!always) expect(line.value, line.text).not.toBe(parameter?.defaultText);
    }
  });

  it("says why, in both languages, above every assignment", () => {
    for (const { why } of profile.steps) {
      expect(why.en).toMatch(/\w/);
      expect(why["zh-cn"]).toMatch(/\p{Script=Han}/u);
      for (const text of [why.en, why["zh-cn"]]) expect(text).not.toContain("\n");
    }
  });

  it("names rules that exist", () => {
    for (const { said } of profile.steps) if (said) expect(RULES.map(({ name }) => name)).toContain(said);
  });

  it("sets what the catalogue suggests, besides for kernels of the past", () => {
    for (const { key, value, before } of profile.steps.flatMap(({ set }) => set)) {
      const resolution = catalogue().resolve(key.replaceAll(".", "/"));
      expect(resolution.kind, key).toBe("parameter");
      if (resolution.kind !== "parameter") continue;
      const { suggestions = [], values = [] } = resolution.parameter.facts;
      const known = suggestions.some((suggestion) => String(suggestion.value) === value) || values.includes(value);
      expect(known || before !== undefined, `${key} = ${value}`).toBe(true);
    }
  });
});

describe("profiles", () => {
  it("follow the release", () => {
    const text = (name: string, kernel: string) => writtenProfiles(catalogue(), target(kernel), "en").find((profile) => profile.name === name)?.text;
    expect(text("long-fat-network", "6.12")).toContain("net.ipv4.tcp_congestion_control = bbr");
    expect(text("long-fat-network", "3.10")).not.toContain("bbr");
    expect(text("web-server", "4.18")).toContain("net.core.somaxconn = 4096");
    expect(text("web-server", "5.4")).not.toContain("somaxconn");
  });
});
