import type { Catalogue } from "../catalogue/catalogue.ts";
import { formatRelease, parseRelease, type Release } from "../catalogue/release.ts";
import { pathOfKey } from "../document/key.ts";
import type { Locale, Text } from "../locale.ts";
import { PROFILES } from "../profiles/index.ts";
import type { Profile, Setting } from "../profiles/profile.ts";
import type { Target } from "../target.ts";

/** A profile written out for a target: what a completion inserts and the command "Insert profile" offers. */
export interface WrittenProfile {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  /** Lines joined by LF, with one at the end. */
  readonly text: string;
}

const FOR_KERNEL: (release: string) => Text = (release) => ({ en: `Written for Linux ${release}.`, "zh-cn": `按 Linux ${release} 写成。` });

export function writtenProfiles(catalogue: Catalogue, target: Pick<Target, "kernel">, locale: Locale): WrittenProfile[] {
  return PROFILES.map((profile) => writeProfile(profile, catalogue, target, locale));
}

/** The block: a heading, then each reason as a comment above what follows from it. */
export function writeProfile(profile: Profile, catalogue: Catalogue, { kernel }: Pick<Target, "kernel">, locale: Locale): WrittenProfile {
  const lines = [`# --- ${profile.title[locale]} ---`, `# ${profile.about[locale]}`, `# ${FOR_KERNEL(formatRelease(kernel))[locale]}`];
  for (const { why, set, said } of profile.steps) {
    const wanted = set.filter((setting) => isWanted(setting, catalogue, kernel));
    if (wanted.length === 0) continue;
    lines.push("", `# ${why[locale]}`);
    if (said) lines.push(`# sysctl-lint disable-next-line ${said}`);
    for (const { key, value } of wanted) lines.push(`${key} = ${value}`);
  }
  return { name: profile.name, title: profile.title[locale], about: profile.about[locale], text: `${lines.join("\n")}\n` };
}

/** False for what the release does not have, what is not meant for it, and what it does by default anyway. */
function isWanted({ key, value, since, before, always }: Setting, catalogue: Catalogue, kernel: Release): boolean {
  if (kernel < (parseRelease(since ?? "") ?? 0) || kernel >= (parseRelease(before ?? "") ?? Number.POSITIVE_INFINITY)) return false;
  const resolution = catalogue.resolve(pathOfKey(key));
  if (resolution.kind !== "parameter" || !resolution.parameter.existsIn(kernel)) return false;
  return always === true || resolution.parameter.at(kernel).defaultText !== value;
}
