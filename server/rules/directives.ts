import { type Directive, parseDirective, type Word } from "../document/directive.ts";
import type { SysctlDocument } from "../document/document.ts";
import type { Line } from "../document/line.ts";
import { STEP, type Steps } from "../gently.ts";
import { sortedInSteps } from "../sort-in-steps.ts";
import { type Choice, choose, parseLoader, readKernel, type Target } from "../target.ts";
import type { Finding } from "./rule.ts";

/** A `disable` or `disable-next-line` and what it was good for. */
export interface Disable {
  readonly directive: Directive;
  /** The rules of which it suppressed a finding. */
  readonly used: ReadonlySet<string>;
}

/** The comments of one file that speak to us, followed edit by edit. */
export class Directives {
  private readonly byLine = new Map<Line, Directive>();
  /** Those that name a target. */
  private readonly targets = new Map<Line, Directive>();
  private sorted: readonly Directive[] | undefined;

  clear(): void {
    this.byLine.clear();
    this.targets.clear();
    this.sorted = undefined;
  }

  /** True if one of them came or went. */
  update(removed: readonly Line[], added: readonly Line[]): boolean {
    let changed = false;
    if (this.byLine.size > 0)
      for (const line of removed) {
        this.targets.delete(line);
        if (this.byLine.delete(line)) changed = true;
      }
    for (let i = 0; i < added.length; i++) {
      const line = added[i] as Line;
      if (line.kind !== "comment") continue;
      const directive = parseDirective(line);
      if (!directive) continue;
      this.byLine.set(line, directive);
      if (directive.verb.text === "target") this.targets.set(line, directive);
      changed = true;
    }
    if (changed) this.sorted = undefined;
    return changed;
  }

  get size(): number {
    return this.byLine.size;
  }

  /** In the order of the file. */
  *inOrder(): Steps<readonly Directive[]> {
    this.sorted ??= yield* sortedInSteps([...this.byLine.values()], (a, b) => a.line.number - b.line.number);
    return this.sorted;
  }

  /**
   * What the file is to be checked for: the first `target` in it wins over what was chosen elsewhere. `removed` and `added`: as it will be
   * once these lines have gone and come, while nothing is changed.
   */
  target(chosen: Target, removed: readonly Line[] = [], added: readonly Line[] = []): Target {
    let first: Directive | undefined;
    const consider = (directive: Directive | undefined) => {
      if (directive?.verb.text === "target" && !(first && first.line.number < directive.line.number)) first = directive;
    };
    const gone = this.targets.size > 0 ? new Set(removed) : NOTHING;
    for (const [line, directive] of this.targets) if (!gone.has(line)) consider(directive);
    for (const line of added) if (line.kind === "comment") consider(parseDirective(line));
    if (!first) return chosen;
    return choose(chosen, "comment", readTarget(first.words));
  }

  /** Takes away the findings that are disabled. Look-ups only: a hostile file may hold as many comments as findings. */
  *suppress(findings: readonly Finding[], document: SysctlDocument): Steps<{ kept: Finding[]; disables: Disable[] }> {
    const toTheEnd = new Map<string, Tally>();
    const onLine = new Map<number, Map<string, Tally>>();
    const disables: Tally[] = [];
    let done = 0;
    const list = yield* this.inOrder();
    const next = yield* nextStatements(list, document);
    for (const directive of list) {
      const { verb, line, words } = directive;
      if (++done % STEP === 0) yield;
      if (verb.text !== "disable" && verb.text !== "disable-next-line") continue;
      const tally: Tally = { directive, used: new Set() };
      disables.push(tally);
      const target = next.get(line) ?? -1;
      const place = verb.text === "disable" ? toTheEnd : (onLine.get(target) ?? new Map<string, Tally>());
      if (place !== toTheEnd) onLine.set(target, place);
      for (const name of words.length === 0 ? [ALL] : words.map((word) => word.text)) if (!place.has(name)) place.set(name, tally);
    }
    const tallyOf = ({ rule, at }: Finding): Tally | undefined => {
      const n = at.line.number;
      const above = onLine.get(n);
      return above?.get(rule) ?? above?.get(ALL) ?? before(n, toTheEnd.get(rule)) ?? before(n, toTheEnd.get(ALL));
    };
    const kept: Finding[] = [];
    for (const [i, finding] of findings.entries()) {
      if (i % STEP === 0) yield;
      const tally = tallyOf(finding);
      if (tally) tally.used.add(finding.rule);
      else kept.push(finding);
    }
    return { kept, disables };
  }
}

export function directivesOf(lines: readonly Line[]): Directives {
  const directives = new Directives();
  directives.update([], lines);
  return directives;
}

/** The same in steps; edits in between are taken over at the end. */
export function* directivesInSteps(document: SysctlDocument, step: number): Steps<Directives> {
  const directives = new Directives();
  const { revision } = document;
  const lines = document.lines.slice();
  for (let from = 0; from < lines.length; from += step) {
    directives.update([], lines.slice(from, from + step));
    yield;
  }
  const { removed, added, everything } = document.changesSince(revision);
  if (everything) return directivesOf(added);
  directives.update(removed, added);
  return directives;
}

const NOTHING: ReadonlySet<Line> = new Set();

interface Tally extends Disable {
  readonly used: Set<string>;
}

/** Stands for every rule; no rule has this name. */
const ALL = "";

function before(line: number, tally: Tally | undefined): Tally | undefined {
  return tally && tally.directive.line.number < line ? tally : undefined;
}

/** The line below each that is no comment: several comments can stand above one line. */
function* nextStatements(directives: readonly Directive[], document: SysctlDocument): Steps<Map<Line, number>> {
  const found = new Map<Line, number>();
  for (let i = directives.length - 1; i >= 0; i--) {
    if (i % STEP === STEP - 1) yield;
    const { line } = directives[i] as Directive;
    let n = line.number + 1;
    for (let below = document.lines[n]; below?.kind === "comment"; below = document.lines[n]) n = found.get(below) ?? n + 1;
    found.set(line, n);
  }
  return found;
}

/** Reads `kernel=5.15 loader=systemd`; a release or a distribution may stand alone. */
export function readTarget(words: readonly Word[]): Choice & { readonly wrong: readonly Word[] } {
  let chosen: Choice | undefined;
  let named: Target["loader"] | undefined;
  const wrong: Word[] = [];
  for (const word of words) {
    const equals = word.text.indexOf("=");
    const [name, value] = equals < 0 ? ["kernel", word.text] : [word.text.slice(0, equals), word.text.slice(equals + 1)];
    const kernel = name === "kernel" ? readKernel(value) : undefined;
    const loader = name === "loader" ? parseLoader(value) : undefined;
    if (kernel) chosen ??= kernel;
    else if (loader) named ??= loader;
    else wrong.push(word);
  }
  return { ...chosen, loader: named ?? chosen?.loader, wrong };
}
