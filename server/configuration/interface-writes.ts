import type { Line } from "../document/line.ts";
import type { FileIndex } from "./file-index.ts";
import { firstNumber, type InterfacePlaces } from "./interface-places.ts";

/** A write below conf or neigh: `name` is `all`, `default`, an interface or a pattern. */
export interface InterfaceWrite {
  readonly name: string;
  /** The value's first number; NaN where it has none. */
  readonly number: number;
  readonly line: Line;
  readonly file: FileIndex;
}

/** The last writes to the interfaces of one parameter, over the files of a configuration. */
export class InterfaceWrites {
  private cached: readonly InterfaceWrite[] = [];
  private version = -1;

  constructor(
    private readonly files: readonly FileIndex[],
    private readonly key: string,
  ) {}

  /** The write to one interface, `all`, `default` or a pattern as it is written. */
  get(name: string): InterfaceWrite | undefined {
    for (let i = this.files.length - 1; i >= 0; i--) {
      const file = this.files[i] as FileIndex;
      const line = file
        .interfaces(this.key)
        ?.get(name)
        .findLast(({ kind }) => kind === "assignment");
      if (line) return { name, number: firstNumber(line), line, file };
    }
    return undefined;
  }

  /** Is an interface, other than some, given a number like this? */
  some(matches: (number: number) => boolean, except: readonly string[] = []): boolean {
    const [file, another] = this.files;
    if (another) return this.list.some(({ name, number }) => matches(number) && !except.includes(name));
    const others = except.map((name) => this.get(name)?.number);
    for (const [number, count] of file?.interfaces(this.key)?.numbers() ?? [])
      if (matches(number) && count > others.filter((other) => Object.is(other, number)).length) return true;
    return false;
  }

  /** Those, other than some, that are given a number like this; in order. */
  where(matches: (number: number) => boolean, except: readonly string[] = []): readonly InterfaceWrite[] {
    return this.some(matches, except) ? this.list.filter(({ name, number }) => matches(number) && !except.includes(name)) : [];
  }

  /** Is anything written but for these names? */
  hasOther(names: readonly string[] = []): boolean {
    return this.some(() => true, names);
  }

  /** All of them in the loader's order. */
  get list(): readonly InterfaceWrite[] {
    const version = this.files.reduce((sum, file) => sum + file.version, 0);
    if (version === this.version) return this.cached;
    this.version = version;
    const found = new Map<string, InterfaceWrite>();
    for (const file of this.files) {
      const places = file.interfaces(this.key);
      for (const write of places ? inOrder(file, places) : []) {
        // A later file's write takes the place of an earlier one's, at its own place in the order.
        found.delete(write.name);
        found.set(write.name, write);
      }
    }
    this.cached = [...found.values()];
    return this.cached;
  }
}

function inOrder(file: FileIndex, places: InterfacePlaces): InterfaceWrite[] {
  const writes: InterfaceWrite[] = [];
  for (const name of places.names()) {
    const line = places.get(name).findLast(({ kind }) => kind === "assignment");
    if (line) writes.push({ name, number: firstNumber(line), line, file });
  }
  return writes.sort((a, b) => a.line.number - b.line.number);
}
