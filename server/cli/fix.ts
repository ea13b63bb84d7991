import type { FileAnalysis } from "../analysis.ts";
import { SysctlDocument } from "../document/document.ts";
import { fixAll } from "../features/fix-all.ts";
import { atOnce } from "../gently.ts";
import type { Source } from "./files.ts";
import { writeSource } from "./write.ts";

/** A fix in one file may uncover a finding in another that is applied with it. */
const MAX_ROUNDS = 10;

/** Fixes the documents of one configuration in memory. */
export function fixTogether(documents: readonly SysctlDocument[], analyse: (document: SysctlDocument) => FileAnalysis): void {
  for (let round = 0; round < MAX_ROUNDS; round++) {
    let changed = false;
    // A new analysis each: what the fixes before did in other files counts.
    for (const document of documents) if (atOnce(fixAll(analyse(document)))) changed = true;
    if (!changed || documents.length < 2) return;
  }
}

/** Writes what changed; a file that could not be written goes to `failures` and is reported as it still is. How many were written. */
export function writeFixed(sources: readonly Source[], documents: readonly SysctlDocument[], failures: unknown[]): number {
  let written = 0;
  for (const [i, source] of sources.entries()) {
    const document = documents[i];
    const text = document?.getText();
    if (!document || text === undefined || text === source.text) continue;
    try {
      if (writeSource(source, text)) written++;
    } catch (error) {
      failures.push(error);
      SysctlDocument.update(document, [{ text: source.text }], document.version);
    }
  }
  return written;
}
