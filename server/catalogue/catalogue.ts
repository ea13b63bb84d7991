import { byItself } from "../by-itself.ts";
import { isGlob } from "../document/key.ts";
import type { Line } from "../document/line.ts";
import { type SuggestionCount, suggestKeys } from "./did-you-mean.ts";
import { Parameter, type RawFacts } from "./parameter.ts";
import { PatternTree } from "./pattern-tree.ts";

export { pathOf } from "./parameter.ts";

/** What a path below /proc/sys stands for. */
export type Resolution =
  /** One parameter; `interface` is the name (or pattern) where the catalogue has `*`. */
  | { readonly kind: "parameter"; readonly parameter: Parameter; readonly interface?: string }
  /** A pattern over several parameters. */
  | { readonly kind: "glob"; readonly parameters: readonly Parameter[] }
  | { readonly kind: "folder" }
  /** Named in the user's settings; nothing else is known of it. */
  | { readonly kind: "custom" }
  /** The running kernel has it, and the target is that kernel. `parameter`: known, but not of this release (a backport). */
  | { readonly kind: "running"; readonly parameter?: Parameter }
  | { readonly kind: "unknown" };

const SLASH = 0x2f;
const UNKNOWN: Resolution = { kind: "unknown" };
const FOLDER: Resolution = { kind: "folder" };

/** A folder whose children are interfaces: `net/ipv4/conf`. */
interface InterfaceFolder {
  readonly path: string;
  /** How keys below it begin: `net.ipv4.conf.`. */
  readonly dotted: string;
  /** The parameters below each interface by what follows it. */
  readonly leaves: Map<string, Leaf>;
  /** The one that was found last. */
  last: Leaf | undefined;
}

/** A parameter of interfaces, by what follows the interface: `rp_filter`. */
interface Leaf {
  readonly name: string;
  readonly parameter: Parameter;
  /** The one that was asked for after it the last time: files for many interfaces repeat themselves. */
  next: Leaf | undefined;
}

/** Every parameter that we know of, in all releases. */
export class Catalogue {
  private readonly byPath = new Map<string, Resolution>();
  private readonly byKey = new Map<string, Resolution>();
  private readonly folders = new Map<string, string[]>();
  private readonly interfaceFolders = new Map<string, InterfaceFolder>();
  private tree: PatternTree | undefined;
  /** Patterns are compared with every parameter; a file asks for the same ones again and again. */
  private readonly patterns = new Map<string, Resolution>();
  private lastPath: string | undefined;
  private lastResolution: Resolution = UNKNOWN;
  private lastFolder: InterfaceFolder | undefined;
  readonly parameters: readonly Parameter[];

  constructor(facts: readonly RawFacts[]) {
    this.parameters = facts.map((raw, order) => new Parameter(raw, order));
    for (const parameter of this.parameters) {
      const { key, path } = parameter;
      const resolution: Resolution = path.includes("*") ? { kind: "parameter", parameter, interface: "*" } : { kind: "parameter", parameter };
      this.byPath.set(path, resolution);
      this.byKey.set(key, resolution);
      this.addFolders(path);
      this.addBelowInterface(path, parameter);
    }
  }

  private addBelowInterface(path: string, parameter: Parameter): void {
    const at = path.indexOf("/*/");
    if (at < 0) return;
    const folder = path.slice(0, at);
    const known = this.interfaceFolders.get(folder) ?? {
      path: folder,
      dotted: `${folder.replaceAll("/", ".")}.`,
      leaves: new Map<string, Leaf>(),
      last: undefined,
    };
    this.interfaceFolders.set(folder, known);
    const name = path.slice(at + 3);
    known.leaves.set(name, { name, parameter, next: undefined });
  }

  private addFolders(path: string): void {
    let child = path;
    while (child !== "") {
      const at = child.lastIndexOf("/");
      const folder = child.slice(0, Math.max(0, at));
      const name = child.slice(at + 1);
      const children = this.folders.get(folder);
      if (children?.includes(name)) return;
      if (children) children.push(name);
      else this.folders.set(folder, [name]);
      child = folder;
    }
  }

  /** Looks a canonical key up (`net.ipv4.conf.*.rp_filter`). */
  get(key: string): Parameter | undefined {
    const found = this.byKey.get(key);
    return found?.kind === "parameter" ? found.parameter : undefined;
  }

  /** What is below a folder, e.g. "net/ipv4", or "" for what is on top; `*` stands for the interfaces. */
  children(folder: string): readonly string[] {
    return this.folders.get(folder) ?? [];
  }

  /** True for `net/ipv4/conf` and the like: its children are interfaces. */
  isInterfaceFolder(folder: string): boolean {
    return this.interfaceFolders.has(folder);
  }

  /** What the key of a line stands for, in any release: `resolve(line.path)`, found without the path where the key is known as it stands. */
  resolveKey(line: Line): Resolution {
    // A long file is about interfaces, and most of its lines are below the same folder as the line before.
    const below = this.lastFolder && belowInterface(this.lastFolder, line);
    return below ?? this.byKey.get(line.key) ?? this.resolve(line.path);
  }

  /** What a path (as the loaders derive it from a key) stands for, in any release. */
  resolve(path: string): Resolution {
    // The same path is asked for several times in a row while a line is looked at.
    if (path === this.lastPath) return this.lastResolution;
    this.lastResolution = this.lookUp(path);
    this.lastPath = path;
    return this.lastResolution;
  }

  private lookUp(path: string): Resolution {
    const exact = this.byPath.get(path);
    if (exact) return exact;
    for (const folder of this.interfaceFolders.values()) {
      const from = folder.path.length + 1;
      if (path.charCodeAt(from - 1) !== SLASH || !path.startsWith(folder.path)) continue;
      const to = path.indexOf("/", from);
      if (to < 0) return FOLDER;
      const leaf = folder.leaves.get(path.slice(to + 1));
      if (!leaf) continue;
      this.lastFolder = folder;
      return { kind: "parameter", parameter: leaf.parameter, interface: path.slice(from, to) };
    }
    if (this.folders.has(path) || path === "") return FOLDER;
    return isGlob(path) ? this.resolvePattern(path) : UNKNOWN;
  }

  private resolvePattern(pattern: string): Resolution {
    let found = this.patterns.get(pattern);
    if (!found) {
      const own = byItself(pattern);
      found = this.expand(own);
      // Bounded: a hostile file can hold any number of patterns.
      if (this.patterns.size > 20_000) this.patterns.clear();
      this.patterns.set(own, found);
    }
    return found;
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
    this.tree ??= new PatternTree(this.parameters);
    const parameters = this.tree.find(pattern);
    return parameters.length > 0 ? { kind: "glob", parameters } : UNKNOWN;
  }

  /** Paths that the writer of an unknown path most likely meant, best first. */
  suggest(path: string, count: SuggestionCount = 3): readonly string[] {
    return suggestKeys(this, path, count);
  }
}

/** Reads `net.ipv4.conf.NAME.LEAF` in a line, dotted; undefined for anything else, and where a slash says that dots are no separators. */
function belowInterface(folder: InterfaceFolder, { text, keyStart, keyEnd }: Line): Resolution | undefined {
  const { dotted } = folder;
  if (!text.startsWith(dotted, keyStart)) return undefined;
  const from = keyStart + dotted.length;
  const to = text.indexOf(".", from);
  if (to <= from || to >= keyEnd) return undefined;
  const leaf = leafOf(folder, text, to + 1, keyEnd);
  if (!leaf) return undefined;
  const name = text.slice(from, to);
  return name.includes("/") ? undefined : { kind: "parameter", parameter: leaf.parameter, interface: name };
}

/** What stands in a part of a text. Mostly it is what followed the last one before; to compare costs less than to look it up. */
function leafOf(folder: InterfaceFolder, text: string, start: number, end: number): Leaf | undefined {
  const before = folder.last;
  let leaf = before?.next;
  if (!leaf || leaf.name.length !== end - start || !text.startsWith(leaf.name, start)) {
    leaf = folder.leaves.get(text.slice(start, end));
    if (!leaf) return undefined;
    if (before) before.next = leaf;
  }
  folder.last = leaf;
  return leaf;
}
