import { FileAnalysis } from "../analysis.ts";
import { type ContentChange, type Position, SysctlDocument } from "../document/document.ts";
import type { Steps } from "../gently.ts";
import type { Edit, Finding, Severity } from "../rules/rule.ts";

/** Attempts a pass to find out which of many fixes does harm; a hostile file must not cost minutes. */
const MAX_ATTEMPTS = 100;

/** A fix may uncover the next finding; after this many rounds something else is wrong. */
const MAX_PASSES = 10;

/** A fix may uncover what it hid on its own lines (`ip_forward 1 # on`); that many are taken as one. */
const MAX_STEPS = 5;

/** Fixes for an editor at once: some tenths of a second. */
const MOST_AT_ONCE = 1_000;
/** Longer files are for the command. */
const MOST_LINES = 100_000;

/** Fixes to try in one step, each on lines of its own. */
const TRIED_A_STEP = 100;

interface Limits {
  /** Fixes made. */
  readonly most: number;
  /** Attempts a pass. */
  readonly attempts: number;
}

/** Edits to make together, and how many errors they remove from the lines they touch. */
interface Change {
  readonly edits: readonly Edit[];
  readonly errors: number;
}

/** How many findings there are of each severity. */
type Score = Readonly<Record<Severity, number>>;

/**
 * Applies the preferred fix of every finding to the analysed document, until none is left that helps. A fix is
 * kept only if what is left after it is less, or milder, and no error more: so none where there are more than we count. True if
 * the document changed.
 */
export function* fixAll(analysis: FileAnalysis, { most, attempts }: Limits = { most: Number.POSITIVE_INFINITY, attempts: MAX_ATTEMPTS }): Steps<boolean> {
  let changed = false;
  for (let pass = 0, left = most; pass < MAX_PASSES; pass++) {
    yield* analysis.findingsInSteps();
    if (analysis.isCut) break;
    const changes = yield* preferredChanges(analysis, left);
    left -= changes.length;
    if (changes.length === 0 || !(yield* applyHelpful(analysis, changes, { attempts }))) break;
    changed = true;
  }
  return changed;
}

/**
 * The whole-file form for an editor: what to replace, or undefined where nothing is to be fixed. The document stays as it is.
 * Not more than MOST_AT_ONCE, and none in a file of more than MOST_LINES, so that nobody waits for it; asked again, it goes on.
 */
export function* fixAllEdit({ document, options }: FileAnalysis): Steps<Edit | undefined> {
  if (document.lineCount > MOST_LINES) return undefined;
  const { surroundings: _, ...alone } = options;
  // Each looks at the whole file.
  const attempts = Math.min(MAX_ATTEMPTS, Math.ceil(MOST_LINES / document.lineCount));
  const copy = SysctlDocument.create(document.uri, document.languageId, document.version, document.getText());
  yield* copy.read();
  const analysis = yield* FileAnalysis.inSteps(copy, alone);
  return (yield* fixAll(analysis, { most: MOST_AT_ONCE, attempts })) ? changedLines(document, copy) : undefined;
}

/** One edit from the first to the last line that differs, so that cursors and marks elsewhere stay. */
function changedLines(before: SysctlDocument, after: SysctlDocument): Edit | undefined {
  const [old, now] = [before.lines, after.lines];
  const same = (i: number, j: number) => old[i]?.text === now[j]?.text && old[i]?.ending === now[j]?.ending;
  const shorter = Math.min(old.length, now.length);
  let head = 0;
  while (head < shorter && same(head, head)) head++;
  let tail = 0;
  while (tail < shorter - head && same(old.length - 1 - tail, now.length - 1 - tail)) tail++;
  if (head === shorter) return undefined;
  const text = now.slice(head, now.length - tail).map((line) => line.text + line.ending);
  // Lines that differ up to the last one: it has no end to stop behind.
  const end = tail > 0 ? { line: old.length - tail, character: 0 } : before.clamp({ line: old.length, character: 0 });
  return { range: { start: { line: head, character: 0 }, end }, newText: text.join("") };
}

/** The preferred fixes in the order of the file; one that touches the place of another waits for the next pass. */
function* preferredChanges(analysis: FileAnalysis, most: number): Steps<Change[]> {
  const taken = new Map<number, Edit[]>();
  const changes: Change[] = [];
  for (const [i, finding] of (yield* analysis.findingsInSteps()).entries()) {
    if (changes.length >= most) break;
    if (i % TRIED_A_STEP === 0) yield;
    const edits = preferredEdits(finding, analysis);
    if (!edits) continue;
    const change = tryAlone(analysis, finding, edits);
    if (!change || change.edits.some((edit) => linesOf(edit).some((line) => taken.get(line)?.some((other) => collide(edit, other))))) continue;
    changes.push(change);
    for (const edit of change.edits)
      for (const line of linesOf(edit)) {
        const others = taken.get(line);
        if (others) others.push(edit);
        else taken.set(line, [edit]);
      }
  }
  return changes;
}

function preferredEdits(finding: Finding, { document }: FileAnalysis): readonly Edit[] | undefined {
  const edits = finding.fixes?.(document).find((fix) => fix.preferred)?.edits;
  return edits && edits.length > 0 ? edits : undefined;
}

/**
 * Makes a fix on a copy of the lines it touches, and goes on with the fixes for what it uncovers there until that is
 * better than before; undefined if it never is. The cheap test that nearly always decides.
 */
function tryAlone({ document, options, target }: FileAnalysis, finding: Finding, edits: readonly Edit[]): Change | undefined {
  const touched = edits.flatMap(linesOf);
  const first = Math.min(...touched);
  const lines = document.lines.slice(first, Math.max(...touched) + 1);
  const text = lines.map((line) => line.text + line.ending).join("");
  const create = () => SysctlDocument.create(document.uri, document.languageId, 0, text);
  const { surroundings: _, ...alone } = options;
  const part = new FileAnalysis(create(), { ...alone, target });
  const before = part.findings();
  // What comes from other lines cannot be judged here, only that it does no harm.
  const local = before.some(({ rule }) => rule === finding.rule);
  let next: readonly Edit[] | undefined = edits.map((edit) => moved(edit, -first));
  for (let step = 0; next && step < MAX_STEPS; step++) {
    SysctlDocument.update(part.document, backwards(next), 0);
    part.update();
    const after = part.findings();
    const errors = scoreOf(before).error - scoreOf(after).error;
    if (local ? milder(scoreOf(before), scoreOf(after)) : errors >= 0) {
      if (step === 0) return { edits, errors };
      const all = changedLines(create(), part.document);
      return all && { edits: [moved(all, first)], errors };
    }
    next = after.map((each) => preferredEdits(each, part)).find((found) => found !== undefined);
  }
  return undefined;
}

function moved({ range: { start, end }, newText }: Edit, by: number): Edit {
  return { range: { start: { ...start, line: start.line + by }, end: { ...end, line: end.line + by } }, newText };
}

function linesOf({ range: { start, end } }: Edit): number[] {
  return Array.from({ length: end.line - start.line + 1 }, (_, i) => start.line + i);
}

/** Applies all changes if that helps, else tries halves: a few bad ones cost a few attempts more. True if any was applied. */
function* applyHelpful(analysis: FileAnalysis, changes: readonly Change[], budget: { attempts: number }): Steps<boolean> {
  if (budget.attempts-- <= 0) return false;
  const lines = analysis.document.lines.slice();
  const before = scoreOf(yield* analysis.findingsInSteps());
  for (const [i, edit] of backwards(changes.flatMap(({ edits }) => edits)).entries()) {
    if (i % TRIED_A_STEP === 0) yield;
    SysctlDocument.update(analysis.document, [edit], analysis.document.version);
  }
  analysis.update();
  yield;
  const after = scoreOf(yield* analysis.findingsInSteps());
  const expected = changes.reduce((sum, { errors }) => sum + errors, 0);
  // Each must have done its part: a good one must not hide a bad one.
  if (milder(before, after) && (changes.length === 1 || before.error - after.error >= expected)) return true;
  analysis.document.restore(lines);
  analysis.update();
  if (changes.length === 1) return false;
  // The second half first, so that the places of the first stay valid.
  const middle = changes.length >> 1;
  const second = yield* applyHelpful(analysis, changes.slice(middle), budget);
  return (yield* applyHelpful(analysis, changes.slice(0, middle), budget)) || second;
}

/** As changes to make one after the other, none of which moves the place of the next. */
function backwards(edits: readonly Edit[]): ContentChange[] {
  const sorted = [...edits].sort((a, b) => compare(b.range.start, a.range.start) || compare(b.range.end, a.range.end));
  return sorted.map(({ range, newText }) => ({ range, text: newText }));
}

function scoreOf(findings: readonly Finding[]): Score {
  const score = { error: 0, warning: 0, information: 0, hint: 0 };
  for (const { severity } of findings) score[severity]++;
  return score;
}

/** Fewer of the gravest kind that differs. Cannot go on for ever, so fixes that undo each other come to an end. */
function milder(before: Score, after: Score): boolean {
  for (const severity of ["error", "warning", "information", "hint"] as const)
    if (before[severity] !== after[severity]) return after[severity] < before[severity];
  return false;
}

function compare(a: Position, b: Position): number {
  return a.line - b.line || a.character - b.character;
}

/** Overlapping, or beginning at the same place: then their order would matter. */
function collide({ range: a }: Edit, { range: b }: Edit): boolean {
  return compare(a.start, b.start) === 0 || (compare(a.start, b.end) < 0 && compare(b.start, a.end) < 0);
}
