import type { CodeAction, Diagnostic } from "vscode-languageserver";
import { tokens } from "../catalogue/number.ts";
import { Words } from "../catalogue/texts.ts";
import type { Range } from "../document/document.ts";
import type { Line } from "../document/line.ts";
import { STEP, type Steps } from "../gently.ts";
import type { Text } from "../locale.ts";
import { replaceValue } from "../rules/edits.ts";
import type { Edit } from "../rules/rule.ts";
import { shortMessage } from "../rules/shorten.ts";
import type { FeatureContext } from "./context.ts";
import { rangeOf } from "./diagnostics.ts";
import { fixAllEdit } from "./fix-all.ts";
import { sortAssignments } from "./sort.ts";

export const QUICK_FIX = "quickfix";
export const REWRITE = "refactor.rewrite";
/** What `"editor.codeActionsOnSave": { "source.fixAll": "explicit" }` asks for. */
export const FIX_ALL = "source.fixAll.sysctl";

/** What the command "Sort assignments" asks for; never offered unasked. */
export const SORT = "source.sort.sysctl";

/** Nobody chooses from more; with a whole file selected there can be any number. */
const MOST_FIXES = 200;

/** Fixes for the findings in a range, the suggested values of the assignments there, all fixes at once. */
export function* codeActions(context: FeatureContext, range: Range, shown: readonly Diagnostic[], only: readonly string[] | undefined): Steps<CodeAction[]> {
  const wanted = (kind: string) => !only || only.some((prefix) => kind === prefix || kind.startsWith(`${prefix}.`));
  const actions: CodeAction[] = [];
  if (wanted(QUICK_FIX)) actions.push(...(yield* quickFixes(context, range, shown)));
  if (wanted(REWRITE)) actions.push(...suggestions(context, range));
  // Takes a second analysis of the file: only where it is asked for by name, never for the light bulb.
  if (only && wanted(FIX_ALL)) actions.push(...(yield* fixAllAction(context)));
  if (only && wanted(SORT)) actions.push(...(yield* sortAction(context)));
  return actions;
}

function* quickFixes(context: FeatureContext, range: Range, shown: readonly Diagnostic[]): Steps<CodeAction[]> {
  const { analysis, locale } = context;
  const actions: CodeAction[] = [];
  for (const [i, finding] of (yield* analysis.findingsInSteps()).entries()) {
    if (actions.length >= MOST_FIXES || finding.at.line.number > range.end.line) break;
    if (i % STEP === 0) yield;
    const at = rangeOf(finding.at);
    if (!finding.fixes || at.start.line > range.end.line || at.end.line < range.start.line || !overlaps(at, range)) continue;
    const diagnostic = shown.find((d) => d.code === finding.rule && d.range.start.line === at.start.line && d.range.start.character === at.start.character);
    for (const fix of finding.fixes(analysis.document)) {
      actions.push({
        title: shortMessage(fix.title)[locale],
        kind: QUICK_FIX,
        ...(diagnostic ? { diagnostics: [diagnostic] } : {}),
        ...(fix.preferred ? { isPreferred: true } : {}),
        edit: editOf(context, fix.edits),
      });
    }
  }
  return actions;
}

function* fixAllAction(context: FeatureContext): Steps<CodeAction[]> {
  const edit = yield* fixAllEdit(context.analysis);
  return edit ? [{ title: FIX_ALL_TITLE[context.locale], kind: FIX_ALL, edit: editOf(context, [edit]) }] : [];
}

const FIX_ALL_TITLE: Text = { en: "Fix everything that can be fixed without asking", "zh-cn": "修复所有可以直接修复的问题" };

function* sortAction(context: FeatureContext): Steps<CodeAction[]> {
  const edits = yield* sortAssignments(context);
  return edits.length > 0 ? [{ title: SORT_TITLE[context.locale], kind: SORT, edit: editOf(context, edits) }] : [];
}

const SORT_TITLE: Text = { en: "Sort assignments by key", "zh-cn": "按键排序" };

/** "Set to 30: many short connections that this host closes first", for every assignment in the range. */
function suggestions(context: FeatureContext, range: Range): CodeAction[] {
  const { analysis, locale } = context;
  const actions: CodeAction[] = [];
  const last = Math.min(range.end.line, range.start.line + 50);
  for (let n = range.start.line; n <= last; n++) {
    const line = analysis.document.lines[n];
    if (line?.kind !== "assignment") continue;
    for (const { value, title } of suggestedValues(context, line)) {
      actions.push({ title: title[locale], kind: REWRITE, edit: editOf(context, [replaceValue(line, value)]) });
    }
  }
  return actions;
}

function suggestedValues(context: FeatureContext, line: Line): { value: string; title: { en: string; "zh-cn": string } }[] {
  const { parameter } = context.analysis.resolve(line);
  if (!parameter || parameter.facts.readOnly) return [];
  const words = new Words(parameter.parameter, context.texts);
  const now = normal(line.value);
  const list: { value: string; title: { en: string; "zh-cn": string } }[] = [];
  const taken = new Set([now]);
  for (const { value } of parameter.suggestions) {
    const text = String(value);
    if (taken.has(text)) continue;
    taken.add(text);
    const suits = words.suggestion(text);
    list.push({ value: text, title: { en: `Set to ${text}: ${suits}`, "zh-cn": `设为 ${text}：${suits}` } });
  }
  const standard = parameter.defaultText;
  if (standard !== undefined && standard !== "" && !taken.has(standard))
    list.push({ value: standard, title: { en: `Set to ${standard}: the default`, "zh-cn": `设为 ${standard}：默认值` } });
  return list;
}

function editOf({ analysis }: FeatureContext, edits: readonly Edit[]) {
  return { changes: { [analysis.document.uri]: edits.map(({ range, newText }) => ({ range, newText })) } };
}

/** Ranges that touch count: the cursor right behind a word is on it. */
function overlaps(a: Range, b: Range): boolean {
  const before = (p: Range["start"], q: Range["start"]) => p.line < q.line || (p.line === q.line && p.character < q.character);
  return !before(a.end, b.start) && !before(b.end, a.start);
}

function normal(value: string): string {
  return tokens(value)
    .map((word) => word.text)
    .join(" ");
}
