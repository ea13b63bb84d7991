import type { Catalogue, Resolution } from "../catalogue/catalogue.ts";
import type { Parameter } from "../catalogue/parameter.ts";
import type { LineChanges, SysctlDocument } from "../document/document.ts";
import { isGlob } from "../document/key.ts";
import type { Line } from "../document/line.ts";
import { STEP, type Steps } from "../gently.ts";
import type { Loader } from "../target.ts";
import { fileNameOf } from "../uri.ts";
import { InterfacePlaces } from "./interface-places.ts";
import { Places } from "./places.ts";

/** What a loader reads in a line: systemd-sysctl takes a NUL for a line end, procps stops there. */
export function statements(line: Line, loader: Loader): readonly Line[] {
  if (!line.rest || loader === "procps") return [line];
  const parts: Line[] = [];
  for (let part: Line | undefined = line; part; part = part.rest) parts.push(part);
  return parts;
}

/** Finds the assignments of one file by path. Follows the document edit by edit. */
export class FileIndex {
  /** What messages call it. */
  readonly name: string;
  /** Grows with every update that changed something. */
  version = 0;
  /** The document's revision that this knows. */
  revision: number | undefined;
  /** Lines by path, but for those that name an interface. */
  private byPath = new Places();
  private byInterface = new Map<Parameter, InterfacePlaces>();
  private patterns = new Places();
  /** Grows with every pattern that comes or goes. */
  patternsVersion = 0;

  constructor(
    readonly document: SysctlDocument,
    private readonly loader: Loader,
    private readonly catalogue: Pick<Catalogue, "get" | "resolve" | "resolveKey">,
    /** As the target sees it (`/etc/sysctl.d/90-web.conf`), where that is known. */
    readonly path?: string,
  ) {
    this.name = path ?? fileNameOf(document.uri);
  }

  /** Takes over what changed in the document since the last call. */
  update(): LineChanges {
    const changes = this.takeChanges();
    this.addAll(changes.added);
    return changes;
  }

  /** The same in steps, where there are many lines to take over. Others may ask meanwhile, so none of it shows before it is complete. */
  *updateInSteps(): Steps<void> {
    const { document } = this;
    yield* document.read();
    while (document.isLong && this.isFarBehind) {
      const made = new FileIndex(document, this.loader, this.catalogue);
      // A copy, for edits change the document's own array.
      const lines = made.takeChanges().added.slice();
      for (let from = 0; from < lines.length; from += STEP) {
        made.addAll(lines, from, from + STEP);
        yield;
      }
      if (this.isFarBehind) this.become(made);
    }
    this.update();
  }

  /** Too much has changed to say what. */
  private get isFarBehind(): boolean {
    return this.revision === undefined || !this.document.remembers(this.revision);
  }

  private become({ byPath, byInterface, patterns, revision }: FileIndex): void {
    this.byPath = byPath;
    this.byInterface = byInterface;
    this.patterns = patterns;
    this.patternsVersion++;
    this.revision = revision;
    this.version++;
  }

  /** Adds what came, for who took the changes and does not add line by line. */
  addAll(lines: readonly Line[], from = 0, to = lines.length): void {
    for (let i = from; i < Math.min(to, lines.length); i++)
      for (const part of statements(lines[i] as Line, this.loader))
        if (part.kind === "assignment" || part.kind === "exclusion") this.add(part, this.catalogue.resolveKey(part));
  }

  /** What changed since the last call. What is gone is forgotten; the caller adds what came, and looks at it while at it. */
  takeChanges(): LineChanges {
    const changes = this.document.changesSince(this.revision);
    this.revision = this.document.revision;
    if (changes.everything) {
      this.byPath = new Places();
      this.byInterface = new Map();
      this.patterns = new Places();
      this.patternsVersion++;
    }
    if (changes.everything || changes.removed.length > 0 || changes.added.length > 0) this.version++;
    for (const line of changes.removed)
      for (const part of statements(line, this.loader))
        if (part.kind === "assignment" || part.kind === "exclusion") this.remove(part, this.catalogue.resolveKey(part));
    return changes;
  }

  /** Adds an assignment or exclusion, with what its key stands for. How many lines name its path now. */
  add(line: Line, resolution: Resolution): number {
    if (resolution.kind === "parameter") {
      const { parameter, interface: name } = resolution;
      if (name === undefined) return this.byPath.add(parameter.path, line);
      if (isGlob(name)) this.addPattern(line);
      return this.interfacesOf(parameter).add(name, line);
    }
    if (isGlob(line.path)) this.addPattern(line);
    return this.byPath.add(line.path, line);
  }

  private addPattern(line: Line): void {
    this.patternsVersion++;
    this.patterns.add(line.path, line);
  }

  private remove(line: Line, resolution: Resolution): void {
    const name = resolution.kind === "parameter" ? resolution.interface : undefined;
    if (resolution.kind === "parameter" && name !== undefined) this.interfacesOf(resolution.parameter).remove(name, line);
    else this.byPath.remove(line.path, line);
    if (!isGlob(line.path)) return;
    this.patternsVersion++;
    this.patterns.remove(line.path, line);
  }

  private interfacesOf(parameter: Parameter): InterfacePlaces {
    let places = this.byInterface.get(parameter);
    if (!places) {
      places = new InterfacePlaces();
      this.byInterface.set(parameter, places);
    }
    return places;
  }

  /** Assignments and exclusions that name exactly this path, in order. */
  linesFor(path: string): readonly Line[] {
    const lines = this.byPath.get(path);
    if (lines.length > 0 || this.byInterface.size === 0) return lines;
    const resolution = this.catalogue.resolve(path);
    if (resolution.kind !== "parameter" || resolution.interface === undefined) return lines;
    return this.byInterface.get(resolution.parameter)?.get(resolution.interface) ?? lines;
  }

  /** Lines whose key is a pattern, in order. */
  globs(): Steps<readonly Line[]> {
    return this.patterns.all();
  }

  /** The lines that write a parameter such as `net.ipv4.conf.*.rp_filter` by the interface that they name, if there are any. */
  interfaces(key: string): InterfacePlaces | undefined {
    const parameter = this.catalogue.get(key);
    return parameter && this.byInterface.get(parameter);
  }
}
