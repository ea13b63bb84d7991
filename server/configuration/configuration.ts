import type { Catalogue } from "../catalogue/catalogue.ts";
import { pathOf } from "../catalogue/catalogue.ts";
import { matchesGlob } from "../document/glob.ts";
import type { Line } from "../document/line.ts";
import type { Target } from "../target.ts";
import type { FileIndex } from "./file-index.ts";
import { firstNumberOf } from "./interface-places.ts";
import { type InterfaceWrite, InterfaceWrites } from "./interface-writes.ts";

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

/** Files in the loader's order. */
export class Configuration {
  private readonly byInterface = new Map<string, InterfaceWrites>();

  constructor(
    readonly catalogue: Catalogue,
    readonly target: Target,
    readonly files: readonly FileIndex[],
  ) {}

  /** The last write for each interface of a key such as `net.ipv4.conf.*.rp_filter`, in order. */
  perInterface(key: string): readonly InterfaceWrite[] {
    return this.interfaces(key).list;
  }

  /** The same to ask questions of: for a long file that is far less work than to walk through it. */
  interfaces(key: string): InterfaceWrites {
    let writes = this.byInterface.get(key);
    if (!writes) {
      writes = new InterfaceWrites(this.files, key);
      this.byInterface.set(key, writes);
    }
    return writes;
  }

  /** The first number that a parameter holds; NaN where there is none. */
  number(key: string): number {
    return firstNumberOf(this.effective(key)?.value ?? "");
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
