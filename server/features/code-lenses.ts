import type { CodeLens } from "vscode-languageserver";
import { statements } from "../configuration/file-index.ts";
import type { Line } from "../document/line.ts";
import type { Steps } from "../gently.ts";
import { sameWords } from "../rules/same-words.ts";
import { fileNameOf } from "../uri.ts";
import type { FeatureContext } from "./context.ts";
import { keyRange, type Place, placeOf, statementsAbout, winnerOf } from "./writes.ts";

/** What our own client does at a click: `sysctl.showWrites` with the address, the position and the places. */
const COMMAND = "sysctl.showWrites";

/** Further down in a longer file there are none. */
const MAX_LINES = 2_000;

/** Each looks at all that is known of its parameter. */
const LENSES_A_STEP = 100;

/** Above an assignment that another file has something to say about: who overrides it, or how many other lines write the parameter. */
export function* codeLenses(context: Omit<FeatureContext, "texts">): Steps<CodeLens[]> {
  const { document, configuration, target } = context.analysis;
  const lenses: CodeLens[] = [];
  if (configuration.files.length < 2) return lenses;
  for (const whole of document.lines.slice(0, MAX_LINES)) {
    if (whole.number % LENSES_A_STEP === 0) yield;
    for (const line of statements(whole, target.loader)) if (line.kind === "assignment" && line.path !== "") lenses.push(...lensFor(context, line));
  }
  return lenses;
}

function lensFor(context: Omit<FeatureContext, "texts">, line: Line): CodeLens[] {
  const { analysis, locale, client } = context;
  const others = statementsAbout(context, line).filter((statement) => statement.line !== line);
  if (others.every(({ file }) => file.document === analysis.document)) return [];
  const winner = winnerOf(context, line);
  const isOverridden = winner && winner.file.document !== analysis.document && !sameWords(winner.line.value, line.value);
  const by = winner && `${fileNameOf(winner.file.document.uri)}:${winner.line.number + 1}`;
  const title = isOverridden ? { en: `overridden by ${by}`, "zh-cn": `被 ${by} 覆盖` } : otherWrites(others.length);
  const places: Place[] = isOverridden ? [placeOf(winner)] : others.map(placeOf);
  const range = keyRange(line);
  // The command is our own client's; other editors show the words.
  const command = client.isVsCode ? { command: COMMAND, arguments: [analysis.document.uri, range.start, places] } : { command: "" };
  return [{ range, command: { title: title[locale], ...command } }];
}

function otherWrites(count: number) {
  return { en: count === 1 ? "1 other write" : `${count} other writes`, "zh-cn": `另有 ${count} 处写入` };
}
