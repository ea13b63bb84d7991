import type { Entry, Tree } from "../configuration/load-order.ts";
import type { Steps } from "../gently.ts";
import type { Machine } from "../machine/machine.ts";
import type { Loader } from "../target.ts";

/** What the server may ask of the machine it runs on. Nothing here writes; in a browser there is no machine. */
export interface System {
  /** A file of dist/, e.g. "catalogue.json". Rejects if it is missing. */
  readAsset(name: string): Promise<string>;
  /** The same for files that are no text. */
  readBytes(name: string): Promise<Uint8Array>;
  /** Address of a file that comes with the extension, e.g. "docs/rules.md"; undefined where it cannot be opened. */
  address(path: string): string | undefined;
  /** The nearest file of this name in a document's folder or above it; undefined where there is none to read. Rejects if it cannot be read. */
  findUp(uri: string, name: string): Promise<{ path: string; text: string } | undefined>;
  /** The disk that documents are on; undefined in a browser. */
  readonly files: Files | undefined;
  /** Kernel release of this machine (`uname -r`) if it runs Linux. */
  readonly kernel: string | undefined;
  /** CONFIG_HZ of that kernel, if its configuration lies where distributions put it. */
  readonly hz: number | undefined;
  /** The loader that applies this machine's files, if that can be told. */
  readonly loader: Loader | undefined;
  /** Network interfaces of this machine; empty where that is not known. */
  interfaces(): readonly string[];
  /** The running kernel; undefined where it is not Linux, and in a browser. */
  readonly machine: Machine | undefined;
  /** Somebody waits (or no longer does) for code that runs for the first time: an engine that can be told compiles less of it for speed meanwhile. */
  hurry(isOn: boolean): void;
}

/** The disk, as far as the files beside a document go. Paths are absolute and have slashes. */
export interface Files {
  /** A document's path; undefined for what is not on this disk. */
  pathOf(uri: string): string | undefined;
  /** The address of a path. */
  uriOf(path: string): string;
  /** The path behind all links. */
  realPath(path: string): string;
  /** What loaders read in the system at `root`, and whether it is a whole one, not a few files that will be put into one. */
  look(root: string): Steps<{ tree: Tree; isWhole: boolean }>;
  /** What stands in a folder that is a configuration by itself; links out of it lead nowhere. */
  lookIn(folder: string): Steps<readonly Entry[]>;
  /** Another one whenever a regular file has changed; undefined where that cannot be told. */
  stamp(path: string): string | undefined;
  /** A regular file's text. Throws an Error that says what is wrong. */
  read(path: string): string;
}
