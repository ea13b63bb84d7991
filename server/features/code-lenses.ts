import type { CodeLens } from "vscode-languageserver";
import { statements } from "../configuration/file-index.ts";
import type { Statement } from "../configuration/written.ts";
import { isGlob } from "../document/key.ts";
import type { Line } from "../document/line.ts";
import { STEP, type Steps } from "../gently.ts";
import { sameWords } from "../rules/same-words.ts";
import { fileNameOf } from "../uri.ts";
import { visible } from "../visible.ts";
import type { FeatureContext } from "./context.ts";
import { keyRange, type Place, placeOf, statementsAbout, winnerOf } from "./writes.ts";

/** What our own client does at a click: `sysctl.showWrites` with the address, the position and the places. */
const COMMAND = "sysctl.showWrites";

/** Further down in a longer file there are none. */
const MAX_LINES = 2_000;

/** Each looks at all that is known of its parameter. */
const LENSES_A_STEP = 100;

/** Statements that are looked at for one file; further down in one that needs more there are none. Only a hostile file does. */
const MOST_LOOKED_AT = 1_000_000;

/** Other writes are counted up to this. */
const MOST_COUNTED = 100_000;

/** More places than these a click does not show: it would be a list for each of thousands of lines. */
const MAX_PLACES = 50;

/** Above an assignment that another file has something to say about: who overrides it, or how many other lines write the parameter. */
export function* codeLenses(context: Omit<FeatureContext, "texts">): Steps<CodeLens[]> {
  const { document, configuration, target } = context.analysis;
  const lenses: CodeLens[] = [];
  if (configuration.files.length < 2) return lenses;
  const known = new Map<string, About>();
  const patterns = configuration.patterns().length;
  let lookedAt = 0;
  for (const whole of document.lines.slice(0, MAX_LINES)) {
    if (whole.number % LENSES_A_STEP === 0) yield;
    for (const line of statements(whole, target.loader)) {
      if (line.kind !== "assignment" || line.path === "") continue;
      let about = known.get(line.path);
      if (!about) {
        if (lookedAt > MOST_LOOKED_AT) return lenses;
        about = yield* lookAt(context, line);
        lookedAt += about.lines.size + (isGlob(line.path) ? document.lineCount : patterns);
        known.set(line.path, about);
      }
      lenses.push(...lensFor(context, line, about));
    }
  }
  return lenses;
}

/** What is known of a parameter: the lines that are about it, the first of them with their files, whether other files have such, and which wins. */
interface About {
  readonly lines: ReadonlySet<Line>;
  readonly first: readonly Statement[];
  readonly isElsewhere: boolean;
  readonly winner: Statement | undefined;
}

function* lookAt(context: Omit<FeatureContext, "texts">, line: Line): Steps<About> {
  const all = yield* statementsAbout(context, line, MOST_COUNTED);
  const lines = new Set<Line>();
  let isElsewhere = false;
  for (const [i, each] of all.entries()) {
    if (i % STEP === STEP - 1) yield;
    lines.add(each.line);
    isElsewhere ||= each.file.document !== context.analysis.document;
  }
  return { lines, first: all.slice(0, MAX_PLACES + 1), isElsewhere, winner: winnerOf(context, line) };
}

function lensFor(context: Omit<FeatureContext, "texts">, line: Line, { lines, first, isElsewhere, winner }: About): CodeLens[] {
  const { analysis, locale, client } = context;
  if (!isElsewhere) return [];
  const isOverridden = winner && winner.file.document !== analysis.document && !sameWords(winner.line.value, line.value);
  const by = winner && `${visible(fileNameOf(winner.file.document.uri))}:${winner.line.number + 1}`;
  const title = isOverridden ? { en: `overridden by ${by}`, "zh-cn": `被 ${by} 覆盖` } : otherWrites(lines.size - (lines.has(line) ? 1 : 0));
  const places: Place[] = isOverridden
    ? [placeOf(winner)]
    : first
        .filter((other) => other.line !== line)
        .slice(0, MAX_PLACES)
        .map(placeOf);
  const range = keyRange(line);
  // The command is our own client's; other editors show the words.
  const command = client.isVsCode ? { command: COMMAND, arguments: [analysis.document.uri, range.start, places] } : { command: "" };
  return [{ range, command: { title: title[locale], ...command } }];
}

function otherWrites(count: number) {
  const shown = count < MOST_COUNTED - 1 ? `${count}` : `${count}+`;
  return { en: count === 1 ? "1 other write" : `${shown} other writes`, "zh-cn": `另有 ${shown} 处写入` };
}
