import type { FileAnalysis } from "../analysis.ts";
import { pathOf } from "../catalogue/catalogue.ts";
import type { ParameterAtRelease } from "../catalogue/parameter.ts";
import type { Position } from "../document/document.ts";
import type { Line } from "../document/line.ts";
import { STEP, type Steps } from "../gently.ts";
import { lineEndingOf } from "../rules/edits.ts";

/** Where the value of a parameter stands in a file; or where a line is to be inserted for it, `start` and `end` being the same. */
export interface Place {
  readonly start: Position;
  readonly end: Position;
  /** One after the other; `before` holds the key, with `*` where an interface is to be chosen. */
  readonly insert?: { readonly before: string; readonly value: string; readonly after: string };
}

/** The value's place in the last line that writes a parameter; else a new line below its namesakes, with `wanted` or what `valueToStartWith` says. */
export function* placeOf({ configuration, document, target }: FileAnalysis, key: string, wanted?: string): Steps<Place | undefined> {
  const last = configuration.lastWrite(pathOf(key), () => true)?.line;
  if (last && document.lines[last.number] === last) return { start: at(last, last.valueStart), end: at(last, last.valueEnd) };
  const parameter = configuration.catalogue.get(key);
  if (!parameter?.existsIn(target.kernel)) return undefined;
  const value = wanted ?? valueToStartWith(parameter.at(target.kernel, target.hz));
  const before = `${key} = `;
  const anchor = yield* namesake(document.lines, key);
  const above = anchor ?? (document.lines.at(-1) as Line);
  const ending = lineEndingOf(document, above);
  const place = at(above, above.text.length);
  // A file ends with a line end; the lines of the document then end with an empty one.
  const insert = !anchor && above.text === "" ? { before, value, after: ending } : { before: ending + before, value, after: "" };
  return { start: place, end: place, insert };
}

/** The default; where that depends on the machine, an example of it, else what is suggested first. Empty: nothing sensible is known. */
function valueToStartWith({ defaultText, exampleText, suggestions }: ParameterAtRelease): string {
  return defaultText ?? exampleText ?? String(suggestions[0]?.value ?? "");
}

function at({ number: line }: Line, character: number): Position {
  return { line, character };
}

/** The last line whose key begins like this one: `net.ipv4.tcp_keepalive_time` before `net.ipv4.tcp_wmem`. */
function* namesake(lines: readonly Line[], key: string): Steps<Line | undefined> {
  const path = pathOf(key);
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  let best: Line | undefined;
  let most = folder.length;
  for (const line of lines) {
    if (line.number % STEP === 0) yield;
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
