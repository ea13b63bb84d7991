import { type Catalogue, pathOf } from "../catalogue/catalogue.ts";
import { initialValue } from "../catalogue/initial.ts";
import type { Parameter, ParameterAtRelease } from "../catalogue/parameter.ts";
import { formatRelease, type Release } from "../catalogue/release.ts";
import { sameValue } from "../catalogue/same-value.ts";
import { type Texts, Words } from "../catalogue/texts.ts";
import { keyOfPath } from "../document/key.ts";
import type { Locale } from "../locale.ts";
import { heldValue, type Machine } from "../machine/machine.ts";
import { valueNote } from "./value-note.ts";

export interface ImportContext {
  readonly machine: Machine;
  readonly catalogue: Catalogue;
  readonly texts: Texts;
  readonly locale: Locale;
  /** Of the running kernel. */
  readonly kernel: Release;
}

/** So many files are read before others get their turn. */
const SLICE = 50;

/**
 * The text of a file that sets what the running kernel holds other than by default, sorted as /proc/sys is. Only parameters with
 * a default that does not depend on the machine; of those that each interface has, `all` and `default`.
 */
export async function importRunning(context: ImportContext, pause: () => Promise<void>): Promise<string> {
  const blocks: string[] = [];
  let read = 0;
  for (const candidate of candidates(context)) {
    if (++read % SLICE === 0) await pause();
    const block = blockOf(context, candidate);
    if (block) blocks.push(block);
  }
  return `${[heading(context, blocks.length), ...blocks].join("\n\n")}\n`;
}

function heading({ kernel, locale }: ImportContext, count: number): string {
  const release = formatRelease(kernel);
  return locale === "en"
    ? `# What this machine's kernel (${release}) holds other than by default: ${count} parameters.\n# Left out: parameters whose default depends on the machine, single interfaces, secrets.`
    : `# 本机内核（${release}）中与默认值不同的参数：共 ${count} 个。\n# 未列出：默认值随机器而变的参数、各个接口的参数、机密参数。`;
}

interface Candidate {
  readonly path: string;
  readonly parameter: ParameterAtRelease;
  /** "all" or "default", for what each interface has. */
  readonly interface?: string;
}

function candidates({ catalogue, kernel }: ImportContext): Candidate[] {
  const found: Candidate[] = [];
  for (const each of catalogue.parameters) {
    if (!each.existsIn(kernel) || !isSettable(each, kernel)) continue;
    const path = pathOf(each.key);
    const parameter = each.at(kernel);
    if (!path.includes("/*/")) found.push({ path, parameter });
    else for (const name of ["all", "default"]) found.push({ path: path.replace("/*/", `/${name}/`), parameter, interface: name });
  }
  return found.sort((one, other) => (one.path < other.path ? -1 : 1));
}

function isSettable({ facts, noEffect }: Parameter, kernel: Release): boolean {
  return !facts.readOnly && !facts.writeOnly && (noEffect === undefined || kernel < noEffect);
}

function blockOf({ machine, texts, locale }: ImportContext, { path, parameter, interface: name }: Candidate): string | undefined {
  const initial = initialValue(parameter, name);
  if (initial === undefined) return undefined;
  const held = heldValue(machine.running(path))?.trim().replaceAll("\t", " ");
  // A value of several lines, or none, is nothing that a file can set.
  if (held === undefined || held === "" || held.includes("\n")) return undefined;
  if (sameValue(held, initial, parameter) ?? held === initial) return undefined;
  const words = new Words(parameter.parameter, texts);
  const explained = (value: string) => noted(value, valueNote(value.split(" "), words, locale), locale);
  const title = words.text.title || parameter.parameter.key;
  const comment =
    locale === "en"
      ? `# ${title}. Default ${explained(initial)}, running ${explained(held)}`
      : `# ${title}。默认值 ${explained(initial)}，运行值 ${explained(held)}`;
  return `${comment}\n${keyOfPath(path)} = ${held}`;
}

function noted(value: string, note: string | undefined, locale: Locale): string {
  if (!note) return value;
  return locale === "en" ? `${value} (${note})` : `${value}（${note}）`;
}
