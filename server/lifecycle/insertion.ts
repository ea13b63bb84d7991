import type { FileAnalysis } from "../analysis.ts";
import { pathOf } from "../catalogue/catalogue.ts";
import type { Position } from "../document/document.ts";
import type { Line } from "../document/line.ts";
import { lineEndingOf } from "../rules/edits.ts";
import { exampleOf } from "./held.ts";

/** Where a parameter stands in a file, or what is to be inserted for it to stand there. Both ends of the value are given. */
export interface Place {
  readonly start: Position;
  readonly end: Position;
  /** To be inserted at `at` first; `start` and `end` are those of the value afterwards. */
  readonly insert: { readonly at: Position; readonly text: string } | undefined;
}

/** The value's place in the last line that writes a parameter; else on a new line with its default, below its namesakes. */
export function placeOf({ configuration, document, target }: FileAnalysis, key: string): Place | undefined {
  const last = configuration.lastWrite(pathOf(key), () => true)?.line;
  if (last && document.lines[last.number] === last) return { ...span(last.number, last.valueStart, last.valueEnd), insert: undefined };
  const parameter = configuration.catalogue.get(key);
  if (!parameter?.existsIn(target.kernel)) return undefined;
  const facts = parameter.at(target.kernel);
  const value = facts.defaultText ?? exampleOf(facts.default) ?? "";
  const text = `${key} = ${value}`;
  const anchor = namesake(document.lines, key);
  const above = anchor ?? document.lines.at(-1);
  const ending = above ? lineEndingOf(document, above) : "\n";
  // A file ends with a line end; the lines of the document then end with an empty one.
  if (!anchor && above?.text === "") return inserted(above.number, 0, text + ending, above.number, text.length, value.length);
  const number = above?.number ?? 0;
  return inserted(number, above?.text.length ?? 0, ending + text, number + 1, text.length, value.length);
}

function inserted(line: number, character: number, text: string, at: number, end: number, length: number): Place {
  return { ...span(at, end - length, end), insert: { at: { line, character }, text } };
}

function span(line: number, start: number, end: number): Pick<Place, "start" | "end"> {
  return { start: { line, character: start }, end: { line, character: end } };
}

/** The last line whose key begins like this one: `net.ipv4.tcp_keepalive_time` before `net.ipv4.tcp_wmem`. */
function namesake(lines: readonly Line[], key: string): Line | undefined {
  const path = pathOf(key);
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  let best: Line | undefined;
  let most = folder.length;
  for (const line of lines) {
    if (line.kind !== "assignment" || !line.path.startsWith(folder)) continue;
    const shared = sharedWords(line.path, path);
    if (shared < most) continue;
    most = shared;
    best = line;
  }
  return best;
}

/** How many characters two paths share, up to the last `_` or `/` of them. */
function sharedWords(one: string, other: string): number {
  let i = 0;
  let end = 0;
  while (i < one.length && one[i] === other[i]) {
    i++;
    if (one[i - 1] === "_" || one[i - 1] === "/") end = i;
  }
  return end;
}
