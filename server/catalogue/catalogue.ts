import { matchesGlob } from "../document/glob.ts";
import { isGlob } from "../document/key.ts";
import { suggestKeys } from "./did-you-mean.ts";
import { Parameter, type RawFacts } from "./parameter.ts";

/** What a path below /proc/sys stands for. */
export type Resolution =
  /** One parameter; `interface` is the name (or pattern) where the catalogue has `*`. */
  | { readonly kind: "parameter"; readonly parameter: Parameter; readonly interface?: string }
  /** A pattern over several parameters. */
  | { readonly kind: "glob"; readonly parameters: readonly Parameter[] }
  | { readonly kind: "folder" }
  /** Named in the user's settings; nothing else is known of it. */
  | { readonly kind: "custom" }
  | { readonly kind: "unknown" };

const SLASH = 0x2f;
const UNKNOWN: Resolution = { kind: "unknown" };
const FOLDER: Resolution = { kind: "folder" };

/** Every parameter that we know of, in all releases. */
export class Catalogue {
  private readonly byPath = new Map<string, Parameter>();
  private readonly byKey = new Map<string, Parameter>();
  private readonly folders = new Map<string, string[]>();
  /** Folders whose children are interfaces, with the parameters below each by what follows the interface. */
  private readonly interfaceFolders = new Map<string, Map<string, Parameter>>();
  private readonly resolutions = new Map<string, Resolution>();
  private lastPath: string | undefined;
  private lastResolution: Resolution = UNKNOWN;
  readonly parameters: readonly Parameter[];

  constructor(facts: readonly RawFacts[]) {
    this.parameters = facts.map((raw) => new Parameter(raw));
    for (const parameter of this.parameters) {
      const path = pathOf(parameter.key);
      this.byPath.set(path, parameter);
      this.byKey.set(parameter.key, parameter);
      this.addFolders(path);
      this.addBelowInterface(path, parameter);
    }
  }

  private addBelowInterface(path: string, parameter: Parameter): void {
    const at = path.indexOf("/*/");
    if (at < 0) return;
    const folder = path.slice(0, at);
    const leaves = this.interfaceFolders.get(folder) ?? new Map<string, Parameter>();
    this.interfaceFolders.set(folder, leaves.set(path.slice(at + 3), parameter));
  }

  private addFolders(path: string): void {
    let child = path;
    for (let at = path.lastIndexOf("/"); at > 0; at = path.lastIndexOf("/", at - 1)) {
      const folder = path.slice(0, at);
      const children = this.folders.get(folder);
      const name = child.slice(at + 1);
      if (children) {
        if (!children.includes(name)) children.push(name);
        else return;
      } else this.folders.set(folder, [name]);
      child = folder;
    }
  }

  /** Looks a canonical key up (`net.ipv4.conf.*.rp_filter`). */
  get(key: string): Parameter | undefined {
    return this.byKey.get(key);
  }

  /** What is below a folder, e.g. "net/ipv4"; `*` stands for the interfaces. */
  children(folder: string): readonly string[] {
    return this.folders.get(folder) ?? [];
  }

  /** True for `net/ipv4/conf` and the like: its children are interfaces. */
  isInterfaceFolder(folder: string): boolean {
    return this.interfaceFolders.has(folder);
  }

  /** What a path (as the loaders derive it from a key) stands for, in any release. */
  resolve(path: string): Resolution {
    // The same path is asked for several times in a row while a line is looked at.
    if (path === this.lastPath) return this.lastResolution;
    let found = this.resolutions.get(path);
    if (!found) {
      found = this.lookUp(path);
      // Bounded: a hostile file can name any number of keys.
      if (this.resolutions.size > 20_000) this.resolutions.clear();
      this.resolutions.set(path, found);
    }
    this.lastPath = path;
    this.lastResolution = found;
    return found;
  }

  private lookUp(path: string): Resolution {
    const exact = this.byPath.get(path);
    if (exact) return path.includes("*") ? { kind: "parameter", parameter: exact, interface: "*" } : { kind: "parameter", parameter: exact };
    for (const [folder, leaves] of this.interfaceFolders) {
      const from = folder.length + 1;
      if (path.charCodeAt(folder.length) !== SLASH || !path.startsWith(folder)) continue;
      const to = path.indexOf("/", from);
      if (to < 0) return FOLDER;
      const parameter = leaves.get(path.slice(to + 1));
      if (parameter) return { kind: "parameter", parameter, interface: path.slice(from, to) };
    }
    if (this.folders.has(path) || path === "") return FOLDER;
    return isGlob(path) ? this.expand(path) : UNKNOWN;
  }

  /** "net/ipv4/conf/eth0/rp_filter" -> interface "eth0", pattern "net/ipv4/conf/[*]/rp_filter". */
  splitInterface(path: string): { interface: string; pattern: string; folder: string } | undefined {
    for (const folder of this.interfaceFolders.keys()) {
      if (!path.startsWith(folder) || path.charCodeAt(folder.length) !== SLASH) continue;
      const from = folder.length + 1;
      const to = path.indexOf("/", from);
      const name = to < 0 ? path.slice(from) : path.slice(from, to);
      if (name === "") return undefined;
      return { interface: name, pattern: `${folder}/*${to < 0 ? "" : path.slice(to)}`, folder };
    }
    return undefined;
  }

  private expand(pattern: string): Resolution {
    // An interface pattern may match interfaces that we cannot know: below those folders the rest is compared.
    const split = this.splitInterface(pattern);
    const literal = pattern.slice(0, pattern.search(/[*?[\\]/));
    const parameters: Parameter[] = [];
    for (const [path, parameter] of this.byPath) {
      if (!path.startsWith(literal)) continue;
      if (matchesGlob(split && path.startsWith(`${split.folder}/*`) ? split.pattern : pattern, path)) parameters.push(parameter);
    }
    return parameters.length > 0 ? { kind: "glob", parameters } : UNKNOWN;
  }

  /** Up to three paths that the writer of an unknown path most likely meant, best first. */
  suggest(path: string): readonly string[] {
    return suggestKeys(this, path);
  }
}

/** "net.ipv4.conf.*.rp_filter" -> "net/ipv4/conf/[*]/rp_filter"; a catalogue key has no slashes of its own. */
export function pathOf(key: string): string {
  return key.replaceAll(".", "/");
}
