import type { Catalogue } from "../catalogue/catalogue.ts";
import type { SysctlDocument } from "../document/document.ts";
import { isGlob } from "../document/key.ts";
import type { Line } from "../document/line.ts";
import type { Loader } from "../target.ts";

/** What an edit did to a file: the lines that went and the lines that came. Lines that stayed are the same objects. */
export interface LineChanges {
  readonly removed: readonly Line[];
  readonly added: readonly Line[];
}

/** What a loader reads in a line: systemd-sysctl takes a NUL for a line end, procps stops there. */
export function statements(line: Line, loader: Loader): readonly Line[] {
  if (!line.rest || loader === "procps") return [line];
  const parts: Line[] = [];
  for (let part: Line | undefined = line; part; part = part.rest) parts.push(part);
  return parts;
}

const NONE: readonly Line[] = [];

/** Finds the assignments of one file by path. Follows the document edit by edit. */
export class FileIndex {
  /** Grows with every update that changed something. */
  version = 0;
  private snapshot: readonly Line[] = [];
  private readonly byPath = new Map<string, Line[]>();
  private readonly unsorted = new Set<string>();
  /** Paths that more than one line writes, or once did. */
  private readonly several = new Set<string>();
  private readonly patterns = new Map<string, Line[]>();
  /** Paths that name an interface, by the parameter's canonical key. */
  private readonly byInterface = new Map<string, Set<string>>();

  constructor(
    readonly document: SysctlDocument,
    private readonly loader: Loader,
    private readonly catalogue: Pick<Catalogue, "resolve">,
  ) {}

  /** Takes over what changed in the document since the last call. */
  update(): LineChanges {
    const before = this.snapshot;
    const now = this.document.lines;
    let start = 0;
    const shorter = Math.min(before.length, now.length);
    while (start < shorter && before[start] === now[start]) start++;
    let tail = 0;
    while (tail < shorter - start && before[before.length - 1 - tail] === now[now.length - 1 - tail]) tail++;
    const removed = before.slice(start, before.length - tail);
    const added = now.slice(start, now.length - tail);
    if (removed.length > 0 || added.length > 0) {
      this.snapshot = now.slice();
      this.version++;
    }
    this.remove(removed);
    for (const line of added) for (const part of statements(line, this.loader)) this.add(part);
    return { removed, added };
  }

  /** Assignments and exclusions that name exactly this path, in order. */
  linesFor(path: string): readonly Line[] {
    const lines = this.byPath.get(path);
    if (!lines) return NONE;
    if (this.unsorted.delete(path)) lines.sort((a, b) => a.number - b.number || a.keyStart - b.keyStart);
    return lines;
  }

  /** May more than one line name this path? Cheap, and right where it says no. */
  hasSeveral(path: string): boolean {
    return this.several.size > 0 && this.several.has(path);
  }

  /** Lines whose key is a pattern, in order. */
  get globs(): readonly Line[] {
    return [...this.patterns.values()].flat().sort((a, b) => a.number - b.number);
  }

  /** The paths written here that are this parameter (`net.ipv4.conf.*.rp_filter`) for some interface. */
  pathsFor(key: string): Iterable<string> {
    return this.byInterface.get(key) ?? [];
  }

  private add(line: Line): void {
    if (line.kind !== "assignment" && line.kind !== "exclusion") return;
    if (append(this.byPath, line) > 1) {
      this.unsorted.add(line.path);
      this.several.add(line.path);
    } else this.addInterface(line.path);
    if (isGlob(line.path)) append(this.patterns, line);
  }

  private addInterface(path: string): void {
    const key = this.keyWithInterface(path);
    if (key === undefined) return;
    const paths = this.byInterface.get(key);
    if (paths) paths.add(path);
    else this.byInterface.set(key, new Set([path]));
  }

  private removeInterface(path: string): void {
    const key = this.keyWithInterface(path);
    if (key !== undefined) this.byInterface.get(key)?.delete(path);
  }

  private keyWithInterface(path: string): string | undefined {
    const resolution = this.catalogue.resolve(path);
    return resolution.kind === "parameter" && resolution.interface !== undefined ? resolution.parameter.key : undefined;
  }

  private remove(lines: readonly Line[]): void {
    if (lines.length === 0) return;
    const gone = new Map<string, Set<Line>>();
    for (const line of lines)
      for (const part of statements(line, this.loader)) {
        const set = gone.get(part.path);
        if (set) set.add(part);
        else gone.set(part.path, new Set([part]));
      }
    for (const [path, set] of gone)
      for (const map of [this.byPath, this.patterns]) {
        const kept = map.get(path)?.filter((line) => !set.has(line));
        if (kept?.length === 0) {
          map.delete(path);
          if (map === this.byPath) this.removeInterface(path);
        } else if (kept) map.set(path, kept);
      }
  }
}

/** Adds a line to those of its path; how many there are now. */
function append(map: Map<string, Line[]>, line: Line): number {
  const lines = map.get(line.path);
  if (lines) return lines.push(line);
  map.set(line.path, [line]);
  return 1;
}
