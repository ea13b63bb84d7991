import { tokens } from "../catalogue/number.ts";
import type { SysctlDocument } from "../document/document.ts";
import { isGlob } from "../document/key.ts";
import type { Line } from "../document/line.ts";
import type { Text } from "../locale.ts";
import { addBelow, isIn } from "./companion.ts";
import { replace } from "./edits.ts";
import { type ConfigurationContext, type Edit, type Fix, keySpan, type Report } from "./rule.ts";

/** Changes the first word of a value; a remark behind it stays. */
function replaceFirstWord(line: Line, text: string): Edit {
  const word = tokens(line.value)[0] ?? { start: 0, end: line.valueEnd - line.valueStart };
  return replace(line, line.valueStart + word.start, line.valueStart + word.end, text);
}

/**
 * The fix that gives a parameter a value: in the line that holds now, else on a new line below `anchor`.
 * None where another file or a pattern writes it: an edit here would not hold, or would change more.
 */
export function setFixes(document: SysctlDocument, { effective }: ConfigurationContext, anchor: Line, key: string, value: number | string): Fix[] {
  const line = effective(key)?.line;
  if (!isIn(document, anchor) || (line && (!isIn(document, line) || isGlob(line.path)))) return [];
  const edit = line ? replaceFirstWord(line, String(value)) : addBelow(document, anchor, [`${key} = ${value}`]);
  return [{ title: { en: `Set ${key} to ${value}`, "zh-cn": `把 ${key} 设为 ${value}` }, edits: [edit] }];
}

/** Points at the line that writes `other`, if it is in the file that writes `key`: a finding shows places of its own file only. */
export function beside({ effective }: ConfigurationContext, key: string, other: string, message: Text): NonNullable<Report["related"]> {
  const there = effective(other);
  if (!there?.line || there.file !== effective(key)?.file) return [];
  return [{ at: keySpan(there.line), message }];
}
