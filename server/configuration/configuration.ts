import type { Catalogue, Resolution } from "../catalogue/catalogue.ts";
import { pathOf } from "../catalogue/catalogue.ts";
import { initialValue } from "../catalogue/initial.ts";
import type { Integer } from "../catalogue/number.ts";
import type { Parameter } from "../catalogue/parameter.ts";
import { judgeWrite, type Verdict } from "../catalogue/write.ts";
import { matchesGlob } from "../document/glob.ts";
import type { Line } from "../document/line.ts";
import { atOnce, STEP, type Steps } from "../gently.ts";
import type { Target } from "../target.ts";
import type { FileIndex } from "./file-index.ts";
import { firstNumberOf } from "./interface-places.ts";
import { type InterfaceWrite, InterfaceWrites } from "./interface-writes.ts";
import { PatternIndex } from "./pattern-index.ts";
import { byPlaceIn, type Statement, written, writtenInSteps } from "./written.ts";

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

/** So many patterns are looked through without an index. */
const FEW = 20;

/** Files in the loader's order. */
export class Configuration {
  private readonly byInterface = new Map<string, InterfaceWrites>();
  private inOrder: readonly Statement[] = [];
  private patternsVersion = -1;
  /** Where there are many patterns. */
  private index: PatternIndex | undefined;

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

  /**
   * The last write to a parameter (`net.ipv4.tcp_timestamps`), else its default on the target, else undefined. A write that
   * the kernel refuses counts here: that it fails is said where it stands, and what would follow from it is noise until it is mended.
   */
  effective(key: string): Effective | undefined {
    return this.lastWrite(pathOf(key), () => true) ?? this.defaultOf(key);
  }

  /**
   * The write that wins at a path: the last one that names it, else the last pattern that matches it. What the kernel
   * refuses does not count: procps makes every write, so the one before holds; systemd-sysctl makes the last one only.
   */
  lastWrite(path: string, isTaken = (line: Line) => !this.refuses(path, line.value)): Effective | undefined {
    let named = false;
    for (let i = this.files.length - 1; i >= 0; i--) {
      const file = this.files[i] as FileIndex;
      const lines = file.linesFor(path);
      for (let j = lines.length - 1; j >= 0; j--) {
        const line = lines[j] as Line;
        if (line.kind === "assignment" && isTaken(line)) return { value: line.value, line, file };
        // systemd-sysctl forgets earlier assignments of an excluded key; procps keeps it from patterns only.
        if (this.target.loader === "systemd") return undefined;
        named = true;
      }
    }
    if (named) return undefined;
    for (const { line, file } of this.patternsFor(path)) if (matchesGlob(line.path, path) && isTaken(line)) return { value: line.value, line, file };
    return undefined;
  }

  /** Assignments to patterns in the order in which the loader makes them; of one pattern systemd-sysctl makes one only. */
  patterns(): readonly Statement[] {
    if (this.patternsVersion !== this.latestPatterns) atOnce(this.findPatterns());
    return this.inOrder;
  }

  /** Makes what `patterns` answers, in steps, for a file may hold nothing else. */
  *findPatterns(): Steps<void> {
    const version = this.latestPatterns;
    if (this.patternsVersion === version) return;
    const all: Statement[] = [];
    for (const file of this.files) for (const line of yield* file.globs()) all.push({ line, file });
    const inOrder: Statement[] = [];
    for (const { statement } of yield* writtenInSteps(all, this.target.loader)) inOrder.push(statement);
    const index = inOrder.length < FEW ? undefined : new PatternIndex();
    if (index)
      for (const [at, { line }] of inOrder.entries()) {
        if (at % STEP === STEP - 1) yield;
        index.add(at, parametersOf(this.catalogue.resolveKey(line)));
      }
    if (this.latestPatterns !== version) return;
    this.patternsVersion = version;
    this.inOrder = inOrder;
    this.index = index;
  }

  /** How many there were when they were looked for. */
  get patternCount(): number {
    return this.inOrder.length;
  }

  private get latestPatterns(): number {
    return this.files.reduce((sum, file) => sum + file.patternsVersion, 0);
  }

  /** The patterns that may match a path, the last one first. A file may hold thousands, and the rules ask for a hundred parameters. */
  private *patternsFor(path: string): Iterable<Statement> {
    const all = this.patterns();
    const resolution = this.index && this.catalogue.resolve(path);
    const places = resolution?.kind === "parameter" ? this.index?.placesFor(resolution.parameter) : undefined;
    if (places) for (const at of places) yield all[at] as Statement;
    else for (let at = all.length - 1; at >= 0; at--) yield all[at] as Statement;
  }

  /** Grows with every change that the files have taken over. */
  get version(): number {
    return this.files.reduce((sum, file) => sum + file.version, 0);
  }

  /** Does the kernel refuse the value, as far as the value alone decides it? */
  private refuses(path: string, value: string): boolean {
    return this.judge(path, value)?.status === "refused";
  }

  private judge(path: string, value: string): Verdict | undefined {
    const resolution = this.catalogue.resolve(path);
    if (resolution.kind !== "parameter" || !resolution.parameter.existsIn(this.target.kernel)) return undefined;
    return judgeWrite(value, resolution.parameter.at(this.target.kernel, this.target.hz));
  }

  /** The numbers of a write that the kernel takes, as far as the value alone decides it; undefined where it refuses them. */
  accepted({ path, value }: Line): readonly Integer[] | undefined {
    const verdict = this.judge(path, value);
    return verdict?.status === "accepted" ? verdict.numbers.flatMap(({ number }) => number?.value ?? []) : undefined;
  }

  /** All statements that name exactly this path, in the order of the files. */
  statementsFor(path: string): Statement[] {
    return this.files.flatMap((file) => file.linesFor(path).map((line) => ({ line, file })));
  }

  /** The writes to some parameters in the order in which the loader makes them, whatever the kernel says to them. */
  writes(keys: readonly string[]): OrderedWrite[] {
    const keyOf = new Map(keys.map((key) => [pathOf(key), key]));
    const all = [...keyOf.keys()].flatMap((path) => this.statementsFor(path));
    if (keyOf.size > 1) all.sort(byPlaceIn(this.files));
    return written(all, this.target.loader).map(({ place: { line } }) => ({ key: keyOf.get(line.path) ?? "", line }));
  }

  /** What a parameter holds before any file is applied; undefined where that depends on the machine. */
  defaultOf(key: string): Effective | undefined {
    const resolution = this.catalogue.resolve(pathOf(key));
    if (resolution.kind !== "parameter" || !resolution.parameter.existsIn(this.target.kernel)) return undefined;
    const value = initialValue(resolution.parameter.at(this.target.kernel, this.target.hz), resolution.interface);
    return value === undefined ? undefined : { value, line: undefined, file: undefined };
  }
}

/** The parameters that a pattern may write. */
function parametersOf(resolution: Resolution): readonly Parameter[] {
  if (resolution.kind === "glob") return resolution.parameters;
  return resolution.kind === "parameter" ? [resolution.parameter] : [];
}
