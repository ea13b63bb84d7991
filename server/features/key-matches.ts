import { pathOf } from "../catalogue/catalogue.ts";
import type { Parameter } from "../catalogue/parameter.ts";
import { keyInStyleOf, pathOfKey, separatorOf } from "../document/key.ts";
import type { FeatureContext } from "./context.ts";

/** A key, or the folder that comes next, that fits what has been typed. */
export interface KeyMatch {
  /** As it is to be written, in the user's style; a folder ends with a separator. */
  readonly key: string;
  readonly folder: boolean;
  readonly parameter: Parameter | undefined;
}

/** Long lists are no help, and cost time on every key stroke; the client asks again as the user types on. */
const LIMIT = 100;

/**
 * Whole keys and next folders for a beginning. Best first: what continues the typed text, then a leaf that
 * begins with it (`tcp_fin`), then what holds its parts; among equals what real files set most often.
 */
export function matchKeys(context: FeatureContext, typed: string): KeyMatch[] {
  const path = typedPath(typed);
  const folders = nextFolders(context, path);
  const scored: { match: KeyMatch; tier: number; uses: number }[] = [];
  const { catalogue, target } = context.analysis.options;
  for (const parameter of catalogue.parameters) {
    if (!parameter.existsIn(target.kernel)) continue;
    for (const candidate of pathsOf(context, parameter, path)) {
      const tier = tierOf(candidate, path);
      if (tier < 0) continue;
      scored.push({ match: { key: keyInStyleOf(typed, candidate), folder: false, parameter }, tier, uses: parameter.facts.uses ?? 0 });
    }
  }
  scored.sort((a, b) => a.tier - b.tier || b.uses - a.uses || (a.match.key < b.match.key ? -1 : 1));
  const matches = folders.map((folder): KeyMatch => {
    const separator = separatorOf(typed);
    return { key: keyInStyleOf(typed, folder) + separator, folder: true, parameter: undefined };
  });
  // Folders lead where the user goes segment by segment, i.e. right behind a separator or at the start.
  const keys = scored.map(({ match }) => match);
  return (path === "" ? [...keys.slice(0, LIMIT - matches.length), ...matches] : [...matches, ...keys]).slice(0, LIMIT);
}

/** The path of what is typed so far; a separator at the end stays. */
function typedPath(typed: string): string {
  const path = pathOfKey(typed).toLowerCase();
  return /[./]$/.test(typed) && path !== "" ? `${path}/` : path;
}

/** Folders directly below what is typed: "net/" -> net/core, net/ipv4, ... */
function nextFolders(context: FeatureContext, path: string): string[] {
  const { catalogue } = context.analysis.options;
  const at = path.lastIndexOf("/");
  const parent = path.slice(0, Math.max(0, at));
  const begun = path.slice(at + 1);
  if (catalogue.isInterfaceFolder(parent))
    return interfacesIn(context)
      .filter((name) => name.startsWith(begun))
      .map((name) => `${parent}/${name}`);
  const names = parent === "" ? topFolders(context) : catalogue.children(parent).filter((name) => catalogue.children(`${parent}/${name}`).length > 0);
  return names
    .filter((name) => name.startsWith(begun) && name !== "*")
    .map((name) => (parent === "" ? name : `${parent}/${name}`))
    .filter((folder) => folder.length >= path.length);
}

function topFolders(context: FeatureContext): string[] {
  const names = new Set<string>();
  for (const { key } of context.analysis.options.catalogue.parameters) names.add(key.slice(0, key.indexOf(".")));
  return [...names];
}

/** `all`, `default`, `*`, the machine's interfaces, and those that the file names already. */
function interfacesIn(context: FeatureContext): string[] {
  const names = new Set(["all", "default", "*", "lo", ...context.interfaces]);
  const { document, options } = context.analysis;
  for (const line of document.lines.slice(0, 2_000)) {
    const split = line.path && options.catalogue.splitInterface(line.path);
    if (split && split.pattern.split("/").length === split.folder.split("/").length + 2) names.add(split.interface);
  }
  return [...names];
}

/** The paths to offer for a parameter: with the interface that is typed, else for `all` and `default`. */
function pathsOf(context: FeatureContext, parameter: Parameter, typed: string): string[] {
  const path = pathOf(parameter.key);
  if (!path.includes("/*/")) return [path];
  const split = context.analysis.options.catalogue.splitInterface(typed);
  const complete = split && typed.length > split.folder.length + 1 + split.interface.length;
  if (split && complete) return path.startsWith(`${split.folder}/`) ? [path.replace("/*/", `/${split.interface}/`)] : [];
  return [path.replace("/*/", "/all/"), path.replace("/*/", "/default/")];
}

function tierOf(candidate: string, typed: string): number {
  if (typed === "") return 0;
  if (candidate.startsWith(typed)) return 0;
  const leaf = candidate.slice(candidate.lastIndexOf("/") + 1);
  if (leaf.startsWith(typed)) return 1;
  if (candidate.includes(typed)) return 2;
  return typed.length >= 3 && hasInOrder(candidate, typed) ? 3 : -1;
}

/** True when the letters of `typed` stand in `candidate` in this order. */
function hasInOrder(candidate: string, typed: string): boolean {
  let at = 0;
  for (const c of typed) {
    at = candidate.indexOf(c, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
