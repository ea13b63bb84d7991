import type { Catalogue } from "../catalogue/catalogue.ts";
import { pathOf } from "../catalogue/catalogue.ts";
import { parseKernelNumber } from "../catalogue/number.ts";
import { matchesGlob } from "../document/glob.ts";
import type { Line } from "../document/line.ts";
import type { Target } from "../target.ts";
import type { FileIndex } from "./file-index.ts";

/** What a parameter holds after the files have been applied. */
export interface Effective {
  readonly value: string;
  /** The line that wrote it; undefined: the kernel's default. */
  readonly line: Line | undefined;
  readonly file: FileIndex | undefined;
}

/** A write to a parameter, by its canonical key. */
export interface OrderedWrite {
  readonly key: string;
  readonly line: Line;
}

/** A write below conf or neigh: `interface` is `all`, `default`, a name or a pattern. */
export interface InterfaceWrite {
  readonly interface: string;
  readonly value: string;
  /** The value's first number; NaN where it has none. */
  readonly number: number;
  readonly line: Line;
  readonly file: FileIndex;
}

/** Files in the loader's order. */
export class Configuration {
  private readonly interfaces = new Map<string, readonly InterfaceWrite[]>();
  private interfacesVersion = -1;

  constructor(
    readonly catalogue: Catalogue,
    readonly target: Target,
    readonly files: readonly FileIndex[],
  ) {}

  /** The last write for each interface of a key such as `net.ipv4.conf.*.rp_filter`, in order. */
  perInterface(key: string): readonly InterfaceWrite[] {
    // Several rules ask for the same key after each edit.
    const version = this.files.reduce((sum, file) => sum + file.version, 0);
    if (version !== this.interfacesVersion) {
      this.interfaces.clear();
      this.interfacesVersion = version;
    }
    let writes = this.interfaces.get(key);
    if (!writes) {
      writes = this.findInterfaces(key);
      this.interfaces.set(key, writes);
    }
    return writes;
  }

  private findInterfaces(key: string): InterfaceWrite[] {
    const found = new Map<string, InterfaceWrite>();
    for (const file of this.files) {
      const own: InterfaceWrite[] = [];
      let inOrder = true;
      for (const path of file.pathsFor(key)) {
        const resolution = this.catalogue.resolve(path);
        const name = resolution.kind === "parameter" ? resolution.interface : undefined;
        const line = lastAssignment(file.linesFor(path));
        if (name === undefined || !line) continue;
        inOrder &&= own.length === 0 || (own[own.length - 1]?.line.number ?? 0) <= line.number;
        own.push({ interface: name, value: line.value, number: firstNumber(line.value), line, file });
      }
      if (!inOrder) own.sort((a, b) => a.line.number - b.line.number);
      for (const write of own) {
        // A later file's write takes the place of an earlier one's, at its own place in the order.
        found.delete(write.interface);
        found.set(write.interface, write);
      }
    }
    return [...found.values()];
  }

  /** The first number that a parameter holds; NaN where there is none. */
  number(key: string): number {
    return firstNumber(this.effective(key)?.value ?? "");
  }

  /** The last write to a parameter (`net.ipv4.tcp_timestamps`), else its default on the target, else undefined. */
  effective(key: string): Effective | undefined {
    return this.lastWrite(pathOf(key)) ?? this.defaultOf(key);
  }

  /** The write that wins at a path: the last one that names it, else the last pattern that matches it. */
  lastWrite(path: string): Effective | undefined {
    let excluded = false;
    for (let i = this.files.length - 1; i >= 0; i--) {
      const file = this.files[i] as FileIndex;
      const lines = file.linesFor(path);
      for (let j = lines.length - 1; j >= 0; j--) {
        const line = lines[j] as Line;
        if (line.kind === "assignment") return { value: line.value, line, file };
        // systemd-sysctl forgets earlier assignments of an excluded key; procps keeps it from patterns only.
        if (this.target.loader === "systemd") return undefined;
        excluded = true;
      }
    }
    return excluded ? undefined : this.lastMatch(path);
  }

  private lastMatch(path: string): Effective | undefined {
    for (let i = this.files.length - 1; i >= 0; i--) {
      const file = this.files[i] as FileIndex;
      const globs = file.globs;
      for (let j = globs.length - 1; j >= 0; j--) {
        const line = globs[j] as Line;
        if (!matchesGlob(line.path, path)) continue;
        return line.kind === "assignment" ? { value: line.value, line, file } : undefined;
      }
    }
    return undefined;
  }

  /**
   * The writes to some parameters in the loader's order. systemd-sysctl collects all files first and writes each
   * key once, at the place of its last assignment; procps writes line by line.
   */
  writes(keys: readonly string[]): OrderedWrite[] {
    const all: (OrderedWrite & { file: number })[] = [];
    for (const key of keys) {
      const path = pathOf(key);
      for (const [file, index] of this.files.entries()) for (const line of index.linesFor(path)) if (line.kind === "assignment") all.push({ key, line, file });
    }
    all.sort((a, b) => a.file - b.file || a.line.number - b.line.number || a.line.keyStart - b.line.keyStart);
    if (this.target.loader === "procps") return all;
    const last = new Map(all.map((write) => [write.key, write]));
    return all.filter((write) => last.get(write.key) === write);
  }

  /** What a parameter holds before any file is applied; undefined where that depends on the machine. */
  defaultOf(key: string): Effective | undefined {
    const resolution = this.catalogue.resolve(pathOf(key));
    const parameter = resolution.kind === "parameter" ? resolution.parameter : undefined;
    if (!parameter?.existsIn(this.target.kernel)) return undefined;
    const value = parameter.at(this.target.kernel).defaultText;
    return value === undefined ? undefined : { value, line: undefined, file: undefined };
  }
}

function lastAssignment(lines: readonly Line[]): Line | undefined {
  for (let i = lines.length - 1; i >= 0; i--) if (lines[i]?.kind === "assignment") return lines[i];
  return undefined;
}

/** The first number of a value; NaN where there is none. */
function firstNumber(value: string): number {
  const blank = value.search(/[ \t\n]/);
  return Number(parseKernelNumber(blank < 0 ? value : value.slice(0, blank))?.value ?? Number.NaN);
}
