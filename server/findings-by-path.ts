import type { Finding } from "./rules/rule.ts";

/** What there is to say about paths, by path, until a line of the path comes or goes. */
export class FindingsByPath {
  private readonly found = new Map<string, readonly Finding[]>();
  private readonly touched = new Set<string>();
  private count = 0;

  constructor(
    /** So many findings are enough. */
    private readonly most: number,
  ) {}

  has(path: string): boolean {
    return this.found.has(path);
  }

  /** A path is to be looked at again when findings are asked for. */
  touch(path: string): void {
    this.touched.add(path);
  }

  /** The paths to be looked at, each until it is `set`; no more once there are enough findings. */
  *pending(): Iterable<string> {
    for (const path of this.touched) {
      if (this.isCut) return;
      yield path;
    }
  }

  set(path: string, findings: readonly Finding[]): void {
    this.touched.delete(path);
    this.count += findings.length - (this.found.get(path)?.length ?? 0);
    if (findings.length > 0) this.found.set(path, findings);
    else this.found.delete(path);
  }

  values(): Iterable<readonly Finding[]> {
    return this.found.values();
  }

  /** Is there no path to look at again? */
  get isSettled(): boolean {
    return this.touched.size === 0;
  }

  /** Are there more findings than what is kept? */
  get isCut(): boolean {
    return this.count >= this.most;
  }

  clear(): void {
    this.found.clear();
    this.touched.clear();
    this.count = 0;
  }
}
