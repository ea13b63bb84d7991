import { pathOf } from "../../server/catalogue/catalogue.ts";
import { judgeWrite } from "../../server/catalogue/write.ts";
import { statements } from "../../server/configuration/file-index.ts";
import { matchesGlob } from "../../server/document/glob.ts";
import { isGlob, procpsPath } from "../../server/document/key.ts";
import type { Line } from "../../server/document/line.ts";
import type { Loader } from "../../server/target.ts";
import { analyse } from "../support/catalogue.ts";

/** The interfaces that are there when the loaders run. */
const INTERFACES = ["all", "default", "lo", "eth0", "eth0.100"];

/** What our findings say a loader sets: every line without an error, in the loader's way with patterns and exclusions. */
export function predicted(text: string, kernel: string, loader: Loader): Map<string, string> {
  const analysis = analyse(text, kernel, loader);
  const errors = analysis.findings().filter((finding) => finding.severity === "error" && finding.rule !== "nul-character");
  const refused = new Set(errors.map((finding) => finding.at.line));
  const lines = analysis.document.lines.flatMap((line) => statements(line, loader));
  const explicit = new Map<string, Line>();
  for (const line of lines) {
    if (line.kind === "exclusion" && (loader === "systemd" || !explicit.has(line.path))) explicit.set(line.path, line);
    if (line.kind === "assignment" && !isGlob(line.path)) explicit.set(line.path, line);
  }
  const set = new Map<string, string>();
  /** Of the parameters of a pattern each judges the value by itself. */
  const takes = (path: string, value: string) => {
    const resolution = analysis.options.catalogue.resolve(path);
    return resolution.kind === "parameter" && judgeWrite(value, resolution.parameter.at(analysis.target.kernel)).status !== "refused";
  };
  const write = (line: Line, path: string) => {
    const { parameter, resolution } = analysis.resolve(line);
    const isTaken = parameter || (resolution?.kind === "glob" && takes(path, line.value));
    if (line.kind === "assignment" && isTaken && !refused.has(line) && isThere(path)) set.set(path, line.value);
  };
  const all = analysis.options.catalogue.parameters.map((parameter) => pathOf(parameter.key));
  for (const line of lines) {
    if (!isGlob(line.path) || line.kind !== "assignment") continue;
    for (const path of expand(all, line.path)) if (!explicit.has(path)) write(line, path);
  }
  // procps writes line by line, so a refused line leaves what an earlier one wrote; systemd-sysctl writes the last line of a key only.
  if (loader === "procps") for (const line of lines) if (!isGlob(line.path)) write(line, procpsPath(line.path));
  if (loader === "systemd") for (const [path, line] of explicit) if (!isGlob(path)) write(line, path);
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

/** Equal as far as the file decides it: numbers by value in any base; of a vector the numbers given; a list however the kernel prints it. */
export function sameValue(written: string, held: string): boolean {
  const numbers = words(held).map(Number);
  const given = words(written).slice(0, numbers.length);
  return given.every((word, i) => word === words(held)[i] || Number(word) === numbers[i] || Number.parseInt(word, 8) === numbers[i] || written === held);
}
