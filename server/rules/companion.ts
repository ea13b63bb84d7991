import type { SysctlDocument } from "../document/document.ts";
import type { Line } from "../document/line.ts";
import { lineEndingOf, replace, replaceValue } from "./edits.ts";
import type { Edit } from "./rule.ts";

/** Is this line in the document? A fix may edit no other file. */
export function isIn(document: SysctlDocument, line: Line | undefined): line is Line {
  return line !== undefined && document.lines[line.number] === line;
}

/** Adds lines below a line. */
export function addBelow(document: SysctlDocument, line: Line, texts: readonly string[]): Edit {
  const ending = lineEndingOf(document, line);
  return replace(line, line.text.length, line.text.length, texts.map((text) => ending + text).join(""));
}

/** Gives a parameter a value: on the line that sets it now, if the document has it, else on a new line below `line`. */
export function setCompanion(document: SysctlDocument, line: Line, key: string, value: string, present: Line | undefined): Edit {
  return isIn(document, present) ? replaceValue(present, value) : addBelow(document, line, [`${key} = ${value}`]);
}
