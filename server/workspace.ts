import type { InitializeParams } from "vscode-languageserver";
import type { Surroundings } from "./analysis-options.ts";
import type { Catalogue } from "./catalogue/catalogue.ts";
import { type Assembled, assemble } from "./configuration/assemble.ts";
import { LOCAL_FOLDER, type LoadedFile, loadOrder, type Tree, withEntry } from "./configuration/load-order.ts";
import { type Belonging, locate } from "./configuration/locate.ts";
import { SysctlDocument } from "./document/document.ts";
import { atOnce, type Steps } from "./gently.ts";
import type { Files, System } from "./system/system.ts";
import { nameOfTarget, type Target } from "./target.ts";

/** What this needs to know of the session. */
export interface Host {
  readonly system: Pick<System, "files" | "kernel">;
  /** Open documents by address: their text counts, not the disk's. */
  readonly documents: ReadonlyMap<string, SysctlDocument>;
  /** Folders that the user calls a system. */
  readonly roots: readonly string[];
  /** For the log. */
  warn(message: string): void;
}

/** All files of a system or folder together are read up to this size (UTF-16 units). */
const MAX_TOTAL = 16 * 1024 * 1024;

/** The files of one system or folder, as they were last looked at. */
interface Found {
  readonly tree: Tree;
  readonly isWhole: boolean;
  /** Documents by where their files are: open ones, and those that have been read. */
  readonly documents: Map<string, SysctlDocument>;
  /** Open documents that belong elsewhere by their paths, by where their files are: links and nested roots lead to some of them. */
  readonly elsewhere: ReadonlyMap<string, SysctlDocument>;
  readonly assembled: Map<string, Assembled>;
  /** Its files on the disk as they were last read. */
  readonly readings: Map<string, Reading>;
  /** How much of them counts. */
  size: number;
}

/** A file as it was read, for the next look at its system or folder. */
interface Reading {
  /** See `Files.stamp`. */
  readonly stamp: string | undefined;
  /** In UTF-16 units. */
  readonly size: number;
  readonly document: SysctlDocument;
}

/** What the disk says of a system or folder. */
type Seen = Pick<Found, "tree" | "isWhole">;

const NOTHING: Seen = { tree: { folders: new Map(), sysctlConf: undefined }, isWhole: false };

/**
 * Finds the files that an open document is applied with. Only the few folders that a loader would read are looked at, when a document of
 * theirs is first asked about and again when something there has changed; nothing else is ever read.
 */
export class Workspace {
  private readonly found = new Map<string, Found>();
  /** By system or folder: what has not changed on the disk is not read again when they are looked at anew. */
  private readonly readings = new Map<string, Map<string, Reading>>();
  /** Grows when something is to be looked at anew. */
  private changeCount = 0;
  private readonly said = new Set<string>();
  private ownSystemListener: (() => void) | undefined;
  private ownSystemUsed = false;

  constructor(private readonly host: Host) {}

  /** What a document is applied with; undefined: it is alone. */
  surroundings(document: SysctlDocument, target: Target, catalogue: Catalogue): Surroundings | undefined {
    const place = this.placeOf(document.uri);
    if (!place) return undefined;
    const found = this.found.get(nameOf(place)) ?? this.keep(place, atOnce(this.look(place)));
    const name = nameOfTarget(target);
    let assembled = found.assembled.get(name);
    if (!assembled) {
      assembled = assemble(catalogue, target, found.tree, { isWhole: found.isWhole, named: place.kind === "system" }, (file) => this.open(file, found));
      found.assembled.set(name, assembled);
    }
    const { configuration } = assembled;
    return place.kind === "system" ? { configuration, placement: assembled.placementOf(document, place.path) } : { configuration };
  }

  /** What `surroundings` would look at and read at once: a folder may hold thousands of files. */
  *prepare(uri: string, { loader }: Target): Steps<void> {
    const place = this.placeOf(uri);
    if (!place) return;
    const name = nameOf(place);
    const seen = this.found.has(name) ? undefined : yield* this.look(place);
    // Somebody else may have looked meanwhile.
    const found = this.found.get(name) ?? this.keep(place, seen ?? NOTHING);
    for (const file of loadOrder(loader, found.tree).files) {
      if (found.documents.has(file.real)) continue;
      this.open(file, found);
      yield;
    }
  }

  /** A document of this address came or went, or its file changed on the disk. The open documents that this matters to, itself among them. */
  changed(uri: string): string[] {
    const real = this.realPathOf(uri);
    const names = this.groupsOf(uri, ({ documents }) => real !== undefined && documents.has(real));
    this.changeCount++;
    for (const name of names) {
      this.found.delete(name);
      if (real !== undefined) this.readings.get(name)?.delete(real);
      if (this.documentsOf(name).length === 0) this.readings.delete(name);
    }
    const concerned = new Set(names.flatMap((name) => this.documentsOf(name)));
    if (this.host.documents.has(uri)) concerned.add(uri);
    return [...concerned];
  }

  /** The other open documents of the same systems and folders. */
  neighbours(uri: string): string[] {
    const document = this.host.documents.get(uri);
    const names = this.groupsOf(uri, ({ documents }) => [...documents.values()].some((other) => other === document));
    return [...new Set(names.flatMap((name) => this.documentsOf(name)))].filter((other) => other !== uri);
  }

  /** The systems and folders that a file counts in: that of its path, and those that have come to it another way. */
  private groupsOf(uri: string, has: (found: Found) => boolean): string[] {
    const place = this.placeOf(uri);
    const names = [...this.found].filter(([, found]) => has(found)).map(([name]) => name);
    return place ? [...new Set([nameOf(place), ...names])] : names;
  }

  private realPathOf(uri: string): string | undefined {
    const { files } = this.host.system;
    const path = files?.pathOf(uri);
    return path === undefined ? undefined : (files?.realPath(path) ?? path);
  }

  /** Calls `listener` once, as soon as this machine's own files come into it. */
  onOwnSystem(listener: () => void): void {
    this.ownSystemListener = listener;
    if (this.ownSystemUsed) listener();
  }

  private useOwnSystem(): void {
    if (!this.ownSystemUsed) this.ownSystemListener?.();
    this.ownSystemUsed = true;
  }

  /** Everything is to be looked at again. */
  clear(): void {
    this.changeCount++;
    this.found.clear();
    this.readings.clear();
  }

  /** A document that is open or has been read. */
  document(uri: string): SysctlDocument | undefined {
    const open = this.host.documents.get(uri);
    if (open) return open;
    for (const document of this.known()) if (document.uri === uri) return document;
    return undefined;
  }

  /** All documents that are open or have been read, open ones first. */
  *known(): Generator<SysctlDocument> {
    yield* this.host.documents.values();
    const open = new Set(this.host.documents.values());
    for (const { documents } of this.found.values()) for (const document of documents.values()) if (!open.has(document)) yield document;
  }

  private placeOf(uri: string): Belonging | undefined {
    const { system, roots } = this.host;
    const path = system.files?.pathOf(uri);
    return path === undefined ? undefined : locate(path, roots, system.kernel !== undefined);
  }

  private documentsOf(name: string): string[] {
    return [...this.host.documents.keys()].filter((uri) => {
      const place = this.placeOf(uri);
      return place && nameOf(place) === name;
    });
  }

  /** What the disk says, if nothing changes while it is asked. */
  private *look(place: Belonging): Steps<Seen> {
    const { files } = this.host.system;
    if (!files) return NOTHING;
    for (;;) {
      const { changeCount } = this;
      const seen = yield* lookAt(place, files);
      if (changeCount === this.changeCount) return seen;
    }
  }

  /** Keeps what the disk says, together with what is open. */
  private keep(place: Belonging, seen: Seen): Found {
    const name = nameOf(place);
    const documents = new Map<string, SysctlDocument>();
    let { tree } = seen;
    const elsewhere = new Map<string, SysctlDocument>();
    for (const [uri, document] of this.host.documents) {
      const real = this.realPathOf(uri);
      const own = this.placeOf(uri);
      if (real === undefined) continue;
      if (!own || nameOf(own) !== name) elsewhere.set(real, document);
      else {
        documents.set(real, document);
        // A new file counts before it is saved.
        tree = withEntry(tree, own.kind === "system" ? own.path : `${LOCAL_FOLDER}/${own.name}`, real);
      }
    }
    const readings = stillIn(tree, this.readings.get(name));
    this.readings.set(name, readings);
    const found = { tree, isWhole: seen.isWhole, documents, elsewhere, assembled: new Map(), readings, size: 0 };
    this.found.set(name, found);
    if (place.kind === "system" && place.root === "/") this.useOwnSystem();
    return found;
  }

  private open({ real }: LoadedFile, found: Found): SysctlDocument | undefined {
    const known = found.documents.get(real) ?? found.elsewhere.get(real);
    const { files } = this.host.system;
    if (known) found.documents.set(real, known);
    if (known || !files) return known;
    try {
      const document = read(real, found, files);
      found.documents.set(real, document);
      return document;
    } catch (error) {
      this.sayOnce(`${real}: ${(error as Error).message}`);
      return undefined;
    }
  }

  private sayOnce(message: string): void {
    if (this.said.has(message)) return;
    this.said.add(message);
    this.host.warn(message);
  }
}

function nameOf(place: Belonging): string {
  return place.kind === "system" ? `system ${place.root}` : `folder ${place.folder}`;
}

function* lookAt(place: Belonging, files: Files): Steps<Seen> {
  if (place.kind === "folder")
    return { tree: { folders: new Map([[LOCAL_FOLDER, yield* files.lookIn(place.folder)]]), sysctlConf: undefined }, isWhole: false };
  const { tree, isWhole } = yield* files.look(place.root);
  return { tree, isWhole: isWhole || place.isWhole };
}

/** What has been read of the files that are there. */
function stillIn({ folders, sysctlConf }: Tree, readings: ReadonlyMap<string, Reading> | undefined): Map<string, Reading> {
  const still = new Map<string, Reading>();
  for (const { real } of [...folders.values(), sysctlConf ?? []].flat()) {
    const reading = readings?.get(real);
    if (reading) still.set(real, reading);
  }
  return still;
}

/** A file as it is on the disk, which is not read again where it is as it was. Throws an Error that says why there is none. */
function read(real: string, found: Found, files: Files): SysctlDocument {
  count(0, found);
  // Before the file itself: what changes in between is seen the next time.
  const stamp = files.stamp(real);
  const known = found.readings.get(real);
  if (known && stamp !== undefined && known.stamp === stamp) {
    count(known.size, found);
    return known.document;
  }
  const text = files.read(real);
  count(text.length, found);
  const document = SysctlDocument.create(files.uriOf(real), "sysctl", 0, text);
  found.readings.set(real, { stamp, size: text.length, document });
  return document;
}

function count(size: number, found: Found): void {
  found.size += size;
  if (found.size > MAX_TOTAL) throw new Error("not read: the files of this configuration are larger than 16 MiB together");
}

/** The folders that are open, as paths; what is no folder counts as not given. */
export function foldersOf({ workspaceFolders, rootUri }: Pick<InitializeParams, "workspaceFolders" | "rootUri">, { files }: Pick<System, "files">): string[] {
  const uris: unknown[] = Array.isArray(workspaceFolders) ? workspaceFolders.map((folder: { uri?: unknown } | null) => folder?.uri) : [rootUri];
  return uris.flatMap((uri) => (typeof uri === "string" && files?.pathOf(uri)) || []);
}

/** What the setting `sysctl.roots` names: absolute paths, and those below each open folder. */
export function rootsBelow(roots: readonly string[], folders: readonly string[]): string[] {
  return roots.flatMap((root) => {
    const path = root.replaceAll("\\", "/").replace(/^\.\//, "");
    return path.startsWith("/") || /^[A-Za-z]:\//.test(path) ? [path] : folders.map((folder) => (path === "." ? folder : `${folder}/${path}`));
  });
}
