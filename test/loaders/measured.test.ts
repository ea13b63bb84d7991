import { describe, expect, it } from "vitest";
import { pathOf } from "../../server/catalogue/catalogue.ts";
import { statements } from "../../server/configuration/file-index.ts";
import { matchesGlob } from "../../server/document/glob.ts";
import { isGlob, procpsPath } from "../../server/document/key.ts";
import type { Line } from "../../server/document/line.ts";
import type { Loader } from "../../server/target.ts";
import { analyse, useCatalogue } from "../support/catalogue.ts";
import measured from "./measured.json";

useCatalogue();

/** The interfaces that were there when the loaders were run. */
const INTERFACES = ["all", "default", "lo", "eth0", "eth0.100"];

interface Case {
  readonly id: string;
  readonly input?: string;
  readonly inputBase64?: string;
  readonly procps: { readonly set: Readonly<Record<string, string>> };
  readonly systemd: { readonly set: Readonly<Record<string, string>> };
}

/** What our findings say a loader sets: every line without an error, in the loader's way with patterns and exclusions. */
function predicted(text: string, loader: Loader): Map<string, string> {
  const analysis = analyse(text, "6.18", loader);
  const refused = new Set(
    analysis
      .findings()
      .filter((f) => f.severity === "error" && f.rule !== "nul-character")
      .map((f) => f.at.line),
  );
  const lines = analysis.document.lines.flatMap((line) => statements(line, loader));
  const explicit = new Map<string, Line>();
  for (const line of lines) {
    if (line.kind === "exclusion" && (loader === "systemd" || !explicit.has(line.path))) explicit.set(line.path, line);
    if (line.kind === "assignment" && !isGlob(line.path)) explicit.set(line.path, line);
  }
  const set = new Map<string, string>();
  const write = (line: Line, path: string) => {
    const { parameter } = analysis.resolve(line);
    if (line.kind === "assignment" && parameter && !refused.has(line) && isThere(path)) set.set(path, line.value);
  };
  for (const line of lines) {
    if (!isGlob(line.path)) continue;
    if (line.kind === "assignment")
      for (const path of expand(
        analysis.options.catalogue.parameters.map((p) => pathOf(p.key)),
        line.path,
      ))
        if (!explicit.has(path)) write(line, path);
  }
  for (const [path, line] of explicit) if (!isGlob(path)) write(line, loader === "procps" ? procpsPath(path) : path);
  return set;
}

function expand(paths: readonly string[], pattern: string): string[] {
  return paths.flatMap((path) => INTERFACES.map((name) => path.replace("/*/", `/${name}/`))).filter((path) => matchesGlob(pattern, path));
}

function isThere(path: string): boolean {
  const name = /^net\/ipv[46]\/conf\/(.+)\/[^/]+$/.exec(path)?.[1];
  return name === undefined || INTERFACES.includes(name);
}

const words = (value: string) => value.trim().split(/\s+/);

/** Equal as far as the file decides it: numbers by value, missing numbers of a vector left out, a list however the kernel prints it. */
function sameValue(written: string, held: string): boolean {
  const numbers = words(held).map(Number);
  return words(written)
    .slice(0, numbers.length)
    .every((word, i) => word === words(held)[i] || Number(word) === numbers[i] || parseInt(word, 8) === numbers[i] || written === held);
}

describe.each(["procps", "systemd"] as const)("%s does with odd files what the findings say", (loader) => {
  it.each((measured.cases as readonly Case[]).map((entry) => [entry.id, entry] as const))("%s", (_, entry) => {
    const text = entry.input ?? Buffer.from(entry.inputBase64 ?? "", "base64").toString("utf8");
    const held = new Map(Object.entries(entry[loader].set).map(([key, value]) => [key.includes("/") ? key : key.replaceAll(".", "/"), value]));
    const ours = predicted(text, loader);
    expect([...ours.keys()].sort()).toEqual([...held.keys()].sort());
    for (const [path, value] of ours) expect(sameValue(value, held.get(path) ?? "") || `${value} is held as ${held.get(path)}`).toBe(true);
  });
});
