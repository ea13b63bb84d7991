import type { SysctlDocument } from "../document/document.ts";
import type { Line } from "../document/line.ts";
import type { Edit, Fix, Span } from "./rule.ts";

/** Replaces columns [start, end) of a line. */
export function replace(line: Line, start: number, end: number, newText: string): Edit {
  return { range: { start: { line: line.number, character: start }, end: { line: line.number, character: end } }, newText };
}

export function replaceValue(line: Line, newText: string): Edit {
  return replace(line, line.valueStart, line.valueEnd, newText);
}

export function replaceKey(line: Line, newText: string): Edit {
  return replace(line, line.keyStart, line.keyEnd, newText);
}

/** Removes a line with its line end; where NULs make several statements of a line, the statement alone. */
export function removeLine(document: SysctlDocument, line: Line): Edit {
  if (line.text.includes("\0")) return replace(line, line.start, Math.max(line.keyEnd, line.valueEnd), "");
  const n = line.number;
  if (n < document.lineCount - 1) return { range: { start: { line: n, character: 0 }, end: { line: n + 1, character: 0 } }, newText: "" };
  const before = document.lines[n - 1];
  const start = before ? { line: n - 1, character: before.text.length } : { line: n, character: 0 };
  return { range: { start, end: { line: n, character: line.text.length } }, newText: "" };
}

function commentOut(line: Line): Edit {
  const start = line.text.includes("\0") ? line.start : 0;
  return replace(line, start, start, "# ");
}

/** The line end that the document uses around a line. */
export function lineEndingOf(document: SysctlDocument, line: Line): string {
  return line.ending || document.lines[line.number - 1]?.ending || "\n";
}

export function commentOutFix(line: Line): Fix {
  return { title: { en: "Comment the line out", "zh-cn": "注释掉这一行" }, edits: [commentOut(line)] };
}

export function removeLineFix(document: SysctlDocument, line: Line): Fix {
  return { title: { en: "Remove the line", "zh-cn": "删除这一行" }, edits: [removeLine(document, line)] };
}

/** Where a finding about a whole file stands: its first line. */
export function wholeFile(document: SysctlDocument): Span {
  const line = document.lines[0] as Line;
  return { line, start: 0, end: line.text.length };
}
