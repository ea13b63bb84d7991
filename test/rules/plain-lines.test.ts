import { describe, expect, it } from "vitest";
import type { RuleSettings } from "../../server/analysis-options.ts";
import { RULES } from "../../server/rules/index.ts";
import { analyse, catalogue, useCatalogue } from "../support/catalogue.ts";

useCatalogue();

/** The rules that look at lines: what several lines do together is another matter. */
const ABOUT_LINES: RuleSettings = new Map(RULES.map((rule) => [rule.name, rule.line ? "warning" : "off"]));
const VALUES = ["0", "1", "2", "7", "255", "1000", "2147483647", "-1", "+1", "0x10", "010", "1 2", "1x", ""];
const INTERFACES = ["eth0", "enp0s31f6", "lo", "all", "default", "wg0", "eth0/100", "eth*", "ETH", "eth０", "a-name-that-is-too-long"];
const WAYS = [
  (key: string, value: string) => `${key} = ${value}`,
  (key: string, value: string) => `${key}=${value} `,
  (key: string, value: string) => `-${key} = ${value}`,
  (key: string, value: string) => ` ${key} = ${value}`,
  (key: string, value: string) => `${key}. = ${value}`,
  (key: string, value: string) => `${key.replaceAll(".", "/")} = ${value}`,
  (key: string, value: string) => `${key} = ${value} # ${value}`,
];

/** What is said about each line of a text. */
function said(text: string, loader: "systemd" | "procps", kernel: string): string[] {
  const found: string[] = text.split("\n").map(() => "");
  for (const { rule, at, message } of analyse(text, kernel, loader, ABOUT_LINES).findings())
    found[at.line.number] += `${rule} ${at.start}-${at.end} ${message.en}; `;
  return found;
}

describe("a line that is like one before", () => {
  // Values that nothing was to be said about are remembered: the lines that follow must be told the same as if they stood alone.
  for (const [loader, kernel] of [
    ["systemd", "6.12"],
    ["procps", "6.12"],
    ["procps", "debian-11"],
  ] as const)
    it(`is told what it would be told alone (${loader}, ${kernel})`, { timeout: 120_000 }, () => {
      const keys = catalogue().parameters.map(({ key }) => key);
      const some = keys.filter((key, i) => i % (key.includes("*") ? 4 : 40) === 0);
      for (const key of some) {
        const names = key.includes("*") ? INTERFACES : [""];
        const lines = names.flatMap((name) => WAYS.flatMap((way) => VALUES.map((value) => way(key.replace("*", name), value))));
        const text = lines.join("\n");
        const ordinary = VALUES.map((value) => `${key.replace("*", "eth7")} = ${value}`).join("\n");
        // Once alone, and once below lines that have been found to be fine.
        const alone = lines.map((line) => said(line, loader, kernel)[0]);
        const below = said(`${ordinary}\n${text}`, loader, kernel).slice(VALUES.length);
        expect(below, key).toEqual(alone);
      }
    });
});
