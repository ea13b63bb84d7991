import type { SysctlDocument } from "../document/document.ts";
import type { Line } from "../document/line.ts";
import { STEP, type Steps } from "../gently.ts";
import { commentShape } from "./heading.ts";

/** A part of a file: below a heading, of one namespace, or a single statement. Lines are inclusive. */
export interface Part {
  readonly kind: "section" | "namespace" | "statement";
  readonly name: string;
  readonly first: number;
  readonly last: number;
  /** The line that gives it its name. */
  readonly title: Line;
  readonly parts: readonly Part[];
}

/** A comment that stands above lines it names. */
interface Heading {
  readonly title: Line;
  readonly name: string;
  /** 1: decorated (`# --- TCP ---`); 2: words right above several statements. */
  readonly level: 1 | 2;
  readonly first: number;
  readonly last: number;
}

/** Lines of a block of comments, both inclusive. */
export interface Block {
  readonly first: number;
  readonly last: number;
}

/**
 * The parts of a file: sections by their comments, below them (and beside them) runs of one namespace, below those statements.
 * Parts of one level do not overlap, and lie within the part above. Linear in the file. `isWanted` tells whether anything between two lines
 * (both inclusive) is; sections without are left empty, and what is outside of sections and not wanted is left out.
 */
export function* structureOf(document: SysctlDocument, isWanted: Wanted = () => true): Steps<Part[]> {
  const headings: Heading[] = [];
  for (const [i, block] of (yield* commentBlocks(document)).entries()) {
    headings.push(...headingOf(document, block));
    if (i % STEP === 0) yield;
  }
  return yield* partsBetween({ document, isWanted }, 0, document.lineCount - 1, headings);
}

type Wanted = (first: number, last: number) => boolean;

interface Search {
  readonly document: SysctlDocument;
  readonly isWanted: Wanted;
}

/** Comments on consecutive lines. */
export function* commentBlocks({ lines }: SysctlDocument): Steps<Block[]> {
  const blocks: Block[] = [];
  for (let first = 0; first < lines.length; first++) {
    if (first % STEP === 0) yield;
    if (lines[first]?.kind !== "comment") continue;
    let last = first;
    while (lines[last + 1]?.kind === "comment") if (++last % STEP === 0) yield;
    blocks.push({ first, last });
    first = last;
  }
  return blocks;
}

/** `net.ipv4` for everything below net/ipv4; at most two folders. */
function namespaceOf(path: string): string {
  const folders = path.split("/", 3);
  return folders.length < 3 ? (folders.length === 2 ? (folders[0] ?? "") : path) : `${folders[0]}.${folders[1]}`;
}

export function isStatement(line: Line | undefined): line is Line {
  return line?.kind === "assignment" || line?.kind === "exclusion";
}

function headingOf(document: SysctlDocument, block: Block): Heading[] {
  const { lines } = document;
  const shaped = lines.slice(block.first, Math.min(block.last, block.first + 50) + 1).map((line) => ({ line, shape: commentShape(line) }));
  const underlined = shaped.some(({ shape }) => shape.kind === "ruler");
  const decorated = shaped.find(({ shape }) => shape.kind === "decorated");
  // Beside a ruler the first words are the name.
  const named = decorated ?? shaped.find(({ shape }) => shape.kind === "plain");
  if (!named || !("words" in named.shape)) return [];
  const heading = { title: named.line, name: named.shape.words, ...block };
  if (decorated || underlined) return [{ ...heading, level: 1 }];
  // Words of their own, and above more than one statement, are about all of them.
  if (block.first > 0 && lines[block.first - 1]?.kind !== "blank") return [];
  return isStatement(lines[block.last + 1]) && isStatement(lines[block.last + 2]) ? [{ ...heading, level: 2 }] : [];
}

function* partsBetween(search: Search, first: number, last: number, headings: readonly Heading[]): Steps<Part[]> {
  const { document } = search;
  const parts: Part[] = [];
  let next = first;
  for (let i = 0; i < headings.length; ) {
    if (parts.length % STEP === 0) yield;
    const heading = headings[i] as Heading;
    let after = i + 1;
    while (after < headings.length && (headings[after] as Heading).level > heading.level) after++;
    const end = lastOf(document, heading, Math.min(last, (headings[after]?.first ?? last + 1) - 1));
    for (const part of yield* runs(search, next, heading.first - 1, true)) parts.push(part);
    const below = headings.slice(i + 1, after);
    parts.push({
      kind: "section",
      name: heading.name,
      first: heading.first,
      last: end,
      title: heading.title,
      parts: yield* below.length > 0 ? partsBetween(search, heading.last + 1, end, below) : runs(search, heading.last + 1, end, false),
    });
    next = end + 1;
    i = after;
  }
  for (const part of yield* runs(search, next, last, true)) parts.push(part);
  return parts;
}

/** Where a section ends: a decorated one before the next, one of plain words at a blank line. */
function lastOf({ lines }: SysctlDocument, heading: Heading, end: number): number {
  let last = heading.last;
  for (let n = heading.last + 1; n <= end; n++) {
    if (lines[n]?.kind === "blank") {
      if (heading.level === 2) break;
    } else last = n;
  }
  return last;
}

/** Statements between two lines; those of one namespace that follow each other together, unless they are all there is and `always` is false. */
function* runs({ document: { lines }, isWanted }: Search, first: number, last: number, always: boolean): Steps<Part[]> {
  if (!isWanted(first, last)) return [];
  const groups: Part[][] = [];
  let namespace: string | undefined;
  for (let n = first; n <= last; n++) {
    if (n % STEP === 0) yield;
    const line = lines[n];
    if (!isStatement(line)) continue;
    const statement: Part = { kind: "statement", name: line.key, first: n, last: n, title: line, parts: [] };
    if (namespaceOf(line.path) === namespace) groups.at(-1)?.push(statement);
    else groups.push([statement]);
    namespace = namespaceOf(line.path);
  }
  if (groups.length === 1 && !always) return groups[0] ?? [];
  const parts: Part[] = [];
  for (const [i, statements] of groups.entries()) {
    if (i % STEP === 0) yield;
    const head = statements[0] as Part;
    const last = statements.at(-1)?.last ?? head.last;
    parts.push(statements.length === 1 ? head : { ...head, kind: "namespace", name: namespaceOf(head.title.path), last, parts: statements });
  }
  return parts;
}
